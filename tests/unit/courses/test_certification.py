"""The rules of the certificate (CURRICULUM.md, section 1), condition by condition."""

from uuid import UUID

import pytest

from courses.certification import CRITERIA, Asked, Record, Sessions, conditions, is_met
from courses.choices import ConditionKind

U1, U2, T1, T2 = (UUID(int=number) for number in range(1, 5))
MAXI = Asked(
    units=(U1, U2),
    tasks=(T1, T2),
    sessions_needed=6,
    absences_made_up=1,
    sessions_each=("S6",),
    sessions_any=("S4", "S5"),
)
MEDIUM = Asked(units=(U1,), tasks=(T1,), sessions_needed=4, absences_made_up=1, sessions_each=("S6",))
LIGHT = Asked(units=(U1,), tasks_needed=False, cycle_needed=False, ethics_needed=False, self_assessments=0)
LEVELS = dict.fromkeys(CRITERIA, 2) | {"A": 3, "D": 3}
ALL = Record(
    units=frozenset({U1, U2}),
    tasks=frozenset({T1, T2}),
    sessions=Sessions(True, 6, 6),
    cycle=LEVELS,
    ethics=True,
    self_assessments=2,
)


def one(asked: Asked, record: Record, kind: str):
    (found,) = [condition for condition in conditions(asked, record) if condition.kind == kind]
    return found


def test_everything_done_is_enough_and_each_single_gap_is_not():
    assert is_met(conditions(MAXI, ALL))
    gaps = [
        {"units": frozenset({U1})},
        {"tasks": frozenset({T2})},
        {"sessions": Sessions(False, 5, 6)},
        {"cycle": None},
        {"ethics": False},
        {"self_assessments": 1},
    ]
    for gap in gaps:
        found = conditions(MAXI, Record(**{**vars(ALL), **gap}))
        assert [row.met for row in found].count(False) == 1, gap
        assert not is_met(found), gap


@pytest.mark.parametrize(
    ("levels", "met", "missing"),
    [
        (LEVELS, True, ()),
        (dict.fromkeys(CRITERIA, 4), True, ()),
        (dict.fromkeys(CRITERIA, 2), False, ("good",)),
        (dict.fromkeys(CRITERIA, 2) | {"A": 4}, False, ("good",)),
        (dict.fromkeys(CRITERIA, 4) | {"C": 1}, False, ("C",)),
        ({"A": 3, "B": 3}, False, ("C", "D", "E")),
        (None, False, ()),
    ],
)
def test_level_two_on_all_and_three_on_two(levels, met, missing):
    found = one(MAXI, Record(cycle=levels), ConditionKind.CYCLE)
    assert (found.met, found.missing) == (met, missing)


def test_missing_units_are_named_in_their_order():
    found = one(MAXI, Record(units=frozenset({U2})), ConditionKind.UNITS)
    assert (found.done, found.needed, found.missing) == (1, 2, (str(U1),))


def test_light_asks_for_units_alone():
    assert [row.kind for row in conditions(LIGHT, Record())] == [ConditionKind.UNITS]
    assert is_met(conditions(LIGHT, Record(units=frozenset({U1}))))


def test_a_course_without_units_certifies_nothing():
    assert not is_met(conditions(Asked(tasks_needed=False, cycle_needed=False, self_assessments=0), ALL))


def test_more_self_assessments_than_asked_are_no_more():
    found = one(MAXI, Record(self_assessments=3), ConditionKind.SELF_ASSESSMENTS)
    assert (found.met, found.done) == (True, 2)
