"""What a certificate asks, and whether somebody has it: pure rules (CURRICULUM.md, section 1).

Scores and answers never count, nor do results for pupils: a lesson that failed and was well understood passes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from courses.choices import ConditionKind

CRITERIA = ("A", "B", "C", "D", "E")
"""The rubric of the team's documented cycle (section 8)."""
LEVELS = (1, 2, 3, 4)
SUFFICIENT, GOOD, GOOD_ON = 2, 3, 2
"""Every criterion at least sufficient, and this many of them good."""


@dataclass(frozen=True)
class Asked:
    """What an intensity asks, as a course manager has set it."""

    units: tuple[UUID, ...] = ()
    """Required units, in their order."""
    tasks: tuple[UUID, ...] = ()
    sessions_needed: int = 0
    absences_made_up: int = 0
    sessions_each: tuple[str, ...] = ()
    sessions_any: tuple[str, ...] = ()
    tasks_needed: bool = True
    cycle_needed: bool = True
    ethics_needed: bool = True
    self_assessments: int = 2


@dataclass(frozen=True)
class Sessions:
    """What attendance says: the rule of the sessions is worked out where attendance is kept."""

    met: bool
    attended: int
    needed: int
    missing: tuple[str, ...] = ()
    """Short names of sessions that must be among them and are not; one of several as "S4/S5"."""


@dataclass(frozen=True)
class Record:
    """What somebody has done of it."""

    units: frozenset[UUID] = frozenset()
    tasks: frozenset[UUID] = frozenset()
    """Accepted tasks."""
    sessions: Sessions | None = None
    cycle: Mapping[str, int] | None = None
    """The facilitator's levels: `{"A": 3, …}`; None while nobody has given any."""
    ethics: bool = False
    self_assessments: int = 0


@dataclass(frozen=True)
class Condition:
    """One condition with its figures; `missing` names what is still to do: units, tasks, sessions, criteria."""

    kind: ConditionKind
    met: bool
    done: int
    needed: int
    missing: tuple[str, ...] = field(default=())


def conditions(asked: Asked, record: Record) -> tuple[Condition, ...]:
    """Everything this intensity asks, in a steady order; what it does not ask is left out."""
    found = [_units(asked, record), _sessions(asked, record)]
    if asked.tasks_needed and asked.tasks:
        found.append(_each(ConditionKind.TASKS, asked.tasks, record.tasks))
    if asked.cycle_needed:
        found.append(_cycle(record.cycle))
    if asked.ethics_needed:
        found.append(Condition(ConditionKind.ETHICS, record.ethics, int(record.ethics), 1))
    if asked.self_assessments:
        done = min(record.self_assessments, asked.self_assessments)
        found.append(
            Condition(ConditionKind.SELF_ASSESSMENTS, done == asked.self_assessments, done, asked.self_assessments)
        )
    return tuple(condition for condition in found if condition is not None)


def is_met(found: tuple[Condition, ...]) -> bool:
    """Whether nothing is missing. Where nothing is asked, nothing is certified."""
    return bool(found) and all(condition.met for condition in found)


def _units(asked: Asked, record: Record) -> Condition:
    return _each(ConditionKind.UNITS, asked.units, record.units)


def _each(kind: ConditionKind, wanted: tuple[UUID, ...], done: frozenset[UUID]) -> Condition:
    missing = tuple(str(key) for key in wanted if key not in done)
    return Condition(kind, bool(wanted) and not missing, len(wanted) - len(missing), len(wanted), missing)


def _sessions(asked: Asked, record: Record) -> Condition | None:
    if not (asked.sessions_needed or asked.sessions_each or asked.sessions_any):
        return None
    missing = (*asked.sessions_each, *(["/".join(asked.sessions_any)] if asked.sessions_any else []))
    found = record.sessions or Sessions(False, 0, asked.sessions_needed, missing)
    return Condition(ConditionKind.SESSIONS, found.met, found.attended, found.needed, found.missing)


def _cycle(levels: Mapping[str, int] | None) -> Condition:
    """Level 2 or higher on all five, level 3 or higher on two."""
    if levels is None:
        return Condition(ConditionKind.CYCLE, False, 0, len(CRITERIA), ())
    low = tuple(name for name in CRITERIA if levels.get(name, 0) < SUFFICIENT)
    good = sum(levels.get(name, 0) >= GOOD for name in CRITERIA)
    met = not low and good >= GOOD_ON
    missing = low or (() if met else ("good",))
    return Condition(ConditionKind.CYCLE, met, len(CRITERIA) - len(low), len(CRITERIA), missing)
