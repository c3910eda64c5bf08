"""Who is stuck, quiet, finished, or has not begun."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from courses.leading import Cell, Mark, Traces, marks, quiet_days

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("traces", "found"),
    [
        (Traces(ago(90)), {Mark.NOTHING}),
        (Traces(ago(90), begun={A: ago(13)}), set()),
        (Traces(ago(90), begun={A: ago(14)}), {Mark.STUCK}),
        (Traces(ago(90), begun={A: ago(40)}, done={B}, last_done=ago(13)), set()),
        (Traces(ago(90), begun={A: ago(40)}, done={B}, last_done=ago(14)), {Mark.STUCK}),
        (Traces(ago(90), done={A, B}, last_done=ago(80)), {Mark.FINISHED}),
        (Traces(ago(90), begun={C: ago(80)}, done={A, B}, last_done=ago(80)), {Mark.FINISHED}),
        (Traces(ago(90), done={A}, last_done=ago(80)), set()),
    ],
)
def test_marks(traces: Traces, found: set[Mark]):
    assert marks(traces, {A, B}, NOW) == found


def test_nobody_has_finished_a_course_without_units():
    assert marks(Traces(ago(1)), (), NOW) == {Mark.NOTHING}


@pytest.mark.parametrize(
    ("traces", "days"),
    [
        (Traces(ago(30)), 30),
        (Traces(ago(30), seen=ago(2.9)), 2),
        (Traces(ago(3), seen=ago(30)), 3),
        (Traces(NOW + timedelta(days=3)), 0),
    ],
)
def test_quiet_since_one_was_here_or_could_have_been(traces: Traces, days: int):
    assert quiet_days(traces, NOW) == days


def test_cells():
    traces = Traces(ago(9), begun={B: ago(2)}, done={A})
    assert [traces.cell(unit) for unit in (A, B, C)] == [Cell.DONE, Cell.BEGUN, Cell.OPEN]
