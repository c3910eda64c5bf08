"""What CURRICULUM.md asks of attendance: a table of cases, and a slow, obvious second way to work it out."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.attendance import Held, Rule, State, standing

MAXI = Rule(needed=6, each=("S6",), any_of=("S4", "S5"), made_up=1)
MEDIUM = Rule(needed=4, each=("S6",), made_up=1)
OF_MEDIUM = ("S0", "S1", "S3", "S5", "S6")
OF_MAXI = tuple(f"S{number}" for number in range(7))
SIGNS = {"+": "present", "-": "absent", "e": "excused", "m": "caught_up", ".": "", "?": ""}


def cohort(codes: tuple[str, ...], signs: str) -> list[Held]:
    """`+` there, `-` absent, `e` excused, `m` made up, `.` to come, `?` over without a list."""
    rows = zip(codes, signs, strict=True)
    return [Held(code, required=True, over=sign != ".", presence=SIGNS[sign]) for code, sign in rows]


@pytest.mark.parametrize(
    ("rule", "codes", "signs", "counted", "met", "possible"),
    [
        (MAXI, OF_MAXI, "+++++++", 7, True, True),
        (MAXI, OF_MAXI, "-++++++", 6, True, True),
        (MAXI, OF_MAXI, "-e+++++", 5, False, True),  # one of the two may be made up
        (MAXI, OF_MAXI, "-m+++++", 6, True, True),
        (MAXI, OF_MAXI, "mm+++++", 6, True, True),  # the second counts no more, and need not
        (MAXI, OF_MAXI, "mm-++++", 5, False, False),
        (MAXI, OF_MAXI, "++++++-", 6, False, True),  # S6 must be among them: a task may stand for it
        (MAXI, OF_MAXI, "++++++m", 7, True, True),
        (MAXI, OF_MAXI, "m+++++-", 6, False, True),  # the task may be written for S6 instead
        (MAXI, OF_MAXI, "++++--+", 5, False, True),
        (MAXI, OF_MAXI, "++++m-+", 6, True, True),
        (MAXI, OF_MAXI, "++++--m", 5, False, False),  # S6 and one of S4 and S5: one task serves one only
        (MAXI, OF_MAXI, "++.....", 2, False, True),  # all required sessions count, not only those past
        (MAXI, OF_MAXI, "---....", 0, False, False),
        (MAXI, OF_MAXI, "++++++?", 6, False, True),
        (MEDIUM, OF_MEDIUM, "++++.", 4, False, True),
        (MEDIUM, OF_MEDIUM, "-+++.", 3, False, True),
        (MEDIUM, OF_MEDIUM, "-+++m", 4, True, True),
        (MEDIUM, OF_MEDIUM, "--+++", 3, False, True),
        (MEDIUM, OF_MEDIUM, "--++-", 2, False, False),
        (MEDIUM, OF_MEDIUM, "+++++", 5, True, True),
        (MEDIUM, OF_MEDIUM, "m+++m", 4, True, True),  # of two tasks the one for S6 counts
        (Rule(2, each=("S1",), any_of=("S1",), made_up=1), ("S0", "S1"), "+-", 1, False, True),  # one serves both
    ],
)
def test_the_rules_of_the_certificate(rule, codes, signs, counted, met, possible):
    found = standing(rule, cohort(codes, signs))
    assert (found.counted, found.met, found.possible) == (counted, met, possible)


def test_sessions_that_are_not_planned_yet_are_said_and_may_still_come():
    found = standing(MEDIUM, cohort(("S0", "S1"), "+."))
    assert (found.required, found.counted, found.short, found.to_plan, found.possible) == (2, 1, 3, 2, True)
    assert found.missing_each == ("S6",)


def test_a_session_held_twice_is_one_and_the_second_makes_good_the_first():
    rows = [Held("S0", True, True, "absent"), Held("S0", True, False), Held("S1", True, True, "present")]
    assert standing(Rule(2), rows).states == {"S0": State.OPEN, "S1": State.ATTENDED}
    rows[1] = Held("S0", True, True, "present")
    assert standing(Rule(2), rows).met


def test_an_extra_session_adds_nothing_to_the_number():
    rows = [Held("S0", True, True, "present"), Held("X1", False, True, "present")]
    found = standing(Rule(2), rows)
    assert (found.counted, found.required, found.to_plan) == (1, 1, 1)


def test_without_sessions_light_asks_for_nothing():
    found = standing(Rule(0), [])
    assert (found.met, found.possible, found.to_plan) == (True, True, 0)


def test_what_is_missing_is_named():
    found = standing(MAXI, cohort(OF_MAXI, "+-e++.."))
    assert found.with_state(State.MISSED) == ("S1", "S2")
    assert found.with_state(State.OPEN) == ("S5", "S6")
    assert (found.short, found.missing_each, found.missing_any, found.can_make_up) == (3, ("S6",), False, 1)


def _met(rule: Rule, attended: set[str], tasks: set[str]) -> bool:
    """Met by some choice among the accepted tasks."""
    for number in range(rule.made_up + 1):
        for chosen in combinations(sorted(tasks), number):
            have = attended | set(chosen)
            enough = len(have) >= rule.needed and set(rule.each) <= have
            if enough and (not rule.any_of or have & set(rule.any_of)):
                return True
    return False


def _could(rule: Rule, signs: dict[str, str]) -> bool:
    """Met by some end of the story: what comes is attended or not, what is missed is made up or not."""
    ends = {"+": "+", "m": "m", "-": "-m", "e": "em", ".": "+-m", "?": "+-m"}
    for story in product(*(ends[sign] for sign in signs.values())):
        pairs = list(zip(signs, story, strict=True))
        if _met(rule, {code for code, end in pairs if end == "+"}, {code for code, end in pairs if end == "m"}):
            return True
    return False


@given(
    signs=st.text(alphabet="+-em.?", min_size=4, max_size=4),
    needed=st.integers(0, 4),
    made_up=st.integers(0, 2),
    each=st.sets(st.sampled_from(["A", "B", "C", "D"]), max_size=2),
    any_of=st.sets(st.sampled_from(["A", "B", "C", "D"]), max_size=2),
)
def test_it_agrees_with_trying_everything(signs, needed, made_up, each, any_of):
    rule = Rule(needed, tuple(sorted(each)), tuple(sorted(any_of)), made_up)
    rows = dict(zip("ABCD", signs, strict=True))
    found = standing(rule, cohort(tuple("ABCD"), signs))
    attended = {code for code, sign in rows.items() if sign == "+"}
    tasks = {code for code, sign in rows.items() if sign == "m"}
    assert found.met == _met(rule, attended, tasks)
    assert found.possible == _could(rule, rows)
    assert not found.met or found.possible
    assert found.counted == len(attended) + min(len(tasks), made_up)
