"""Sessions of the demonstration's cohort: one that was, with its list; one that comes; the others planned."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.db import transaction
from django.utils import timezone

from courses import local_times
from courses.choices import CohortRole, Presence, SessionKind
from courses.models import Attendance, Cohort, Enrolment, Session
from courses.services import attendance, outline, seats, session_plans

NAMESPACE = UUID("4f0c6a52-6a7b-5f0e-8a55-0d1c1f6b7c21")
THURSDAY = 3
BEGIN = time(16)
PLACES, MINUTES = 24, 120
OTHERWISE = {4: Presence.ABSENT, 7: Presence.EXCUSED, 9: Presence.CAUGHT_UP}
"""Who was not at the first session, by their number in the cohort."""


@transaction.atomic
def fill(cohort: Cohort, *, update: bool) -> None:
    """Plan the cohort's sessions, keep the list of the first, let some sign up for the next. Twice is once."""
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    today = timezone.localdate()
    day = date.min
    for code in data["intensities"][cohort.intensity.code]:
        uuid = uuid5(NAMESPACE, f"{cohort.uuid}/{code}")
        known = Session.objects.filter(uuid=uuid).first()
        day = _school_day(today + timedelta(days=data["sessions"][code]["day"]), after=day)
        if known is None:
            Session.objects.create(uuid=uuid, **_values(cohort, code, data, day))
        elif update:
            _renew(known, _values(cohort, code, data, day))
    people = list(cohort.enrolments.active().select_related("user", "cohort").order_by("created_at", "pk"))
    texts = data["texts"][cohort.language or "en"]
    for row in cohort.sessions.all():
        if row.end <= timezone.now():
            _keep_list(row, people, texts["written"])
        else:
            _sign_up(row, people)


def _values(cohort: Cohort, code: str, data: dict[str, Any], day: date) -> dict[str, Any]:
    own, texts = data["sessions"][code], data["texts"][cohort.language or "en"]
    place = data["places"].get(own["place"], {})
    kind = SessionKind.IN_PERSON if place and cohort.intensity.code != "light" else SessionKind.ONLINE
    plan = _plan(cohort, code, kind)
    start = local_times.moment(day, BEGIN, cohort.timezone)
    values = {
        "cohort": cohort,
        "code": code,
        "plan": plan.id if plan else None,
        "title": plan.module_title if plan else texts["titles"][code],
        "kind": kind,
        "start": start,
        "end": start + timedelta(minutes=plan.minutes if plan else MINUTES),
        "timezone": cohort.timezone,
        "note": texts["notes"].get(code, ""),
        "catch_up": texts["catch_up"],
        "units_before": [str(unit.key) for unit in _units(cohort, plan)],
    }
    if kind == SessionKind.ONLINE:
        return {**values, "online_url": f"https://meet.ls4vet.example/{code.lower()}-{cohort.uuid.hex[:8]}"}
    about = {"venue": place["venue"], "address": place["address"], "map_url": place["map"]}
    return {**values, **about, "room": own.get("room", ""), "places": PLACES}


def _renew(row: Session, values: dict[str, Any]) -> None:
    """Words and places anew; dates stay, for people have signed up."""
    for name, value in values.items():
        if name not in ("cohort", "start", "end"):
            setattr(row, name, value)
    row.save()


def _keep_list(row: Session, people: list[Enrolment], written: str) -> None:
    guide = row.cohort.people.filter(role=CohortRole.FACILITATOR).select_related("user").first()
    if guide is None or row.attendances.exists():
        return
    for number, enrolment in enumerate(people):
        said = OTHERWISE.get(number, Presence.PRESENT)
        if said == Presence.PRESENT and number % 3:
            attendance.arrive(enrolment=enrolment, session=row)
        else:
            attendance.take(user=guide.user, session=row, enrolment=enrolment, presence=said)
        if said == Presence.CAUGHT_UP:
            words = {"written": written, "written_at": row.end + timedelta(days=3)}
            Attendance.objects.filter(session=row, enrolment=enrolment).update(**words)


def _sign_up(row: Session, people: list[Enrolment]) -> None:
    """Two in three have said something, one of them that she cannot come; none for later sessions."""
    if row.start > timezone.now() + timedelta(days=14) or row.seats.exists():
        return
    for number, enrolment in enumerate(people):
        if number % 3:
            seats.say(user=enrolment.user, session=row, enrolment=enrolment, comes=number != 5)


def _plan(cohort: Cohort, code: str, kind: str) -> session_plans.Plan | None:
    plans = session_plans.for_intensity(cohort.course, cohort.intensity, cohort.language or "en")
    found = [plan for plan in plans if plan.code == code]
    return next((plan for plan in found if plan.kind == kind), next(iter(found), None))


def _units(cohort: Cohort, plan: session_plans.Plan | None) -> tuple[outline.Unit, ...]:
    course = outline.course(cohort.course)
    modules = course.modules if course and plan else ()
    return next((module.units for module in modules if plan and module.key == plan.module), ())


def _school_day(day: date, after: date) -> date:
    """The Thursday of this week; later where schools are closed, or where the session before it is."""
    day += timedelta(days=THURSDAY - day.weekday())
    while day <= after or _is_holiday(day):
        day += timedelta(days=7)
    return day


def _is_holiday(day: date) -> bool:
    """Christmas and summer, as far as our countries agree."""
    return day > timezone.localdate() and (
        day.month in (7, 8) or (day.month, day.day) >= (12, 20) or day.timetuple().tm_yday < 7
    )
