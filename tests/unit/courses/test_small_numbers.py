"""Nothing about fewer than five people, also not by subtraction."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.small_numbers import FEW, Share, Shown, differ_clearly, median, protect, quartiles, share


def tables(high: int = 14, rows: int = 5, columns: int = 5):
    size = st.tuples(st.integers(1, rows), st.integers(1, columns))
    return size.flatmap(
        lambda s: st.lists(st.lists(st.integers(0, high), min_size=s[1], max_size=s[1]), min_size=s[0], max_size=s[0])
    )


def cells(shown: Shown, table: list[list[int]]):
    """Every number of the table with its sums: what is, what is seen."""
    for row, seen in zip(table, shown.rows, strict=True):
        yield from zip(row, seen, strict=True)
    yield from zip(map(sum, table), shown.row_sums, strict=True)
    yield from zip(map(sum, zip(*table, strict=True)), shown.column_sums, strict=True)
    yield sum(map(sum, table)), shown.total


def fits(candidate: tuple[int, ...], shown: Shown, width: int) -> bool:
    rows = [candidate[start : start + width] for start in range(0, len(candidate), width)]
    sums = [(sum(row), seen) for row, seen in zip(rows, shown.row_sums, strict=True)]
    sums += [(sum(column), seen) for column, seen in zip(zip(*rows, strict=True), shown.column_sums, strict=True)]
    sums += [(sum(candidate), shown.total)]
    return all(seen is None or seen == value for value, seen in sums)


def everything_that_fits(shown: Shown, high: int) -> list[tuple[int, ...]]:
    """What a reader who tries all tables can find out."""
    flat = [value for row in shown.rows for value in row]
    ranges = [range(high + 1) if value is None else (value,) for value in flat]
    return [one for one in product(*ranges) if fits(one, shown, len(shown.rows[0]))]


@given(tables())
def test_what_is_shown_is_true_and_not_small(table: list[list[int]]):
    for value, seen in cells(protect(table), table):
        assert seen is None or (seen == value and seen >= FEW)


@settings(max_examples=40)
@given(tables(high=7, rows=2, columns=2))
def test_whoever_tries_all_tables_finds_no_hidden_number(table: list[list[int]]):
    shown = protect(table)
    found = everything_that_fits(shown, high=8)  # the true table and one circle more or less
    flat = [value for row in shown.rows for value in row]
    for place, seen in enumerate(flat):
        if seen is None:
            assert len({one[place] for one in found}) > 1
    width = len(table[0])
    lines = [*zip(shown.row_sums, (range(n * width, n * width + width) for n in range(len(table))), strict=True)]
    lines += [*zip(shown.column_sums, (range(n, len(flat), width) for n in range(width)), strict=True)]
    for seen, places in (*lines, (shown.total, range(len(flat)))):
        if seen is None:
            assert len({sum(one[place] for place in places) for one in found}) > 1


@given(tables())
def test_the_sum_of_what_is_hidden_is_about_enough_people(table: list[list[int]]):
    shown = protect(table)
    lines = [(row, seen, total) for row, seen, total in zip(table, shown.rows, shown.row_sums, strict=True)]
    lines += zip(zip(*table, strict=True), zip(*shown.rows, strict=True), shown.column_sums, strict=True)
    for values, seen, total in lines:
        hidden = [value for value, one in zip(values, seen, strict=True) if one is None]
        assert total is None or not hidden or sum(hidden) >= FEW


@given(tables(rows=4, columns=4))
def test_without_sums_of_rows_the_columns_still_give_nothing_away(table: list[list[int]]):
    shown = protect(table, row_sums=False)
    assert set(shown.row_sums) == {None}
    assert shown.total is None
    for column, seen, total in zip(
        zip(*table, strict=True), zip(*shown.rows, strict=True), shown.column_sums, strict=True
    ):
        hidden = [value for value, one in zip(column, seen, strict=True) if one is None]
        assert total is None or len(hidden) != 1
        assert total is None or not hidden or sum(hidden) >= FEW


@pytest.mark.parametrize(
    ("row", "seen"),
    [
        ([20, 3, 9], (20, None, None)),
        ([20, 30, 9], (20, 30, 9)),
        ([6, 2, 2, 8], (None, None, None, 8)),
        ([1, 1], (None, None)),
        ([0, 20], (None, None)),
    ],
)
def test_one_hidden_number_takes_the_smallest_other_with_it(row: list[int], seen: tuple[int | None, ...]):
    assert protect([row]).rows[0] == seen


def test_two_circles_joined_by_one_number_do_not_betray_it():
    """Each row and column hides two numbers or none, and still one of them could be worked out."""
    many = 40
    table = [
        [1, 2, many, many],
        [2, 1, 3, many],
        [many, many, 1, 2],
        [many, many, 2, 1],
    ]
    shown = protect(table)
    assert shown.rows[1][2] is None
    assert sum(value is None for row in shown.rows for value in row) > 9


@pytest.mark.parametrize(
    ("part", "whole", "seen"),
    [
        (2, 4, None),
        (3, 6, Share()),
        (9, 9, Share()),
        (6, 12, Share(percent=50)),
        (11, 12, Share(at_least=67)),
        (12, 12, Share(at_least=67)),
        (0, 20, Share(at_most=20)),
        (4, 20, Share(at_most=20)),
        (5, 20, Share(percent=25)),
    ],
)
def test_a_share_says_no_more_than_that_few_are_out_of_it(part: int, whole: int, seen: Share | None):
    assert share(part, whole) == seen


@given(st.integers(2 * FEW, 60), st.data())
def test_shares_with_the_same_few_look_alike(whole: int, data: st.DataObject):
    few = data.draw(st.integers(0, FEW - 1))
    assert share(few, whole) == share(0, whole)
    assert share(whole - few, whole) == share(whole, whole)


def test_medians_and_quartiles_need_people():
    assert median([1, 2, 3, 4]) is None
    assert median([5, 1, 3, 2, 4]) == 3
    assert quartiles([1.0] * 9) is None
    assert quartiles([float(n) for n in range(1, 11)]) == (3.25, 5.5, 7.75)


@pytest.mark.parametrize(
    ("one", "other", "clearly"),
    [
        ((18, 20), (8, 20), True),
        ((18, 20), (15, 20), False),
        ((9, 9), (0, 20), False),
        ((20, 20), (20, 20), False),
        ((0, 10), (0, 10), False),
        ((7, 10), (5, 10), False),
        ((10, 10), (0, 10), True),
        ((300, 400), (240, 400), False),
    ],
)
def test_languages_differ_clearly(one: tuple[int, int], other: tuple[int, int], clearly: bool):
    assert differ_clearly(one, other) is clearly
    assert differ_clearly(other, one) is clearly
