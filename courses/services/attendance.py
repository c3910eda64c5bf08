"""Who was there. A facilitator's word wins over the code on the screen; both feed the units and the certificate."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.attendance import COUNTS, Held, Rule, Standing
from courses.attendance import standing as work_out
from courses.choices import PartKind, Presence
from courses.models import Attendance, Cohort, CourseIntensity, Enrolment, PartDone, Session, UnitDone
from courses.permissions import may_learn
from courses.services import outline, progress
from courses.services.deeds import Deed
from courses.services.sessions import check_may_lead
from portal.core import audit
from portal.core.errors import DomainError, NotAllowed

CATCH_UP_LENGTH = 20_000
NOBODY_YET = ""


@transaction.atomic
def take(*, user: Any, session: Session, enrolment: Enrolment, presence: str) -> Attendance:
    """A facilitator's word about somebody. Raises NotAllowed, and DomainError for what cannot be said yet."""
    check_may_lead(user, session.cohort)
    _check(session, enrolment, presence)
    word = {"presence": presence, "by_code": False, "taken_by": user, "taken_at": timezone.now()}
    row, created = Attendance.objects.get_or_create(session=session, enrolment=enrolment, defaults=word)
    before, since = NOBODY_YET, row.taken_at
    if not created:
        row = Attendance.objects.select_for_update().get(pk=row.pk)
        before, since = row.presence, row.taken_at
        if before == presence and not row.by_code:
            return row
        for name, value in word.items():
            setattr(row, name, value)
        row.save(update_fields=[*word])
    row.session, row.enrolment = session, enrolment
    audit.record(
        actor=user,
        action="course_session.attendance_taken",
        target=session,
        data={"enrolment": enrolment.pk, "before": before, "now": presence},
    )
    if presence in COUNTS:
        _record(row)
    elif before in COUNTS:
        _take_back(row, since)
    return row


@transaction.atomic
def take_rest(*, user: Any, session: Session, presence: str = Presence.PRESENT) -> int:
    """The same for everybody of whom the list says nothing. Returns how many."""
    known = Attendance.objects.filter(session=session).values("enrolment")
    rest = list(session.cohort.enrolments.active().exclude(pk__in=known))
    for enrolment in rest:
        take(user=user, session=session, enrolment=enrolment, presence=presence)
    return len(rest)


@transaction.atomic
def arrive(*, enrolment: Enrolment, session: Session) -> bool:
    """Somebody has typed the right code. False when they had done so before.

    Raises DomainError when a facilitator has said otherwise: then the code changes nothing.
    """
    row, created = Attendance.objects.get_or_create(
        session=session,
        enrolment=enrolment,
        defaults={"presence": Presence.PRESENT, "by_code": True, "taken_by": None},
    )
    if not created and row.presence != Presence.PRESENT:
        raise DomainError(
            _("Your facilitator has noted: %(presence)s. If that is wrong, speak to them; the code cannot change it.")
            % {"presence": row.get_presence_display().lower()}
        )
    if created:
        _record(row)
    return created


@transaction.atomic
def write_catch_up(*, user: Any, session: Session, enrolment: Enrolment, text: str) -> Attendance:
    """The written task of somebody who was not there; a facilitator reads and accepts it. Raises DomainError."""
    if not may_learn(user, enrolment) or enrolment.cohort_id != session.cohort_id:
        raise NotAllowed(_("This session belongs to another cohort."))
    text = text.strip()
    if not text:
        raise DomainError(_("Write something before you hand it in."))
    if len(text) > CATCH_UP_LENGTH:
        raise DomainError(_("This is too long: %(most)s characters at most.") % {"most": CATCH_UP_LENGTH})
    row = Attendance.objects.select_for_update().filter(session=session, enrolment=enrolment).first()
    if row is None or row.presence not in (Presence.ABSENT, Presence.EXCUSED):
        raise DomainError(_("There is nothing to make up: the list does not say that you missed this session."))
    row.written, row.written_at = text, timezone.now()
    row.save(update_fields=["written", "written_at"])
    return row


def standing(enrolment: Enrolment) -> Standing:
    """What is met of the rule on sessions: two queries, whatever the number of sessions."""
    sessions = _sessions(enrolment.cohort)
    rows = Attendance.objects.filter(enrolment=enrolment).values_list("session", "presence")
    return _standing(rule_of(enrolment.cohort.intensity), sessions, dict(rows))


def standings(cohort: Cohort, enrolments: Iterable[Enrolment] | None = None) -> dict[int, Standing]:
    """The same for a whole cohort, by the enrolment's pk: two queries, three without `enrolments`."""
    sessions = _sessions(cohort)
    people = [one.pk for one in (cohort.enrolments.active() if enrolments is None else enrolments)]
    found: dict[int, dict[int, str]] = {pk: {} for pk in people}
    rows = Attendance.objects.filter(session__cohort=cohort).values_list("enrolment", "session", "presence")
    for enrolment, session, presence in rows:
        if enrolment in found:
            found[enrolment][session] = presence
    rule = rule_of(cohort.intensity)
    return {pk: _standing(rule, sessions, presences) for pk, presences in found.items()}


def rule_of(intensity: CourseIntensity) -> Rule:
    """What an intensity asks, for the pure rules."""
    each, any_of = tuple(intensity.sessions_each), tuple(intensity.sessions_any)
    return Rule(intensity.sessions_needed, each, any_of, intensity.absences_made_up)


def deeds(enrolments: Iterable[Enrolment]) -> Iterator[Deed]:
    """What attendance ticks off, for the recount: one query."""
    people = {row.pk: row for row in enrolments}
    rows = Attendance.objects.filter(enrolment__in=people, presence__in=COUNTS).select_related("session")
    for row in rows.order_by("taken_at", "pk"):
        row.enrolment = people[row.enrolment_id]
        for unit, part in _units(row):
            yield Deed(row.enrolment_id, unit, part, True, row.taken_at)


def _sessions(cohort: Cohort) -> list[Session]:
    return list(cohort.sessions.filter(cancelled_at=None).order_by("start", "pk"))


def _standing(rule: Rule, sessions: list[Session], presences: dict[int, str]) -> Standing:
    now = timezone.now()
    rows = (Held(row.code, row.required, row.end <= now, presences.get(row.pk, "")) for row in sessions)
    return work_out(rule, rows)


def _check(session: Session, enrolment: Enrolment, presence: str) -> None:
    if presence not in Presence.values:
        raise DomainError(_("This is not something a list can say."))
    if enrolment.cohort_id != session.cohort_id:
        raise NotAllowed(_("This session belongs to another cohort."))
    if session.is_cancelled:
        raise DomainError(_("This session is cancelled."))
    if presence != Presence.EXCUSED and session.start.date() > timezone.now().date():
        raise DomainError(_("This session is still to come: until its day, people can only be excused."))


def _units(row: Attendance) -> list[tuple[Any, Any]]:
    """Units that point at this session, with the pointing block."""
    course = outline.course(row.enrolment.cohort.course)
    parts = ((unit.key, part) for unit in (course.units if course else ()) for part in unit.parts)
    return [(unit, part.id) for unit, part in parts if part.kind == PartKind.SESSION and part.ref == row.session.code]


def _record(row: Attendance) -> None:
    for unit, part in _units(row):
        progress.record_part(
            enrolment=row.enrolment, unit=unit, part=part, kind=PartKind.SESSION, passed=True, at=row.taken_at
        )


def _take_back(row: Attendance, since: Any) -> None:
    """A mistake is put right: what it ticked off is open again, unless another session of this name was attended."""
    others = Attendance.objects.filter(
        enrolment=row.enrolment, session__code=row.session.code, session__cohort=row.session.cohort_id
    )
    if others.filter(presence__in=COUNTS).exclude(pk=row.pk).exists():
        return
    progress.hold(row.enrolment)
    for unit, part in _units(row):
        PartDone.objects.filter(enrolment=row.enrolment, unit=unit, part=part).delete()
        found = progress.standing_in(row.enrolment, unit)
        if found and found.missing:
            UnitDone.objects.filter(enrolment=row.enrolment, unit=unit, done_at__gte=since).delete()
