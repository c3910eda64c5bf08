"""People and what they sit at."""

import math

import skia

from courses.demo.drawing.board import Element
from courses.demo.drawing.look import AMBER, DEEP, FAINT, GROUND, HUES, LINE, PAPER, UNIT
from courses.demo.drawing.pen import Mark, Piece, box, circle, ellipse, line, path

SHOULDERS = "M-52 46 C-52 2 -34 -22 0 -22 C34 -22 52 2 52 46 Z"


def person(element: Element) -> Piece:
    """From the front, down to the chest."""
    stroke = _hue(element)
    marks = [
        Mark(path(SHOULDERS), stroke, DEEP),
        Mark(circle(0, -50, 25), stroke, DEEP),
        Mark(path("M-24 -58 C-14 -80 18 -80 24 -56 C10 -66 -8 -66 -24 -58"), stroke, stroke, 2),
    ]
    if element.options.get("as") == "teacher":
        marks.append(Mark(path("M-13 -19 L0 -2 L13 -19"), stroke, None, 2.6))
    if element.options.get("as") == "observer":
        marks += [
            Mark(box(46, 56, 4, 34, 18), AMBER, PAPER, 2.6),
            *(Mark(line(20, y, 48, y), FAINT, None, 2) for y in (4, 16, 28)),
        ]
    return Piece(marks)


def head(element: Element) -> Piece:
    """From above."""
    stroke = _hue(element)
    marks = [
        Mark(path("M-46 6 C-50 -18 -46 -32 -34 -34 C-26 -34 -24 -26 -28 -14"), stroke, DEEP, lit=None),
        Mark(path("M46 6 C50 -18 46 -32 34 -34 C26 -34 24 -26 28 -14"), stroke, DEEP, lit=None),
        Mark(path("M-46 4 C-46 -16 46 -16 46 4 C46 30 -46 30 -46 4 Z"), stroke, DEEP, lit=None),
        Mark(circle(0, 0, 21), stroke, stroke, lit=None),
        Mark(path("M-9 -9 C-3 -15 8 -14 12 -6"), DEEP, None, 2.4, lit=None),
    ]
    if element.options.get("as") == "teacher":
        turned = skia.Matrix()
        turned.setScale(1, -1)
        for mark in marks:
            mark.path.transform(turned)
    if element.options.get("as") == "observer":
        marks += [Mark(box(38, 28, 3, 0, -38), AMBER, PAPER, 2.4), Mark(line(-10, -38, 10, -38), FAINT, None, 2)]
    return Piece(marks, halo=ellipse(96, 60, 0, 2))


def desk(element: Element) -> Piece:
    """From above, with a sheet on it."""
    width = element.number("wide", 15) * UNIT
    return Piece(
        [
            Mark(box(width, 46, 4), LINE, DEEP, 2.8),
            Mark(box(34, 26, 2), FAINT, None, 2),
            *(Mark(line(-10, y, 10, y), FAINT, None, 1.6) for y in (-5, 4)),
        ]
    )


def table(element: Element) -> Piece:
    """From the front: a board on two legs."""
    half = element.number("wide", 60) * UNIT / 2
    return Piece(
        [
            Mark(path(f"M{-half} 0 L{half} 0 L{half - 10} 14 L{10 - half} 14 Z"), LINE, DEEP),
            Mark(line(40 - half, 14, 34 - half, 64)),
            Mark(line(half - 40, 14, half - 34, 64)),
        ]
    )


def hands(_element: Element) -> Piece:
    """Two hands at work on a piece."""
    hand = "M-150 74 L-92 14 C-80 0 -58 -10 -42 -6 C-30 -2 -30 8 -42 10 "
    hand += "C-30 12 -28 22 -40 24 C-48 30 -60 28 -70 32 L-112 96"
    mirrored = skia.Matrix()
    mirrored.setScale(-1, 1)
    left, right = path(hand), path(hand)
    right.transform(mirrored)
    return Piece(
        [
            Mark(box(74, 50, 4, 0, 2), AMBER, PAPER, 3),
            Mark(circle(0, 2, 13), GROUND, None, 3),
            Mark(left, LINE, DEEP),
            Mark(right, LINE, DEEP),
        ]
    )


def room(element: Element) -> Piece:
    """Walls seen from above, with a door."""
    width, height = element.number("wide", 96) * UNIT, element.number("high", 45) * UNIT
    left, top = -width / 2, -height / 2
    return Piece(
        [
            Mark(box(width, height, 4), FAINT, None, 2.6),
            Mark(box(width - 16, height - 16, 2), FAINT, None, 1.4),
            Mark(line(left + 60, top + 4, left + 150, top + 4), GROUND, None, 14, lit=None),
            Mark(
                path(f"M{left + 60} {top + 8} C{left + 60} {top + 60} {left + 100} {top + 98} {left + 150} {top + 98}")
            ),
        ]
    )


def beam(x: float, y: float) -> Piece:
    """Light that falls from here to a place."""
    length, angle = math.hypot(x, y), math.atan2(y, x)
    far, near = 52.0, 10.0
    corners = [(26, -near), (length, -far / 2 - 14), (length, far / 2 + 14), (26, near)]
    turned = [
        (a * math.cos(angle) - b * math.sin(angle), a * math.sin(angle) + b * math.cos(angle)) for a, b in corners
    ]
    wedge = path("M" + " L".join(f"{a:.1f} {b:.1f}" for a, b in turned) + " Z")
    pool = circle(x, y, far)
    return Piece(
        [
            Mark(wedge, None, "#f2cd6f", alpha=0.3, glow="#ffd98a", soft=4),
            Mark(pool, None, "#f2cd6f", alpha=0.22, glow="#ffd98a", soft=6),
        ]
    )


def _hue(element: Element) -> str:
    if element.options.get("as") == "observer":
        return AMBER
    return HUES.get(element.options.get("hue", ""), LINE)
