"""What a unit's page knows about its reader: everything personal, in a fixed number of queries.

Blocks find their part by their id: `mine.answers`, `mine.entries`, … are mappings from a block's id (as text).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.completion import Standing
from courses.models import Enrolment
from courses.services import enrolments, progress
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

    def __getattr__(self, name: str) -> Mapping[str, Any]:
        if name in PARTS:
            return self.parts.get(name, {})
        raise AttributeError(name)


def mine(user: Any, course: Course, unit: Unit) -> Mine | None:
    """For somebody who takes this course; None for all other readers."""
    enrolment = enrolments.current(user, course.key)
    if enrolment is None:
        return None
    found = {name: read(enrolment, unit) for name, read in PARTS.items()}
    return Mine(enrolment, progress.standing_in(enrolment, unit.key), found)
