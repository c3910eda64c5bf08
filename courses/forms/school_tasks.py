"""What is written about a task at school: the learner's work, comments, decisions."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.choices import TASK_FILES
from courses.task_states import Step
from portal.core.errors import DomainError
from portal.files import services as files
from portal.files.models import StoredFile
from portal.files.words import bytes_in_words

LONGEST_WORK, LONGEST_WORDS = 30_000, 5_000
FILE_BYTES = 200_000_000
"""One file of a task, by the plain form; with script the site's own limit holds."""


class LongText(forms.CharField):
    """A text with room for paragraphs; one that is too long comes back with its length."""

    def __init__(self, *, longest: int, rows: int = 6, **kwargs: Any) -> None:
        # No maxlength for the browser: it would cut what is pasted without a word.
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.longest = longest

    def validate(self, value: str) -> None:
        """Raise ValidationError beyond the limit."""
        super().validate(value)
        if len(value) > self.longest:
            told = _("The text has %(length)s characters; %(most)s are possible. Shorten it, or hand it in as a file.")
            raise forms.ValidationError(told % {"length": len(value), "most": self.longest})


class OfLanguage(forms.Form):
    """Texts say which language they are in."""

    use_required_attribute = False
    language = forms.ChoiceField(label=gettext_lazy("Language of your text"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language() or settings.LANGUAGE_CODE)


class WorkForm(OfLanguage):
    """The learner's side: text, one more file, and what to do with it."""

    text = LongText(label=gettext_lazy("Your text"), longest=LONGEST_WORK, rows=12, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    file = forms.FileField(label=gettext_lazy("Add a file"), required=False, allow_empty_file=True, max_length=None)
    arrived = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["text", "language", "file"]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        most = min(FILE_BYTES, settings.FILES_MAX_SIZE)
        self.fields["file"].help_text = _(
            "Photo, scan or text, up to %(size)s. Pupils by pseudonym only, faces and names covered."
        ) % {"size": bytes_in_words(most)}

    def stored(self) -> StoredFile | None:
        """The file that came along, stored; None without one. Raises DomainError."""
        if self.cleaned_data.get("arrived"):
            found = StoredFile.objects.of(self.user, TASK_FILES).filter(uuid=self.cleaned_data["arrived"]).first()
            if found is None:
                raise DomainError(_("This upload is not there any more. Send the file again."))
            return found
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        return files.store(stream=upload, name=upload.name, owner=self.user, purpose=TASK_FILES)


class WordsForm(OfLanguage):
    """A comment."""

    words = LongText(
        label=gettext_lazy("Your comment"),
        longest=LONGEST_WORDS,
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    field_order = ["words", "language"]


class DecisionForm(OfLanguage):
    """What a facilitator says about it."""

    words = LongText(
        label=gettext_lazy("Your words to the learner"),
        longest=LONGEST_WORDS,
        error_messages={
            "required": gettext_lazy(
                "Write a few words with your decision: one strength and one question, for example."
            )
        },
        help_text=gettext_lazy(
            "One strength and one question, for example. A mail tells the learner that they are here."
        ),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    step = forms.ChoiceField(choices=[(step.value, step.value) for step in Step if step != Step.HAND_IN])
    field_order = ["words", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("step") == Step.LOOK:
            self.fields["words"].required = False
