"""What people write in discussions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.choices import TalkDigest
from courses.forms.school_tasks import LongText, OfLanguage
from courses.services.talk_reads import Place
from portal.accounts.models import User

LONGEST = 10_000


class PostForm(OfLanguage):
    """An answer. `key` names the post, so that a form sent twice writes once."""

    text = LongText(
        label=gettext_lazy("Your text"),
        longest=LONGEST,
        error_messages={"required": gettext_lazy("Write something first.")},
        help_text=gettext_lazy("Plain text; addresses become links. @Name tells somebody by mail."),
    )
    mention = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Tell somebody"), required=False, empty_label=gettext_lazy("Nobody")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["title", "page", "text", "language", "mention"]

    def __init__(self, *args: Any, members: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        self.initial.setdefault("key", uuid4())
        field = self.fields["mention"]
        field.choices = [("", _("Nobody")), *((one.pk, one.get_full_name()) for one in self.members)]  # type: ignore[attr-defined]
        # One query has fetched them already: the choice is looked up among them.
        field.to_python = self._member  # type: ignore[method-assign]
        field.validate = lambda value: None  # type: ignore[method-assign]

    def _member(self, value: Any) -> User | None:
        if not value:
            return None
        found = next((one for one in self.members if str(one.pk) == str(value)), None)
        if found is None:
            raise forms.ValidationError(_("This person does not take part in the cohort any more."))
        return found


class ThreadForm(PostForm):
    """A new thread, about a place of the course."""

    title = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=160,
        error_messages={"required": gettext_lazy("Give the thread a title.")},
    )
    page = forms.ChoiceField(label=gettext_lazy("Belongs to"))

    def __init__(self, *args: Any, places: Iterable[Place], place: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place is not None:
            del self.fields["page"]
            return
        self.fields["page"].choices = [(str(one.key), one.label) for one in places]  # type: ignore[attr-defined]


class EditForm(OfLanguage):
    """One's own words again."""

    title = forms.CharField(label=gettext_lazy("What is it about?"), max_length=160)
    text = LongText(
        label=gettext_lazy("Your text"),
        longest=LONGEST,
        rows=10,
        error_messages={"required": gettext_lazy("Write something first.")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ["title", "text", "language"]

    def __init__(self, *args: Any, with_title: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_title:
            del self.fields["title"]


class WhyForm(forms.Form):
    """A reason: of a report, or for hiding a post."""

    use_required_attribute = False
    why = LongText(
        label=gettext_lazy("Why?"),
        longest=400,
        rows=3,
        error_messages={"required": gettext_lazy("Say in a few words why.")},
    )


class WishForm(forms.Form):
    """How often the digest comes."""

    digest = forms.ChoiceField(
        label=gettext_lazy("New posts by mail"), choices=TalkDigest.choices, widget=forms.RadioSelect
    )
