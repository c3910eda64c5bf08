"""The five patterns of the ideas, drawn in polar coordinates so that they follow the curve.

1 ticks (measuring), 2 strands (two knowledges side by side), 3 dots (pupils), 4 weave (together),
5 chevrons (again, onward). Distances are multiplied by the scale of the field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import radians

from portal.core.ring_shapes import line, number, point, stroke


@dataclass(frozen=True)
class Field:
    """A piece of the ring to be filled with a pattern."""

    inner: float
    outer: float
    start: float
    end: float
    scale: float

    @property
    def turn(self) -> float:
        """Its width in degrees."""
        return self.end - self.start

    @property
    def depth(self) -> float:
        """Its height in units."""
        return self.outer - self.inner

    @property
    def length(self) -> float:
        """Its length in units, along the middle."""
        return radians(self.turn) * (self.inner + self.outer) / 2


def _parts(length: float, step: float) -> int:
    return max(1, round(length / step))


def ticks(field: Field) -> str:
    """Radial lines about every 2.7 degrees."""
    parts = _parts(field.turn, 2.7 * field.scale)
    angles = [field.start + field.turn * place / parts for place in range(1, parts)]
    return "".join(line(point(field.inner, angle), point(field.outer, angle)) for angle in angles)


def strands(field: Field) -> str:
    """Concentric arcs about every 4.6 units."""
    parts = _parts(field.depth, 4.6 * field.scale)
    paths = []
    for place in range(1, parts):
        radius = field.inner + field.depth * place / parts
        begin, end = number(*point(radius, field.start)), number(*point(radius, field.end))
        paths.append(f"M{begin}A{stroke(radius)} {stroke(radius)} 0 0 1 {end}")
    return "".join(paths)


def dots(field: Field) -> str:
    """Rows of dots about every 5.6 units, each row half a step on."""
    step = 5.6 * field.scale
    rows, columns = _parts(field.depth, step), _parts(field.length, step)
    paths = []
    for row in range(rows):
        radius = field.inner + field.depth * (row + 0.5) / rows
        shift = 0.25 if row % 2 else 0.75
        angles = [field.start + field.turn * (column + shift) / columns for column in range(columns)]
        paths += [f"M{number(*point(radius, angle))}h0" for angle in angles]
    return "".join(paths)


def weave(field: Field) -> str:
    """Two families of slanting lines, about every 6.4 degrees, cut off at the ends of the field."""
    scale = PATTERNS[4].scaled(field.scale)
    columns = _parts(field.turn, 6.4 * scale)
    run = max(2, round(field.depth / (11.4 * scale)))
    forward = [_slant(field, place, columns, run) for place in range(1 - run, columns)]
    back = [_slant(field, place, columns, -run) for place in range(1, columns + run)]
    return "".join(forward + back)


def _slant(field: Field, place: int, columns: int, run: int) -> str:
    """A line from column `place` at the inner edge to column `place + run` at the outer edge."""
    low, high = sorted((-place / run, (columns - place) / run))
    ends = []
    for share in (max(0.0, low), min(1.0, high)):
        angle = field.start + field.turn * (place + run * share) / columns
        ends.append(point(field.inner + field.depth * share, angle))
    return line(*ends)


def chevrons(field: Field) -> str:
    """Arrow heads about every 3.9 degrees, their tips 4.2 degrees ahead."""
    ahead = 4.2
    parts = _parts(field.turn - ahead, 3.9 * field.scale)
    middle = (field.inner + field.outer) / 2
    paths = []
    for place in range(parts + 1):
        angle = field.start + (field.turn - ahead) * place / parts
        paths.append(line(point(field.inner, angle), point(middle, angle + ahead), point(field.outer, angle)))
    return "".join(paths)


@dataclass(frozen=True)
class Pattern:
    """A way to fill a field, the width of its line, and the largest scale it bears."""

    draw: Callable[[Field], str]
    width: float
    limit: float = 10

    def scaled(self, scale: float) -> float:
        """The scale, no larger than the pattern bears."""
        return min(scale, self.limit)


PATTERNS = {
    1: Pattern(ticks, 1.5),
    2: Pattern(strands, 1.9),
    3: Pattern(dots, 2.7),
    4: Pattern(weave, 1.25, limit=1.5),
    5: Pattern(chevrons, 1.5),
}
