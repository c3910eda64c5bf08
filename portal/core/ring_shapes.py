"""Polar points, arcs and short numbers for SVG paths."""

from math import cos, radians, sin

Point = tuple[float, float]


def point(radius: float, angle: float) -> Point:
    """Cartesian place of a polar point; the angle runs clockwise from twelve o'clock."""
    return radius * sin(radians(angle)), -radius * cos(radians(angle))


def stroke(value: float) -> str:
    """One decimal at most, no trailing zero, no negative zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def number(*values: float) -> str:
    """Coordinates in a row, as short as SVG allows: a minus sign already separates."""
    texts = [stroke(value) for value in values]
    return texts[0] + "".join(text if text.startswith("-") else f" {text}" for text in texts[1:])


def segment(inner: float, outer: float, start: float, end: float) -> str:
    """The outline of a piece of the ring between two radii and two angles."""
    a, b = number(*point(outer, start)), number(*point(outer, end))
    c, d = number(*point(inner, end)), number(*point(inner, start))
    far, near = stroke(outer), stroke(inner)
    return f"M{a}A{far} {far} 0 0 1 {b}L{c}A{near} {near} 0 0 0 {d}Z"


def line(*points: Point) -> str:
    """A path through the points."""
    return "M" + "L".join(number(*place) for place in points)
