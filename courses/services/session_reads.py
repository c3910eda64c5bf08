"""What screens show of sessions: lists and single pages, each in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from courses.choices import CohortRole, CohortState, Presence
from courses.local_times import differ
from courses.models import Attendance, Cohort, CohortPerson, Enrolment, Seat, Session
from courses.permissions import may_manage_courses
from courses.services import outline, seats, session_plans
from portal.accounts.models import User
from portal.core.stemming import fold


@dataclass(frozen=True)
class OwnTime:
    """The reader's own clock, where it shows something else than the one at the place."""

    start: datetime
    end: datetime
    timezone: str
    all_day: bool = False


@dataclass(frozen=True)
class Shown:
    """A session for one reader."""

    session: Session
    presence: str = ""
    written_at: datetime | None = None
    comes: bool | None = None
    """None: nothing said yet."""
    taken: int = 0
    own: OwnTime | None = None
    asks_own_zone: bool = False
    """The reader has set no time zone: the browser may say."""
    now: datetime = field(default_factory=timezone.now)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.session.end <= self.now

    @property
    def has_begun(self) -> bool:
        """Whether it has begun."""
        return self.session.start <= self.now

    @property
    def places_left(self) -> int | None:
        """Free places; None without a limit."""
        return seats.places_left(self.session, self.taken)

    @property
    def is_full(self) -> bool:
        """Whether nobody else can come."""
        return self.places_left == 0 and not self.comes

    @property
    def is_missed(self) -> bool:
        """Whether the list says that the reader was not there."""
        return self.presence in (Presence.ABSENT, Presence.EXCUSED)


@dataclass(frozen=True)
class Agenda:
    """What happens when: from the plan, or in own words."""

    items: tuple[tuple[datetime, session_plans.Item], ...] = ()
    materials: tuple[str, ...] = ()
    language: str = ""
    module_title: str = ""
    module_url: str = ""


def of_learner(enrolment: Enrolment) -> list[Shown]:
    """All sessions of somebody's cohort, by date: one query."""
    return [_shown(row, enrolment.user) for row in _with_own(enrolment.cohort.sessions.all(), enrolment)]


def of_learner_by_code(enrolment: Enrolment, codes: set[str]) -> list[Shown]:
    """Those of these short names."""
    rows = _with_own(enrolment.cohort.sessions.filter(code__in=codes), enrolment)
    return [_shown(row, None) for row in rows]


def one_of_learner(enrolment: Enrolment, uuid: UUID) -> Shown | None:
    """One of them."""
    rows = _with_own(enrolment.cohort.sessions.filter(uuid=uuid), enrolment)
    return next((_shown(row, enrolment.user) for row in rows), None)


def of_cohort(cohort: Cohort, reader: Any) -> list[Shown]:
    """The same for those who lead it, with how many come and how many were there."""
    rows = cohort.sessions.annotate(
        taken=Count("seats", filter=Q(seats__comes=True), distinct=True),
        there=Count("attendances", filter=Q(attendances__presence=Presence.PRESENT), distinct=True),
        listed=Count("attendances", distinct=True),
    ).order_by("start", "pk")
    return [_shown(row, reader) for row in rows]


def shown_to(session: Session, reader: Any) -> Shown:
    """A session with its times for one reader, and nothing about them."""
    return _shown(session, reader)


def split(rows: Iterable[Shown]) -> dict[str, list[Shown]]:
    """What comes, the next one first; what was, the latest first. Cancelled ones stay where they were."""
    found = list(rows)
    coming = [row for row in found if not row.is_over]
    return {"coming": coming, "past": [row for row in reversed(found) if row.is_over]}


def agenda(session: Session, cohort: Cohort, language: str) -> Agenda:
    """The plan in the reader's language, each part with its time; without a query after the first in a generation."""
    plan = session_plans.plans(cohort.course, language).get(session.plan) if session.plan else None
    if plan is None:
        return Agenda()
    zone = ZoneInfo(session.timezone)
    items = tuple(((session.start + timedelta(minutes=one.minute)).astimezone(zone), one) for one in plan.items)
    return Agenda(items, plan.materials, plan.language, plan.module_title, plan.module_url)


def units(keys: Iterable[str], cohort: Cohort, language: str) -> list[outline.Unit]:
    """Linked units in the reader's language, in the order of the course; those that are gone are left out."""
    course = outline.course(cohort.course, language)
    wanted = set(keys)
    return [unit for unit in (course.units if course else ()) if str(unit.key) in wanted]


def enrolments_of(user: User) -> list[Enrolment]:
    """In which cohorts somebody takes part, the newest first."""
    rows = Enrolment.objects.active().filter(user=user).select_related("cohort__intensity", "user")
    return list(rows.order_by("-active_since", "-pk"))


def cohorts_led_by(user: User) -> list[Cohort]:
    """Whose sessions somebody plans; course managers, all that are not over."""
    rows = Cohort.objects.exclude(state=CohortState.ENDED)
    if not may_manage_courses(user):
        own = CohortPerson.objects.filter(user=user, role=CohortRole.FACILITATOR)
        rows = rows.filter(pk__in=own.values("cohort"))
    return list(rows.order_by("-start", "name")[:50])


def list_of(session: Session) -> list[tuple[Enrolment, Attendance | None, bool | None]]:
    """The attendance list by name: who takes part, what is noted, whether they said they come. Three queries.

    Whoever was there and has left the cohort since stays on the list.
    """
    noted = {row.enrolment_id: row for row in session.attendances.all()}
    coming = dict(session.seats.values_list("enrolment", "comes"))
    kept = Q(pk__in=list(noted)) | Q(pk__in=session.cohort.enrolments.active().values("pk"))
    rows = session.cohort.enrolments.filter(kept).select_related("user", "team")
    people = sorted(rows, key=lambda row: (fold(row.user.get_full_name()), row.pk))
    return [(row, noted.get(row.pk), coming.get(row.pk)) for row in people]


def zone_of(user: Any) -> str:
    """The reader's time zone; empty if none is set."""
    return getattr(user, "timezone", "") or ""


def _with_own(rows: Any, enrolment: Enrolment) -> Any:
    """Sessions with the learner's own side."""
    seat = Seat.objects.filter(session=OuterRef("pk"), enrolment=enrolment)
    noted = Attendance.objects.filter(session=OuterRef("pk"), enrolment=enrolment)
    return rows.annotate(
        taken=Count("seats", filter=Q(seats__comes=True)),
        comes=Subquery(seat.values("comes")[:1]),
        presence=Subquery(noted.values("presence")[:1]),
        written_at=Subquery(noted.values("written_at")[:1]),
    ).order_by("start", "pk")


def _shown(row: Any, reader: Any) -> Shown:
    zone = zone_of(reader)
    own = OwnTime(row.start, row.end, zone) if zone and differ(row.start, zone, row.timezone) else None
    return Shown(
        session=row,
        presence=getattr(row, "presence", "") or "",
        written_at=getattr(row, "written_at", None),
        comes=getattr(row, "comes", None),
        taken=getattr(row, "taken", 0),
        own=own,
        asks_own_zone=not zone,
    )


def noted_for(sessions: Iterable[Session]) -> Mapping[tuple[int, int], Attendance]:
    """What lists say, by session and enrolment: one query."""
    rows = Attendance.objects.filter(session__in=list(sessions))
    return {(row.session_id, row.enrolment_id): row for row in rows}
