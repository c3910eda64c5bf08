"""Figures that point at nobody: pure rules, without database.

A number about fewer than `FEW` people is not shown, and neither is any number from which it could be worked out. A
table is shown with its sums; what is hidden in it has at least two values that fit everything shown, and no sum of
hidden numbers that can be worked out is about fewer than `FEW` people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf, sqrt

FEW = 5
CLEAR_POINTS, CLEAR_PEOPLE, CLEAR_Z = 20, 10, 1.96

Table = list[list[int]]
Place = tuple[int, int]
Knot = tuple[int, int]
"""0 and the number of a row, 1 and the number of a column."""
Ways = dict[Knot, list[tuple[Knot, Place]]]


@dataclass(frozen=True)
class Shown:
    """A table as it may be seen: None stands for what is not."""

    rows: tuple[tuple[int | None, ...], ...]
    row_sums: tuple[int | None, ...]
    column_sums: tuple[int | None, ...]
    total: int | None


def protect(rows: Sequence[Sequence[int]], *, row_sums: bool = True) -> Shown:
    """Hide what is small, then what would give it away. With `row_sums` the sums of rows are shown, too."""
    full = _with_sums(rows)
    width = len(full[0]) - 1
    free = frozenset() if row_sums else frozenset((line, width) for line in range(len(full)))
    hidden = {place for place in _places(full) if full[place[0]][place[1]] < FEW} | free
    ways = _ways(full, free)
    while more := _to_hide(full, hidden, free, ways):
        hidden |= more
    seen = [[None if (i, j) in hidden else value for j, value in enumerate(row)] for i, row in enumerate(full)]
    return Shown(
        rows=tuple(tuple(row[:-1]) for row in seen[:-1]),
        row_sums=tuple(row[-1] for row in seen[:-1]),
        column_sums=tuple(seen[-1][:-1]),
        total=seen[-1][-1],
    )


def _with_sums(rows: Sequence[Sequence[int]]) -> Table:
    table = [[*row, sum(row)] for row in rows]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


def _places(table: Table) -> Iterator[Place]:
    return ((i, j) for i, row in enumerate(table) for j in range(len(row)))


def _to_hide(table: Table, hidden: set[Place], free: frozenset[Place], ways: Ways) -> set[Place]:
    """The next numbers to hide; empty when nothing can be worked out any more."""
    safe: set[Place] = set()
    for place in sorted(hidden - free):
        if place in safe:
            continue
        circle = _circle(place, table, hidden, ways)
        if more := circle - hidden:
            return more
        safe |= circle
    for line in (*_rows(table), *_columns(table)):
        gone = [place for place in line[:-1] if place in hidden]
        if gone and line[-1] not in hidden and sum(table[i][j] for i, j in gone) < FEW:
            left = [place for place in line if place not in hidden]
            return {min(left, key=lambda place: (_cost(place, table), place))}
    return set()


def _ways(table: Table, free: frozenset[Place]) -> Ways:
    """Rows and columns are the knots, numbers the ways between them. A sum moves against its parts."""
    ways: Ways = {}
    for i, j in _places(table):
        is_sum = (i == len(table) - 1) != (j == len(table[0]) - 1)
        falls = table[i][j] > 0 or (i, j) in free
        if falls or not is_sum:
            ways.setdefault((0, i), []).append(((1, j), (i, j)))
        if falls or is_sum:
            ways.setdefault((1, j), []).append(((0, i), (i, j)))
    return ways


def _rows(table: Table) -> list[list[Place]]:
    return [[(i, j) for j in range(len(table[0]))] for i in range(len(table))]


def _columns(table: Table) -> list[list[Place]]:
    return [[(i, j) for i in range(len(table))] for j in range(len(table[0]))]


def _cost(place: Place, table: Table) -> int:
    """What the reader loses; sums are dearest."""
    i, j = place
    return table[i][j] + 1 + (table[-1][-1] if i == len(table) - 1 or j == len(table[0]) - 1 else 0)


def _circle(place: Place, table: Table, hidden: set[Place], ways: Ways) -> set[Place]:
    """The cheapest circle of numbers through this one. With all of it hidden, none of it can be worked out.

    Add and take away 1 in turn along the circle, and another table of whole numbers, none below zero, fits all that
    is shown. Without any circle everything has to go.
    """
    costs = {way: 0 if way in hidden else _cost(way, table) for way in _places(table)}
    row, column = (0, place[0]), (1, place[1])
    found = [
        _cheapest(goal, start, ways, costs, place)
        for start, goal in ((row, column), (column, row))
        if (goal, place) in ways.get(start, [])
    ]
    return min(found, key=lambda one: (one[0], sorted(one[1])), default=(0, set(_places(table))))[1] | {place}


def _cheapest(start: Knot, goal: Knot, ways: Ways, costs: dict[Place, int], without: Place) -> tuple[float, set[Place]]:
    """Dijkstra's way from knot to knot."""
    waiting: list[tuple[int, Knot, list[Place]]] = [(0, start, [])]
    seen: set[Knot] = set()
    while waiting:
        spent, knot, path = heappop(waiting)
        if knot == goal:
            return spent, set(path)
        if knot in seen:
            continue
        seen.add(knot)
        for following, way in ways.get(knot, []):
            if way != without and following not in seen:
                heappush(waiting, (spent + costs[way], following, [*path, way]))
    return inf, set(costs)


@dataclass(frozen=True)
class Share:
    """A share as it may be seen, in per cent: exact, or only a bound of it."""

    percent: int | None = None
    at_least: int | None = None
    at_most: int | None = None


def share(part: int, whole: int) -> Share | None:
    """None for fewer than `FEW` people; nothing but that there are enough, where one of two sides must be small.

    Else, where those in it or out of it are few, only that they are few is said.
    """
    if whole < FEW:
        return None
    if whole < 2 * FEW:
        return Share()
    if whole - part < FEW:
        return Share(at_least=-(-100 * (whole - FEW + 1) // whole))
    if part < FEW:
        return Share(at_most=100 * (FEW - 1) // whole)
    return Share(percent=round(100 * part / whole))


def quartiles(values: Sequence[float]) -> tuple[float, float, float] | None:
    """Lower quartile, median, upper quartile; None for fewer people than each of them may stand for."""
    if len(values) < 2 * FEW:
        return None
    return _at(sorted(values), 0.25), _at(sorted(values), 0.5), _at(sorted(values), 0.75)


def median(values: Sequence[float]) -> float | None:
    """None for fewer than `FEW` people."""
    return _at(sorted(values), 0.5) if len(values) >= FEW else None


def _at(values: Sequence[float], place: float) -> float:
    exact = place * (len(values) - 1)
    low = int(exact)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (exact - low)


def differ_clearly(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two shares (how many, of how many people) lie so far apart that a translation should be looked at.

    At least ten people each, at least twenty points apart, and chance alone does so in fewer than one of twenty cases.
    """
    (a, n), (b, m) = one, other
    if min(n, m) < CLEAR_PEOPLE:
        return False
    apart = abs(a / n - b / m)
    mean = (a + b) / (n + m)
    spread = sqrt(mean * (1 - mean) * (1 / n + 1 / m))
    return apart * 100 >= CLEAR_POINTS and spread > 0 and apart / spread >= CLEAR_Z
