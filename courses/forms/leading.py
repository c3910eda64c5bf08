"""What those who look after learners choose and write."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from courses.leading import QUIET_DAYS, Mark
from courses.services.lead_matrix import Asked

SORTS = [
    ("name", _("Name")),
    ("team", _("Team")),
    ("least", _("Least done first")),
    ("most", _("Most done first")),
    ("quiet", _("Longest quiet first")),
]


class TeamField(forms.ChoiceField):
    """A team by its number; which ones there are is known once the learners are read."""

    def valid_value(self, value: Any) -> bool:
        """Whether it can be one."""
        return str(value).isdecimal() and len(str(value)) < 19


class MatrixForm(forms.Form):
    """Which learners and units to show. What is no choice counts as not chosen, so that old addresses still open."""

    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    team = TeamField(label=_("Team"), required=False)
    module = forms.ChoiceField(label=_("Module"), required=False)
    mark = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Mark.choices])
    days = forms.ChoiceField(label=_("Quiet since"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)
    view = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def __init__(self, *args: Any, modules: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "f-%s"})
        choices: Any = self.fields
        choices["module"].choices = [("", _("All")), *modules]
        choices["days"].choices = [
            (str(days), ngettext("%(number)d day", "%(number)d days", days) % {"number": days}) for days in QUIET_DAYS
        ]

    def offer_teams(self, teams: list[tuple[int, str]]) -> None:
        """The teams to choose from."""
        field: Any = self.fields["team"]
        field.choices = [("", _("All")), *[(str(pk), name) for pk, name in teams]]

    def asked(self) -> Asked:
        """The wish."""
        self.is_valid()
        given = self.cleaned_data
        team = given.get("team")
        return Asked(
            team=int(team) if team else None,
            module=given.get("module") or "",
            mark=given.get("mark") or "",
            days=int(given.get("days") or Asked.days),
            name=given.get("name") or "",
            sort=given.get("sort") or "name",
        )


class NoteForm(forms.Form):
    """A note about a learner."""

    text = forms.CharField(
        label=_("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Facts that help the learner. The learner finds it in the copy of their data."),
    )


class MessageForm(forms.Form):
    """A message to learners. Its key is given once, so that pressing twice sends once."""

    subject = forms.CharField(label=_("Subject"), max_length=120)
    text = forms.CharField(label=_("Message"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    language = forms.ChoiceField(label=_("Language you write in"), choices=settings.LANGUAGES)
    copy = forms.BooleanField(label=_("Send me a copy"), required=False, initial=True)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = {"key": uuid4(), "language": get_language(), **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": given})

    def clean_subject(self) -> str:
        """One line: it becomes the head of a mail."""
        return " ".join(self.cleaned_data["subject"].split())
