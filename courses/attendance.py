"""Whether somebody was there often enough: pure rules, without database or clock (CURRICULUM.md, section 1).

All required sessions of the cohort count, not only those past. What counts is the short name: a session held twice,
for two schools, is one. A made-up absence counts like having been there, as often as the rule allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courses.choices import Presence

COUNTS = (Presence.PRESENT, Presence.CAUGHT_UP)
MISSED = (Presence.ABSENT, Presence.EXCUSED)


@dataclass(frozen=True)
class Rule:
    """What an intensity asks."""

    needed: int
    each: tuple[str, ...] = ()
    """Sessions that must be among them."""
    any_of: tuple[str, ...] = ()
    """At least one of these; empty: no such rule."""
    made_up: int = 0
    """How many absences a written task can make up."""


@dataclass(frozen=True)
class Held:
    """A session of the cohort that is not cancelled, and what its list says about somebody."""

    code: str
    required: bool
    over: bool
    presence: str = ""
    """Empty: the list says nothing."""


class State(StrEnum):
    """Where somebody stands with one short name."""

    ATTENDED = "attended"
    MADE_UP = "made_up"
    OPEN = "open"
    """It comes."""
    NOT_TAKEN = "not_taken"
    """It is over, and the list says nothing."""
    MISSED = "missed"


@dataclass(frozen=True)
class Standing:
    """What is met, what is missing, what can still be met."""

    rule: Rule
    states: dict[str, State]
    """Every required session by its short name, in the order of their dates."""
    attended: tuple[str, ...]
    made_up: tuple[str, ...]
    """Those that count: never more than the rule allows."""
    counted: int
    missing_each: tuple[str, ...]
    missing_any: bool
    to_plan: int
    """Sessions that the rule needs and nobody has planned yet."""
    possible: bool
    """Whether it can still be met, with all that comes and all that may be made up."""

    @property
    def required(self) -> int:
        """How many required sessions the cohort has."""
        return len(self.states)

    @property
    def short(self) -> int:
        """How many are missing to the number asked for."""
        return max(0, self.rule.needed - self.counted)

    @property
    def met(self) -> bool:
        """Whether the rule is met."""
        return not self.short and not self.missing_each and not self.missing_any

    @property
    def can_make_up(self) -> int:
        """How many more absences a written task can make up."""
        return max(0, self.rule.made_up - len(self.made_up))

    def with_state(self, *states: str) -> tuple[str, ...]:
        """The required sessions in one of these states."""
        return tuple(code for code, state in self.states.items() if state in states)


def standing(rule: Rule, sessions: Iterable[Held]) -> Standing:
    """Where somebody stands; `sessions` are all of the cohort's that are not cancelled, by date."""
    rows = list(sessions)
    states = {code: _state(row for row in rows if row.code == code) for code in dict.fromkeys(row.code for row in rows)}
    required = {row.code for row in rows if row.required}
    named = required | (set(rule.each) | set(rule.any_of)) & set(states)
    attended = tuple(code for code in states if code in required and states[code] == State.ATTENDED)
    made_up = _made_up(rule, {code: state for code, state in states.items() if code in named})
    have = {code for code in named if states[code] == State.ATTENDED} | set(made_up)
    to_plan = max(0, rule.needed - len(required))
    return Standing(
        rule=rule,
        states={code: state for code, state in states.items() if code in required},
        attended=attended,
        made_up=made_up,
        counted=len(attended) + sum(code in required for code in made_up),
        missing_each=tuple(code for code in rule.each if code not in have),
        missing_any=bool(rule.any_of) and not have & set(rule.any_of),
        to_plan=to_plan,
        possible=_possible(rule, states, required, to_plan),
    )


def _state(rows: Iterable[Held]) -> State:
    """The best that the sessions of one short name give: a second one makes good what was missed at the first."""
    found = list(rows)
    presences = {row.presence for row in found}
    if Presence.PRESENT in presences:
        return State.ATTENDED
    if Presence.CAUGHT_UP in presences:
        return State.MADE_UP
    if any(not row.over and not row.presence for row in found):
        return State.OPEN
    return State.MISSED if presences & set(MISSED) else State.NOT_TAKEN


def _made_up(rule: Rule, states: dict[str, State]) -> tuple[str, ...]:
    """Which accepted tasks count when there are more than the rule allows: those that help most."""
    tasks = [code for code, state in states.items() if state == State.MADE_UP]
    covered = any(states.get(code) == State.ATTENDED for code in rule.any_of)
    first_any = next((code for code in tasks if code in rule.any_of), "") if not covered else ""
    tasks.sort(key=lambda code: (code not in rule.each, code != first_any))
    return tuple(tasks[: rule.made_up])


def _possible(rule: Rule, states: dict[str, State], required: set[str], to_plan: int) -> bool:
    """Everything that comes is attended, and as much as allowed is made up."""
    good = (State.ATTENDED, State.OPEN, State.NOT_TAKEN)
    there = {code for code, state in states.items() if state in good}
    unplanned = {code for code in (*rule.each, *rule.any_of) if code not in states}
    lost_each = [code for code in rule.each if code not in there and code not in unplanned]
    lost_any = (
        bool(rule.any_of)
        and not set(rule.any_of) & (there | unplanned)
        and not set(rule.any_of) & set(lost_each)  # making that one up serves both
    )
    if len(lost_each) + lost_any > rule.made_up:
        return False
    best = len(required & there) + min(rule.made_up, len(required - there)) + to_plan
    return best >= rule.needed
