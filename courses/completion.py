"""When a unit is done: pure rules, without database or clock.

A unit asks for parts; records say which of them somebody has tried or passed. Parts are named by ids that languages
share, so no translation changes what is asked. What was done once stays done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from courses.choices import Need, PartKind


@dataclass(frozen=True)
class Part:
    """Something a unit asks for."""

    id: UUID
    """The block's id; the unit's own key for having read it to the end."""
    kind: PartKind
    need: Need
    ref: str = ""
    """What records of this kind are found by: an activity's uuid, a session's short name; else the id."""


@dataclass(frozen=True)
class Done:
    """What somebody has of a part."""

    tried: bool = False
    passed: bool = False

    def meets(self, need: Need) -> bool:
        """Whether this is enough."""
        return need == Need.NOTHING or self.passed or (self.tried and need == Need.TRIED)


NOTHING_YET = Done()


@dataclass(frozen=True)
class Standing:
    """How far somebody is in a unit: what counts, and what of it is done."""

    counted: tuple[Part, ...]
    missing: tuple[Part, ...]
    was_done: bool
    """Whether the unit was done once: later parts are news then, and nothing is taken back."""

    @property
    def done(self) -> bool:
        """Whether the unit is done."""
        return self.was_done or (bool(self.counted) and not self.missing)

    @property
    def news(self) -> tuple[Part, ...]:
        """Parts that came after the unit was done."""
        return self.missing if self.was_done else ()


def standing(parts: Iterable[Part], records: Mapping[UUID, Done], *, was_done: bool = False) -> Standing:
    """What is done and what is missing, in the unit's order."""
    counted = tuple(part for part in parts if part.need != Need.NOTHING)
    missing = tuple(part for part in counted if not records.get(part.id, NOTHING_YET).meets(part.need))
    return Standing(counted, missing, was_done)
