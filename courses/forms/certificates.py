"""Forms around certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.certificate_texts import CANNOT_SAY, ETHICS, LEVEL_NAMES, RUBRIC, SCALE, STATEMENTS
from courses.choices import RevocationClass
from portal.core.guarded_form import refuse_control_characters


class EthicsForm(forms.Form):
    """Every line of the checklist, agreed to one by one."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for promise in ETHICS:
            self.fields[promise.key] = forms.BooleanField(
                label=promise.text,
                help_text=promise.title,
                error_messages={
                    "required": _("“%(title)s”: agree, or talk with your facilitator first.") % {"title": promise.title}
                },
            )

    def promises(self) -> set[str]:
        """Those agreed to."""
        return {name for name, value in self.cleaned_data.items() if value}


class SelfAssessmentForm(forms.Form):
    """Fourteen statements, a scale for each."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in STATEMENTS:
            self.fields[f"s{row.number}"] = forms.TypedChoiceField(
                label=row.text,
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Statement %(number)s: choose one; “can’t say yet” is an answer, too.")
                    % {"number": row.number}
                },
            )

    def given(self) -> dict[str, int]:
        """By the statement's number."""
        return {name[1:]: value if value is not None else CANNOT_SAY for name, value in self.cleaned_data.items()}


class RubricForm(forms.Form):
    """Five criteria, four levels, and words for the team."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in RUBRIC:
            choices = [(level, f"{LEVEL_NAMES[level - 1]}: {words}") for level, words in enumerate(row.levels, start=1)]
            self.fields[row.key] = forms.TypedChoiceField(
                label=f"{row.key} {row.title} ({row.documents})",
                choices=choices,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Criterion %(key)s: choose a level.") % {"key": row.key}},
            )
        self.fields["words"] = forms.CharField(
            label=_("One strength and one question"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("The team reads it. Levels, not points."),
        )

    def levels(self) -> dict[str, int]:
        """By criterion."""
        return {row.key: self.cleaned_data[row.key] for row in RUBRIC}


class IssueForm(forms.Form):
    """The name on the certificate, and who may read it."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=160,
        help_text=_("As it stands in your papers. It is printed and cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_public = forms.BooleanField(
        label=_("Whoever has the code may read my name"),
        required=False,
        help_text=_("You can change this at any time. Without it, the page shows course, hours and day only."),
    )

    def clean_name(self) -> str:
        """One line, nothing invisible."""
        return refuse_control_characters(self.cleaned_data["name"])


class RevokeForm(forms.Form):
    """Why a certificate does not count any more."""

    use_required_attribute = False
    revocation = forms.ChoiceField(
        label=_("What everybody reads"),
        choices=[
            (RevocationClass.MISTAKE.value, _("It held a mistake: the holder may ask for a new one")),
            (
                RevocationClass.CONDITIONS.value,
                _("The conditions were not met: only a course manager can issue a new one"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What the holder reads"),
        max_length=250,
        help_text=_("A sentence or two, sent by mail. It is not shown to anybody else."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CodeForm(forms.Form):
    """A code to look up."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code of the certificate"),
        max_length=80,
        help_text=_("28 letters and digits, in groups of four. Capital or small letters, with or without hyphens."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class BadgeForm(forms.Form):
    """A badge to check: its file or its text."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("The badge’s file"),
        required=False,
        help_text=_("The JSON file that the holder downloaded."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("From the first curly bracket to the last."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not (data.get("text") or "").strip():
            self.add_error("file", _("Choose the file, or paste its text."))
        return data

    def content(self, largest: int) -> bytes:
        """What was sent, but never more than can be a badge."""
        if file := self.cleaned_data.get("file"):
            return file.read(largest + 1)
        return self.cleaned_data["text"].strip().encode("utf-8", "surrogatepass")[: largest + 1]
