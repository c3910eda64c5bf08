"""Learners × units: who is where, who is quiet, who is stuck. A fixed number of queries, whatever the cohort's size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Subquery, Value
from django.utils.translation import gettext as _

from courses.leading import Mark, Traces, marks, quiet_days
from courses.models import Enrolment, UnitDone, UnitRule, UnitVisit
from courses.services import outline
from courses.services.lead_scope import Scope
from courses.services.outline import Course, Unit
from portal.core.stemming import fold


@dataclass(frozen=True)
class Asked:
    """What the reader wants to see."""

    team: int | None = None
    module: str = ""
    mark: str = ""
    days: int = 14
    """How long quiet is."""
    name: str = ""
    sort: str = "name"


@dataclass(frozen=True)
class Row:
    """A learner."""

    enrolment: Enrolment
    name: str
    traces: Traces
    marks: frozenset[Mark]
    quiet: int
    done: int
    """Required units that are done."""
    last: Unit | None
    """Where the learner was last, of what is begun."""


@dataclass(frozen=True)
class Matrix:
    """What is shown of it."""

    units: tuple[Unit, ...]
    required: frozenset[UUID]
    rows: tuple[Row, ...]
    everybody: int
    teams: list[tuple[int, str]]
    """Those of the learners one sees."""
    counts: dict[str, int]
    """How many bear each mark, before filtering."""


def read(scope: Scope, now: datetime, asked: Asked = Asked()) -> Matrix:
    """Three queries: learners, units done and opened, rules; and the course once in each generation."""
    course = outline.course(scope.cohort.course)
    units = tuple(course.units) if course else ()
    required = frozenset(unit.key for unit in units) - _left_open(scope)
    everybody = [_row(row, traces, units, required, now) for row, traces in _traces(scope)]
    counts = {mark.value: sum(mark in row.marks for row in everybody) for mark in Mark if mark != Mark.QUIET}
    counts[Mark.QUIET] = sum(_is_quiet(row, asked.days) for row in everybody)
    rows = sorted((row for row in everybody if _is_wanted(row, asked)), key=lambda row: _order(row, asked.sort))
    teams = {row.enrolment.team.pk: row.enrolment.team.name for row in everybody if row.enrolment.team}
    named = sorted(teams.items(), key=lambda team: fold(team[1]))
    return Matrix(_columns(course, asked.module), required, tuple(rows), len(everybody), named, counts)


def table(matrix: Matrix) -> list[list[Any]]:
    """What is shown, for a file: the head, then a line for each learner."""
    head = [_("Name"), _("Team"), _("Required units done"), _("Required units"), _("Days since last seen")]
    head += [f"{unit.number} {unit.title}" for unit in matrix.units]
    lines: list[list[Any]] = [head]
    for row in matrix.rows:
        team = row.enrolment.team
        cells = [str(row.traces.cell(unit.key).label) for unit in matrix.units]
        lines.append([row.name, team.name if team else "", row.done, len(matrix.required), row.quiet, *cells])
    return lines


def _left_open(scope: Scope) -> set[UUID]:
    rules = UnitRule.objects.filter(intensity=scope.cohort.intensity_id, required=False)
    return set(rules.values_list("unit", flat=True))


def _traces(scope: Scope) -> Iterable[tuple[Enrolment, Traces]]:
    """Each learner with what they left behind; people are seen when they open a unit, too."""
    visits = UnitVisit.objects.filter(enrolment=OuterRef("pk")).order_by("-last_at").values("last_at")[:1]
    units = UnitDone.objects.filter(enrolment=OuterRef("pk")).order_by("-done_at").values("done_at")[:1]
    learners = scope.learners().select_related("user", "team").order_by("pk")
    done, begun = defaultdict[int, set[UUID]](set), defaultdict[int, dict[UUID, datetime]](dict)
    for enrolment, unit, opened in _deeds(scope):
        if opened is None:
            done[enrolment].add(unit)
        else:
            begun[enrolment][unit] = opened
    for row in learners.annotate(last_visit=Subquery(visits), last_done=Subquery(units)):
        seen = max((when for when in (row.last_seen_at, row.last_visit) if when), default=None)
        since = row.active_since or row.created_at
        yield row, Traces(since, seen, begun[row.pk], done[row.pk], row.last_done)


def _deeds(scope: Scope) -> Any:
    """Units done, and units open with the moment they were opened, in one query. Moments are dear to read."""
    whose = {"enrolment__in": scope.learners().order_by()}
    never = Value(None, output_field=DateTimeField())
    done = UnitDone.objects.filter(**whose).annotate(opened=never).values_list("enrolment", "unit", "opened")
    also_done = UnitDone.objects.filter(enrolment=OuterRef("enrolment"), unit=OuterRef("unit"))
    visits = UnitVisit.objects.filter(~Exists(also_done), **whose)
    return done.union(visits.values_list("enrolment", "unit", "first_at"), all=True)


def _row(
    enrolment: Enrolment, traces: Traces, units: tuple[Unit, ...], required: frozenset[UUID], now: datetime
) -> Row:
    begun = [unit for unit in units if unit.key in traces.begun]
    return Row(
        enrolment=enrolment,
        name=enrolment.user.get_full_name(),
        traces=traces,
        marks=marks(traces, required, now),
        quiet=quiet_days(traces, now),
        done=sum(unit in traces.done for unit in required),
        last=max(begun, key=lambda unit: traces.begun[unit.key], default=None),
    )


def _is_quiet(row: Row, days: int) -> bool:
    return Mark.FINISHED not in row.marks and row.quiet >= days


def _is_wanted(row: Row, asked: Asked) -> bool:
    if asked.team is not None and row.enrolment.team_id != asked.team:
        return False
    if asked.name and fold(asked.name) not in fold(row.name):
        return False
    if asked.mark == Mark.QUIET:
        return _is_quiet(row, asked.days)
    return not asked.mark or asked.mark in row.marks


def _order(row: Row, sort: str) -> Any:
    name = fold(row.name)
    team = fold(row.enrolment.team.name) if row.enrolment.team else "\uffff"
    first = {"team": team, "least": row.done, "most": -row.done, "quiet": -row.quiet}.get(sort, 0)
    return first, name, row.enrolment.pk


def _columns(course: Course | None, module: str) -> tuple[Unit, ...]:
    if course is None:
        return ()
    return tuple(unit for one in course.modules if module in ("", one.code) for unit in one.units)


def quiet(matrix: Matrix, days: int) -> list[Row]:
    """Those who have been quiet so long, the longest first."""
    return sorted((row for row in matrix.rows if _is_quiet(row, days)), key=lambda row: (-row.quiet, row.name))
