"""What learners get about sessions: a new time or place, a cancellation, and the day before a reminder."""

from copy import copy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.choices import SessionKind
from courses.models import Enrolment, Session
from courses.services import session_calendar, session_plans
from portal.core import mail, mail_kinds
from portal.mail.rendering import absolute

REMINDER = "course_session_reminder"
AHEAD = timedelta(hours=24)


def changed(session: Session, *, when_it_was: tuple[datetime, datetime, str]) -> None:
    """It has another time or place: for whoever has not said that they don't come."""
    start, end, zone = when_it_was
    before = SimpleNamespace(start=start, end=end, timezone=zone, all_day=False)
    moved = when_it_was != (session.start, session.end, session.timezone)
    for enrolment in _expected(session):
        _send("course_session_changed", session, enrolment, {"before": before if moved else None})


def cancelled(session: Session) -> None:
    """It does not take place: for everybody in the cohort."""
    for enrolment in _people(session):
        _send("course_session_cancelled", session, enrolment, {"why": session.cancelled_why})


def remind(now: datetime) -> int:
    """Remind of the sessions of the next 24 hours, once. Returns how many mails are on their way."""
    soon = Session.objects.filter(start__gt=now, start__lte=now + AHEAD, cancelled_at=None, reminded_at=None)
    return sum(_remind(row, now) for row in soon.select_related("cohort"))


@transaction.atomic
def _remind(session: Session, now: datetime) -> int:
    """Whichever process marks the session first sends the mails."""
    if not Session.objects.filter(pk=session.pk, reminded_at=None).update(reminded_at=now):
        return 0
    people = _expected(session)
    for enrolment in people:
        _send("course_session_reminder", session, enrolment, {}, kind=REMINDER)
    return len(people)


def _people(session: Session) -> list[Enrolment]:
    return list(session.cohort.enrolments.active().select_related("user"))


def _expected(session: Session) -> list[Enrolment]:
    """Who may be thought to come: where places are limited, those who have one."""
    said = dict(session.seats.values_list("enrolment", "comes"))
    silent = not (session.sign_up and session.places is not None)
    return [row for row in _people(session) if said.get(row.pk, silent)]


def _send(template: str, session: Session, enrolment: Enrolment, more: dict[str, Any], kind: str = "") -> None:
    language = enrolment.user.language or settings.LANGUAGE_CODE
    file = (f"{session.code.lower()}.ics", session_calendar.file_in(session, language), "text/calendar")
    context = {**_context(session, language), "cohort": enrolment.cohort.name, **more}
    mail.send(template, to=enrolment.user, language=language, context=context, kind=kind, attachments=[file])


def _context(session: Session, language: str) -> dict[str, Any]:
    with translation.override(language):
        url = absolute(reverse("courses:session_page", args=[session.uuid]))
    told = copy(session)
    told.title = session_plans.title_of(session, language)[0]
    return {"event": told, "event_url": url, "place": session.online_url if session.is_online else session.place}


def example() -> dict[str, Any]:
    """For the style guide."""
    session = Session(
        code="S1",
        title=_("We research our own practice"),
        kind=SessionKind.IN_PERSON,
        start=datetime(2027, 3, 4, 15, tzinfo=UTC),
        end=datetime(2027, 3, 4, 17, tzinfo=UTC),
        timezone="Europe/Vienna",
        note=_("Bring the work of three pupils."),
    )
    place = "HTL Wiener Neustadt, R 114"
    return {"event": session, "event_url": absolute("/…"), "place": place, "cohort": _("Spring 2027")}


def _example_of_change() -> dict[str, Any]:
    start = datetime(2027, 3, 3, 15, tzinfo=UTC)
    before = SimpleNamespace(start=start, end=start + timedelta(hours=2), timezone="Europe/Vienna", all_day=False)
    return {**example(), "before": before}


def register() -> None:
    """Called once, when the app is ready."""
    mail_kinds.register(
        REMINDER, gettext_lazy("Reminders of course sessions"), gettext_lazy("The day before a session.")
    )
    mail.register_example("course_session_changed", _example_of_change)
    mail.register_example("course_session_cancelled", lambda: {**example(), "why": _("The facilitator is ill.")})
    mail.register_example("course_session_reminder", lambda: {"kind": REMINDER, **example()})
