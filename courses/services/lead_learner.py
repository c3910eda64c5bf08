"""One learner's way: units, sessions, tasks, what was shared, notes. No scores of practice, no private reflections."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.choices import Sharing
from courses.completion import Done, Standing, standing
from courses.leading import Cell
from courses.models import CohortMessageReceipt, Enrolment, JournalEntry, Note, Session, UnitRule
from courses.services import lead_today, outline
from courses.services.outline import Module, Unit


@dataclass(frozen=True)
class UnitLine:
    """A unit, and what of it is done."""

    unit: Unit
    cell: Cell
    standing: Standing
    required: bool
    done_at: datetime | None

    @property
    def counted(self) -> int:
        """Parts that count."""
        return len(self.standing.counted)

    @property
    def met(self) -> int:
        """Those that are done."""
        return self.counted - len(self.standing.missing)


@dataclass(frozen=True)
class Sheet:
    """What is known of a learner to those who look after them."""

    seen: datetime | None
    modules: list[tuple[Module, list[UnitLine]]]
    sessions: list[tuple[Session, str, bool]]
    """With the presence in words and whether it is over."""
    tasks: list[dict[str, Any]]
    shared: list[JournalEntry]
    notes: list[Note]
    messages: list[CohortMessageReceipt]


def sheet(enrolment: Enrolment, now: datetime) -> Sheet:
    """Nine queries, whatever the course's size."""
    visits = list(enrolment.visits.values_list("unit", "first_at", "last_at"))
    seen = max((when for when in (enrolment.last_seen_at, *(last for _u, _f, last in visits)) if when), default=None)
    return Sheet(
        seen=seen,
        modules=_modules(enrolment, {unit for unit, _first, _last in visits}),
        sessions=_sessions(enrolment, now),
        tasks=_tasks(enrolment),
        shared=list(
            JournalEntry.objects.filter(enrolment=enrolment, sharing__in=(Sharing.FACILITATOR, Sharing.TEAM)).only(
                "uuid", "title", "asked", "language", "created_at"
            )
        ),
        notes=list(enrolment.notes.select_related("author")),
        messages=list(
            enrolment.messages.select_related("message__sender").order_by("-message__sent_at").defer("message__text")
        ),
    )


def _modules(enrolment: Enrolment, opened: set[UUID]) -> list[tuple[Module, list[UnitLine]]]:
    course = outline.course(enrolment.cohort.course)
    if course is None:
        return []
    done_units = dict(enrolment.units.values_list("unit", "done_at"))
    records: dict[UUID, dict[UUID, Done]] = {}
    for unit, part, passed in enrolment.parts.values_list("unit", "part", "passed"):
        records.setdefault(unit, {})[part] = Done(tried=True, passed=passed)
    rules = UnitRule.objects.filter(intensity=enrolment.cohort.intensity_id, required=False)
    left_open = set(rules.values_list("unit", flat=True))

    def line(unit: Unit) -> UnitLine:
        was_done = unit.key in done_units
        cell = Cell.DONE if was_done else Cell.BEGUN if unit.key in opened else Cell.OPEN
        found = standing(unit.parts, records.get(unit.key, {}), was_done=was_done)
        return UnitLine(unit, cell, found, unit.key not in left_open, done_units.get(unit.key))

    return [(module, [line(unit) for unit in module.units]) for module in course.modules]


def _sessions(enrolment: Enrolment, now: datetime) -> list[tuple[Session, str, bool]]:
    presence = {row.session_id: str(row.get_presence_display()) for row in enrolment.attendances.all()}
    rows = enrolment.cohort.sessions.filter(cancelled_at=None)
    return [(session, presence.get(session.pk, ""), session.end <= now) for session in rows]


def _tasks(enrolment: Enrolment) -> list[dict[str, Any]]:
    """What was handed in once; what is only being written is the learner's own."""
    rows = enrolment.submissions.filter(handed_in_at__isnull=False).order_by("handed_in_at", "pk")
    return [{"row": row, **lead_today.told(row)} for row in rows.defer("text")]
