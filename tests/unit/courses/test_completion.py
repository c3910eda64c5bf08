"""When a unit is done: what counts, what is missing, and that nothing is ever taken back."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.choices import Need, PartKind
from courses.completion import Done, Part, standing

READ = Part(UUID(int=1), PartKind.READING, Need.TRIED)
OFFER = Part(UUID(int=2), PartKind.REFLECTION, Need.NOTHING)
TRY = Part(UUID(int=3), PartKind.ACTIVITY, Need.TRIED)
PASS = Part(UUID(int=4), PartKind.TASK, Need.PASSED)
UNIT = (READ, OFFER, TRY, PASS)
TRIED, PASSED = Done(tried=True), Done(tried=True, passed=True)


def test_nothing_done_all_that_counts_is_missing():
    found = standing(UNIT, {})
    assert (found.counted, found.missing, found.done) == ((READ, TRY, PASS), (READ, TRY, PASS), False)


@pytest.mark.parametrize(
    ("records", "missing"),
    [
        ({READ.id: TRIED, TRY.id: TRIED, PASS.id: TRIED}, (PASS,)),
        ({READ.id: TRIED, TRY.id: PASSED, PASS.id: PASSED}, ()),
        ({READ.id: TRIED, PASS.id: PASSED, OFFER.id: TRIED}, (TRY,)),
        ({UUID(int=9): PASSED}, (READ, TRY, PASS)),
    ],
)
def test_what_is_missing(records: dict, missing: tuple):
    found = standing(UNIT, records)
    assert found.missing == missing
    assert found.done is not bool(missing)


def test_a_unit_without_parts_that_count_is_never_done_by_itself():
    assert not standing((OFFER,), {OFFER.id: PASSED}).done


def test_a_part_that_came_later_is_news_and_undoes_nothing():
    found = standing(UNIT, {READ.id: TRIED, TRY.id: TRIED}, was_done=True)
    assert found.done
    assert found.news == (PASS,)
    assert standing(UNIT, {}, was_done=False).news == ()


needs = st.sampled_from(list(Need))
marks = st.builds(Done, tried=st.booleans(), passed=st.booleans())


@given(st.lists(st.tuples(needs, marks, marks), max_size=6))
def test_doing_more_never_makes_less(rows: list[tuple[Need, Done, Done]]):
    parts = [Part(UUID(int=n), PartKind.ACTIVITY, need) for n, (need, _a, _b) in enumerate(rows, 1)]
    before = {part.id: a for part, (_need, a, _b) in zip(parts, rows, strict=True)}
    after = {
        part.id: Done(a.tried or b.tried, a.passed or b.passed) for part, (_n, a, b) in zip(parts, rows, strict=True)
    }
    assert set(standing(parts, after).missing) <= set(standing(parts, before).missing)
