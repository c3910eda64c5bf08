"""The table of a task's states: what leads where, and what nobody can do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.choices import TaskState
from courses.task_states import MOVES, Step, after, steps

ALLOWED = {
    ("open", "hand_in"): "handed_in",
    ("again", "hand_in"): "handed_in",
    ("handed_in", "look"): "seen",
    ("handed_in", "return"): "again",
    ("handed_in", "accept"): "done",
    ("seen", "return"): "again",
    ("seen", "accept"): "done",
}


@pytest.mark.parametrize("state", TaskState.values)
@pytest.mark.parametrize("step", list(Step))
def test_every_step_from_every_state(state: str, step: Step):
    assert after(state, step) == ALLOWED.get((state, step.value))


@given(st.lists(st.sampled_from(list(Step)), max_size=30))
def test_whatever_people_press_an_accepted_task_stays_accepted(pressed: list[Step]):
    state, accepted = TaskState.OPEN, False
    for step in pressed:
        state = after(state, step) or state
        accepted = accepted or state == TaskState.DONE
        assert (state == TaskState.DONE) is accepted
        assert state == TaskState.OPEN or Step.HAND_IN in pressed


def test_each_side_sees_its_own_steps():
    assert steps("open", by_learner=True) == (Step.HAND_IN,)
    assert steps("open", by_learner=False) == ()
    assert set(steps("handed_in", by_learner=False)) == {Step.LOOK, Step.RETURN, Step.ACCEPT}
    assert steps("done", by_learner=True) == steps("done", by_learner=False) == ()


def test_decisions_need_words():
    assert {step for step, move in MOVES.items() if move.words} == {Step.RETURN, Step.ACCEPT}
