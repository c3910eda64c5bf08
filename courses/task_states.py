"""From a learner's first word about a task to its last: who may take which step. A table, without database or clock."""

from dataclasses import dataclass
from enum import StrEnum

from courses.choices import TaskState


class Step(StrEnum):
    """What somebody does with a task handed in."""

    HAND_IN = "hand_in"
    LOOK = "look"
    RETURN = "return"
    ACCEPT = "accept"


@dataclass(frozen=True)
class Move:
    """From where a step leads where, who takes it, and what it asks."""

    before: frozenset[TaskState]
    after: TaskState
    by_learner: bool = False
    words: bool = False
    """Whether it needs a comment."""
    in_time: bool = False
    """Whether it is refused once the cohort has ended."""


WITH_LEARNER = frozenset({TaskState.OPEN, TaskState.AGAIN})
"""The learner may write; after "accepted" nobody changes anything."""
WITH_FACILITATOR = frozenset({TaskState.HANDED_IN, TaskState.SEEN})
MOVES = {
    Step.HAND_IN: Move(WITH_LEARNER, TaskState.HANDED_IN, by_learner=True, in_time=True),
    Step.LOOK: Move(frozenset({TaskState.HANDED_IN}), TaskState.SEEN),
    Step.RETURN: Move(WITH_FACILITATOR, TaskState.AGAIN, words=True, in_time=True),
    Step.ACCEPT: Move(WITH_FACILITATOR, TaskState.DONE, words=True),
}


def steps(state: str, *, by_learner: bool) -> tuple[Step, ...]:
    """What this side may do now."""
    return tuple(step for step, move in MOVES.items() if move.by_learner is by_learner and state in move.before)


def after(state: str, step: Step) -> TaskState | None:
    """Where a step leads; None if it is not to be taken from here."""
    move = MOVES[step]
    return move.after if state in move.before else None
