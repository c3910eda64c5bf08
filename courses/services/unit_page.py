"""What a unit's page knows about its reader: everything personal, in a fixed number of queries.

Blocks find their part by their id: `mine.answers`, `mine.entries`, … are mappings from a block's id (as text).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from courses.completion import Done, Standing, standing
from courses.models import Enrolment, PartDone, UnitDone
from courses.services import enrolments
from courses.services.outline import Course, Unit

Part = Callable[[Enrolment, Unit], Mapping[str, Any]]
"""Reads one kind of a learner's records for one unit: block id to whatever the block's template shows."""
PARTS: dict[str, Part] = {}
"""By the name under which templates find them."""


@dataclass(frozen=True)
class Mine:
    """A learner's side of one unit. Without an enrolment there is none."""

    enrolment: Enrolment
    standing: Standing | None
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    units: frozenset[UUID] = frozenset()
    """The units of the course that are done."""

    def __getattr__(self, name: str) -> Mapping[str, Any]:
        if name in PARTS:
            return self.parts.get(name, {})
        raise AttributeError(name)


def mine(user: Any, course: Course, unit: Unit, *, only: Collection[str] = ()) -> Mine | None:
    """For somebody who takes this course; None for all other readers. `only`: these parts, and what was done."""
    enrolment = enrolments.current(user, course.key)
    if enrolment is None:
        return None
    found = {name: read(enrolment, unit) for name, read in PARTS.items() if not only or name in (DEEDS, *only)}
    units = frozenset(UnitDone.objects.filter(enrolment=enrolment).values_list("unit", flat=True))
    records = {row.part: Done(tried=True, passed=row.passed) for row in found[DEEDS].values()}
    return Mine(enrolment, standing(unit.parts, records, was_done=unit.key in units), found, units)


def read_deeds(enrolment: Enrolment, unit: Unit) -> dict[str, PartDone]:
    """What was done of the unit's parts, by the part's id. One query."""
    return {str(row.part): row for row in PartDone.objects.filter(enrolment=enrolment, unit=unit.key)}


DEEDS = "deeds"
PARTS[DEEDS] = read_deeds
