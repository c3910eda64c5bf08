"""Forms of those who look after cohorts."""

import zoneinfo
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import CohortRole, Entry
from courses.models import Cohort, CourseIntensity, Team
from portal.accounts.models import User
from portal.people.forms.invitations import WhomForm

ZONES = [(name, name) for name in sorted(zoneinfo.available_timezones()) if name.startswith("Europe/") or name == "UTC"]


class Form(forms.Form):
    """The site checks, in words; browsers do not."""

    use_required_attribute = False


class CohortForm(Form):
    """What a course manager writes about a cohort. `titles`: the courses' titles by their key."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As learners see it, for example “Spring 2027”.")
    )
    intensity = forms.ModelChoiceField(CourseIntensity.objects.none(), label=_("Intensity"))
    start = forms.DateField(label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    end = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    timezone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    entry = forms.ChoiceField(label=_("How people join"), choices=Entry.choices, widget=forms.RadioSelect)
    places = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=10_000, help_text=_("Empty: as many as come.")
    )
    offer_hours = forms.IntegerField(
        label=_("Hours to accept an offered place"),
        min_value=0,
        max_value=24 * 30,
        help_text=_("Then the next on the waiting list is asked. 0: a free place is given without asking."),
    )
    message = forms.CharField(
        label=_("Welcome"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("A few words that learners read on the page of the cohort."),
    )

    def __init__(self, *args: Any, titles: dict[UUID, str], course: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["intensity"]
        field.queryset = CourseIntensity.objects.filter(course__in=[course] if course else list(titles))
        several = len(titles) > 1 and not course
        field.label_from_instance = lambda one: f"{titles.get(one.course, '')}: {one}" if several else str(one)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("The last day is before the first."))
        return data


def initial(cohort: Cohort) -> dict[str, Any]:
    """A cohort's values for the form."""
    return {name: getattr(cohort, name) for name in CohortForm.base_fields}


class PersonForm(Form):
    """Somebody who has an account, and what they do for the cohort."""

    email = forms.EmailField(label=_("Email address"), widget=forms.EmailInput({"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role in the cohort"), choices=CohortRole.choices)

    def clean_email(self) -> str:
        """Of an account there is."""
        self.person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("There is no account with this address."))
        return self.cleaned_data["email"]


class TeamForm(Form):
    """A team; its mentor is one of the cohort's."""

    name = forms.CharField(label=_("Name of the team"), max_length=120)
    school = forms.CharField(label=_("School"), max_length=160, required=False)
    mentor = forms.ModelChoiceField(User.objects.none(), label=_("Mentor"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentors = User.objects.filter(cohort_roles__cohort=cohort, cohort_roles__role=CohortRole.MENTOR, is_active=True)
        self.fields["mentor"].queryset = mentors.distinct()  # type: ignore[attr-defined]


def team_initial(team: Team) -> dict[str, Any]:
    """A team's values for the form."""
    return {"name": team.name, "school": team.school, "mentor": team.mentor_id}


class DueForm(Form):
    """When each task is due, in the cohort's time zone. `tasks`: id and label."""

    def __init__(self, *args: Any, tasks: Iterable[tuple[UUID, str]], cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zoneinfo.ZoneInfo(cohort.timezone)
        dues = dict(cohort.due_tasks.values_list("task", "due"))
        for task, label in tasks:
            due = dues.get(task)
            self.fields[str(task)] = forms.CharField(
                label=label,
                required=False,
                initial=timezone.localtime(due, self.zone).strftime("%Y-%m-%dT%H:%M") if due else "",
                widget=forms.TextInput({"type": "datetime-local"}),
            )

    def clean(self) -> dict[str, Any]:
        """Moments in the cohort's time zone."""
        data = super().clean() or {}
        self.dates: dict[UUID, datetime | None] = {}
        for name, text in list(data.items()):
            try:
                self.dates[UUID(name)] = datetime.fromisoformat(text).replace(tzinfo=self.zone) if text else None
            except ValueError:
                self.add_error(name, _("This is no date with a time."))
        return data


class InviteForm(WhomForm):
    """A list of addresses, and the language to write in."""


class IntensityForm(forms.ModelForm):
    """What an intensity asks, as data."""

    use_required_attribute = False
    open_units = forms.MultipleChoiceField(
        label=_("Units it leaves open"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All other units are required."),
    )

    class Meta:
        model = CourseIntensity
        fields = (
            "weeks", "hours_online", "hours_session", "hours_school", "certificate", "sessions_needed",
            "absences_made_up", "sessions_each", "sessions_any", "tasks_needed", "cycle_needed", "ethics_needed",
            "self_assessments",
        )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["open_units"].choices = units  # type: ignore[attr-defined]
        for name in ("sessions_each", "sessions_any"):
            self.fields[name] = Codes(
                label=self.fields[name].label, required=False, help_text=_("Short names, with commas.")
            )
            self.initial[name] = ", ".join(getattr(self.instance, name) or [])


class Codes(forms.CharField):
    """Short names between commas, as a list."""

    def clean(self, value: Any) -> list[str]:
        """`S4, S5` is `["S4", "S5"]`."""
        text = super().clean(value) or ""
        codes = [part.strip() for part in text.split(",") if part.strip()]
        if any(len(code) > 12 or not code.isalnum() for code in codes):
            raise forms.ValidationError(_("Short names are letters and digits, with commas between them."))
        return codes
