"""Planning a session, cancelling one, and what learners type."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.choices import SessionKind
from courses.local_times import DoubledTime, SkippedTime, moment, zones
from courses.models import Cohort, Session
from courses.services import outline, session_plans, sessions
from courses.services.session_plans import Plan

USUAL_START = time(16)
USUAL_LENGTH = timedelta(hours=2)


class SessionForm(forms.Form):
    """When, where, what. Times are those of clocks at the place; the form keeps what was typed."""

    use_required_attribute = False
    code = forms.RegexField(
        r"^[A-Za-z0-9.-]+$",
        label=_("Short name"),
        max_length=12,
        help_text=_("Of the plan, like S1. Sessions with the same short name count as one."),
        error_messages={"invalid": _("Letters and figures without spaces, like S1.")},
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Day and times are those of clocks there; others see their own beside them.")
    )
    kind = forms.ChoiceField(label=_("Where"), choices=SessionKind.choices, widget=forms.RadioSelect)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    room = forms.CharField(label=pgettext_lazy("place", "Room"), max_length=80, required=False)
    address = forms.CharField(label=_("Address"), max_length=250, required=False)
    map_url = forms.URLField(label=_("Link to a map"), max_length=400, required=False, assume_scheme="https")
    online_url = forms.URLField(
        label=_("Link to take part"),
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text=_("For online sessions. Only people of the cohort see it."),
    )
    required = forms.BooleanField(label=_("Required: it counts for the certificate"), required=False)
    sign_up = forms.BooleanField(label=_("People say whether they come"), required=False)
    places = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=1000, help_text=_("Empty: as many as come.")
    )
    agenda = forms.CharField(
        label=_("Agenda in your own words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("With a plan, leave this empty: the plan’s agenda is shown in each reader’s language."),
    )
    materials = forms.CharField(label=_("Materials"), required=False, max_length=2000, widget=forms.Textarea)
    note = forms.CharField(
        label=_("What to bring, what to know"), required=False, max_length=2000, widget=forms.Textarea
    )
    catch_up = forms.CharField(
        label=_("Written task for who missed it"), required=False, max_length=4000, widget=forms.Textarea
    )
    units_before = forms.MultipleChoiceField(
        label=_("Units to do before"), required=False, widget=forms.CheckboxSelectMultiple
    )
    units_after = forms.MultipleChoiceField(
        label=_("Units to do afterwards"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sequence = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, cohort: Cohort, plan: Plan | None = None, session: Any = None, **kwargs: Any
    ) -> None:
        self.cohort, self.plan = cohort, plan
        initial = _from_session(session) if session else _from_plan(cohort, plan)
        super().__init__(*args, **{**kwargs, "initial": initial})
        fields: Any = self.fields
        fields["timezone"].choices = zones()
        course = outline.course(cohort.course)
        units = [(str(unit.key), f"{unit.number} {unit.title}") for unit in (course.units if course else ())]
        fields["units_before"].choices = fields["units_after"].choices = units

    def clean(self) -> dict[str, Any]:
        """From clocks to moments, with a reason where clocks allow none."""
        found = super().clean() or {}
        if {"day", "begins", "ends", "timezone"} <= found.keys():
            start, end = (self._moment(name, found) for name in ("begins", "ends"))
            if start and end and end <= start:
                self.add_error("ends", gettext("The session ends before it begins. Check both times."))
            found |= {"start": start, "end": end}
        if found.get("kind") == SessionKind.IN_PERSON and not (found.get("venue") or found.get("address")):
            self.add_error("venue", gettext("Say where it takes place: a venue or an address."))
        return found

    def values(self) -> dict[str, Any]:
        """What the service stores."""
        found = {name: value for name, value in self.cleaned_data.items() if name in sessions.FIELDS}
        return {**found, "plan": self.plan.id if self.plan else None}

    def _moment(self, name: str, found: dict[str, Any]) -> datetime | None:
        day, clock = found["day"], found[name]
        words = {"time": clock.strftime("%H:%M"), "day": date_format(day, "DATE_FORMAT")}
        try:
            return moment(day, clock, found["timezone"])
        except SkippedTime:
            text = gettext("On %(day)s clocks there are put forward: there is no %(time)s. Choose another time.")
        except DoubledTime:
            text = gettext("On %(day)s clocks there are put back: %(time)s comes twice. Choose another time.")
        self.add_error(name, text % words)
        return None


class CancelForm(forms.Form):
    """Why it does not take place."""

    use_required_attribute = False
    why = forms.CharField(
        label=_("Reason"), max_length=250, help_text=_("Everybody in the cohort gets it by mail, at once.")
    )


class HereForm(forms.Form):
    """The code on the screen."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=20,
        help_text=_("Six letters and figures. Capitals or not, spaces or not: both will do."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}
        ),
    )


class CatchUpForm(forms.Form):
    """What somebody writes instead of having been there; the service says how long it may be."""

    use_required_attribute = False
    text = forms.CharField(label=_("Your text"), widget=forms.Textarea, strip=False)


def _from_session(session: Session) -> dict[str, Any]:
    zone = ZoneInfo(session.timezone)
    start, end = session.start.astimezone(zone), session.end.astimezone(zone)
    own = {name: getattr(session, name) for name in sessions.FIELDS if name not in ("start", "end", "plan")}
    return {**own, "day": start.date(), "begins": start.time(), "ends": end.time(), "sequence": session.sequence}


def _from_plan(cohort: Cohort, plan: Plan | None) -> dict[str, Any]:
    usual = {
        "timezone": cohort.timezone,
        "kind": SessionKind.IN_PERSON,
        "required": plan is not None,
        "sign_up": True,
        "begins": USUAL_START,
        "ends": _after(USUAL_LENGTH),
        "code": plan.code if plan else sessions.next_code(cohort),
    }
    if plan is None:
        return usual
    before = [str(unit.key) for unit in _units_of(cohort, plan)]
    about = {"title": plan.module_title, "kind": plan.kind, "ends": _after(timedelta(minutes=plan.minutes))}
    return {**usual, **about, "units_before": before}


def _units_of(cohort: Cohort, plan: Plan) -> tuple[outline.Unit, ...]:
    course = outline.course(cohort.course)
    return next((one.units for one in (course.modules if course else ()) if one.key == plan.module), ())


def _after(length: timedelta) -> time:
    return (datetime.combine(date(2000, 1, 1), USUAL_START) + length).time()


def plan_for(cohort: Cohort, key: Any, language: str = "") -> Plan | None:
    """The plan of this id, in the reader's language; None for one that is gone."""
    return session_plans.plans(cohort.course, language).get(key) if key else None
