"""My course: the modules and units with how far somebody is, where to go on, what comes next.

A fixed number of queries, whatever the size of the course and of what was done.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from courses.choices import PartKind, TaskState
from courses.completion import Done, Part, Standing, standing
from courses.models import (
    Cohort,
    CourseIntensity,
    Enrolment,
    PartDone,
    Session,
    Submission,
    TaskDue,
    UnitDone,
    UnitRule,
    UnitVisit,
)
from courses.services import outline, school_task_reads
from courses.services.outline import Course, Module, Unit

IDEAS = 5
HALF = 0.5
NEARLY = 0.08
"""How near to the middle still counts as half-way."""


@dataclass(frozen=True)
class UnitRow:
    """A unit with how far its reader is."""

    unit: Unit
    standing: Standing
    required: bool
    visit: UnitVisit | None
    is_next: bool = False

    @property
    def state(self) -> str:
        """`done`, `stale` (something new came after it was done), `now`, `draft` (begun) or `open`."""
        if self.standing.done:
            return "stale" if self.standing.news else "done"
        if self.is_next:
            return "now"
        return "draft" if self.visit or len(self.standing.missing) < len(self.standing.counted) else "open"


@dataclass(frozen=True)
class ModuleRow:
    """A module with its units."""

    module: Module
    units: tuple[UnitRow, ...]

    @property
    def required(self) -> list[UnitRow]:
        """Units that count at this intensity."""
        return [row for row in self.units if row.required]

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(row.standing.done for row in self.required)

    @property
    def state(self) -> str:
        """`done`, `now`, `draft` or `open`."""
        if self.required and self.done == len(self.required):
            return "done"
        if any(row.is_next for row in self.units):
            return "now"
        return "draft" if any(row.state != "open" for row in self.units) else "open"


@dataclass(frozen=True)
class OpenTask:
    """A task at school that is not accepted yet."""

    part: Part
    page: UUID
    title: str
    """In the reader's language, or as it was written; empty where the page lost it."""
    where: str
    language: str
    due: datetime | None
    state: str
    late: bool

    @property
    def state_label(self) -> str:
        """In words."""
        return str(TaskState(self.state).label)


@dataclass(frozen=True)
class CourseMap:
    """Everything the page shows."""

    enrolment: Enrolment
    course: Course
    modules: tuple[ModuleRow, ...]
    session: Session | None
    tasks: tuple[OpenTask, ...]
    week: int

    @cached_property
    def units(self) -> list[UnitRow]:
        """All of them, in order."""
        return [row for module in self.modules for row in module.units]

    @property
    def required(self) -> int:
        """How many count."""
        return sum(row.required for row in self.units)

    @property
    def done(self) -> int:
        """How many of those are done."""
        return sum(row.required and row.standing.done for row in self.units)

    @property
    def stage(self) -> str:
        """How far, in a word that the page turns into a sentence."""
        share = self.done / self.required if self.required else 0
        if not self.done:
            return "start"
        if share >= 1:
            return "end"
        return "half" if abs(share - HALF) <= NEARLY else "before" if share < HALF else "after"

    @cached_property
    def next(self) -> UnitRow | None:
        """The unit to go on with."""
        return next((row for row in self.units if row.is_next), None)

    @property
    def next_module(self) -> Module | None:
        """Where it stands."""
        return next((one.module for one in self.modules if self.next in one.units), None) if self.next else None

    @property
    def ring(self) -> list[list[str]]:
        """The states of the units of the five ideas' modules, as the ring draws them."""
        arcs: dict[int, list[str]] = defaultdict(list)
        for module in self.modules:
            arcs[module.module.idea] += [_segment(row) for row in module.required]
        return [arcs[number] for number in range(1, IDEAS + 1)]


def read(enrolment: Enrolment, language: str = "", now: datetime | None = None) -> CourseMap | None:
    """None when the course is gone."""
    now = now or timezone.now()
    whole = outline.course(enrolment.cohort.course, language)
    if whole is None:
        return None
    modules = _modules(enrolment, whole)
    return CourseMap(
        enrolment=enrolment,
        course=whole,
        modules=modules,
        session=next_session(enrolment.cohort, now),
        tasks=tuple(open_tasks(enrolment, whole, now)),
        week=week_of(enrolment.cohort, timezone.localdate(now)),
    )


def next_session(cohort: Cohort, now: datetime) -> Session | None:
    """The one that comes, or goes on now, with what the filters of dates ask of an event."""
    found: Any = cohort.sessions.filter(cancelled_at=None, end__gt=now).order_by("start").first()
    if found is not None:
        found.all_day = False
    return found


def open_tasks(enrolment: Enrolment, course: Course, now: datetime) -> Iterator[OpenTask]:
    """Tasks of modules and units not accepted yet; those that are due come first."""
    states = dict(Submission.objects.filter(enrolment=enrolment).values_list("task", "state"))
    dues = dict(TaskDue.objects.filter(cohort=enrolment.cohort_id).values_list("task", "due"))
    found = []
    for part, page, where in tasks_of(course):
        state, due = states.get(part.id, TaskState.OPEN), dues.get(part.id)
        if state != TaskState.DONE:
            waits_for_me = state in (TaskState.OPEN, TaskState.AGAIN)
            late = bool(due and due < now and waits_for_me)
            told = school_task_reads.find(page, part.id, course.language)
            title, language = (told.title, told.language) if told else ("", course.language)
            found.append(OpenTask(part, page, title, where, language, due, state, late))
    last = now + timedelta(days=10_000)
    yield from sorted(found, key=lambda one: one.due or last)


def tasks_of(course: Course) -> Iterator[tuple[Part, UUID, str]]:
    """Every task with the key of its page, and the page's title."""
    for module in course.modules:
        yield from ((part, module.key, module.title) for part in module.tasks)
        for unit in module.units:
            yield from ((part, unit.key, unit.title) for part in unit.parts if part.kind == PartKind.TASK)


def open_units(intensity: CourseIntensity) -> set[UUID]:
    """Units that this intensity does not require."""
    return set(UnitRule.objects.filter(intensity=intensity, required=False).values_list("unit", flat=True))


def week_of(cohort: Cohort, today: date) -> int:
    """1 in the first week; 0 before it, without dates, and after the end."""
    if not cohort.start or today < cohort.start or (cohort.end and today > cohort.end):
        return 0
    return (today - cohort.start).days // 7 + 1


def _modules(enrolment: Enrolment, course: Course) -> tuple[ModuleRow, ...]:
    records: dict[UUID, dict[UUID, Done]] = defaultdict(dict)
    for unit, part, passed in PartDone.objects.filter(enrolment=enrolment).values_list("unit", "part", "passed"):
        records[unit][part] = Done(tried=True, passed=passed)
    done = set(UnitDone.objects.filter(enrolment=enrolment).values_list("unit", flat=True))
    visits = {visit.unit: visit for visit in UnitVisit.objects.filter(enrolment=enrolment)}
    leaves_open = open_units(enrolment.cohort.intensity)
    standings = {unit.key: standing(unit.parts, records[unit.key], was_done=unit.key in done) for unit in course.units}
    where = _next(course, standings, visits, leaves_open)

    def row(unit: Unit) -> UnitRow:
        required = unit.key not in leaves_open
        return UnitRow(unit, standings[unit.key], required, visits.get(unit.key), is_next=unit.key == where)

    return tuple(ModuleRow(module, tuple(row(unit) for unit in module.units)) for module in course.modules)


def _next(
    course: Course, standings: dict[UUID, Standing], visits: dict[UUID, UnitVisit], leaves_open: set[UUID]
) -> UUID | None:
    """Where somebody was last, if something is missing there; else the first required unit that is not done."""
    todo = [unit.key for unit in course.units if not standings[unit.key].done]
    begun = [visits[key] for key in todo if key in visits]
    if begun:
        return max(begun, key=lambda visit: visit.last_at).unit
    required = [key for key in todo if key not in leaves_open]
    return required[0] if required else None


def _segment(row: UnitRow) -> Any:
    return "done" if row.standing.done else "now" if row.is_next else "open"
