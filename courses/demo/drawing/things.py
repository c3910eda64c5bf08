"""Things without words, or with a word or two."""

import math

import skia

from courses.demo.drawing.board import Element
from courses.demo.drawing.look import AMBER, DEEP, FAINT, GROUND, HUES, INK, LINE, PAPER, RED, UNIT
from courses.demo.drawing.pen import Mark, Piece, arc, box, circle, ellipse, line, mixed, path
from courses.demo.drawing.words import fitted

STEPS = 7
CRUST = "#d99a4e"


def door(element: Element, _text: str, opened: float) -> Piece:
    """A door, seen from the front; opened, its leaf has swung to the left and light comes out."""
    width, height = element.number("wide", 22) * UNIT, element.number("high", 38) * UNIT
    x, y = width / 2, height / 2
    hinge, edge, rise = -x, x - (width + 70) * opened, 26 * opened
    leaf = path(f"M{hinge} {-y} L{edge} {-y - rise} L{edge} {y + rise * 0.5} L{hinge} {y} Z")
    inside = box(width, height, 2)
    marks = [
        Mark(inside, LINE, mixed(DEEP, "#5f4a28", opened), 4),
        Mark(leaf, LINE, DEEP, 3.2),
    ]
    if opened < 0.6 and element.options.get("as") != "locked":
        knob = edge - 22 if edge - hinge > 60 else edge
        marks.append(Mark(circle(knob, 14, 7), AMBER, GROUND, 3))
    return Piece(marks)


def clock(_element: Element, text: str) -> Piece:
    """A stopwatch with a time on it."""
    marks = [
        Mark(box(18, 16, 3, 0, -84), LINE, DEEP, 3),
        Mark(line(50, -58, 60, -68), LINE, None, 5),
        Mark(circle(0, 0, 74), LINE, PAPER, 4, glow="#ffedcf"),
        *(Mark(_tick(62, turn), INK, None, 2.6, lit=None) for turn in range(0, 360, 30)),
    ]
    words = fitted(text, 110, 60, 40, "sans", INK)
    return Piece(marks, [(words, -55, -words.height / 2)], halo=circle(0, 0, 84))


def part(_element: Element, text: str) -> Piece:
    """A turned part with a bored hole, and what the drawing asks of it."""
    marks = [
        Mark(path("M-96 -52 L96 -52 L96 52 L-96 52 Z"), LINE, DEEP, 3.6, glow="#3b4a3f"),
        Mark(circle(0, 0, 38), LINE, GROUND, 3.4),
        Mark(line(-54, 0, 54, 0, 0), FAINT, None, 1.8, dash=9),
        Mark(line(0, -66, 0, 66, 0), FAINT, None, 1.8, dash=9),
        Mark(circle(-72, -30, 7), LINE, GROUND, 2.2),
        Mark(circle(72, -30, 7), LINE, GROUND, 2.2),
        Mark(circle(-72, 30, 7), LINE, GROUND, 2.2),
        Mark(circle(72, 30, 7), LINE, GROUND, 2.2),
        Mark(path("M27 -27 L70 -84 L96 -84"), AMBER, None, 2.6),
    ]
    words = fitted(text, 260, 44, 34, "sans", PAPER)
    return Piece(marks, [(words, -130, -100 - words.height)], halo=box(208, 120, 8))


def strand(element: Element, text: str) -> Piece:
    """A strand of hair, tied at the top, with its name below."""
    dark = element.options.get("as") == "dark"
    fill, stroke = ("#4a2f22", "#a9805f") if dark else ("#c79a63", "#f1d9ae")
    marks = [
        Mark(path("M-24 -60 C-40 -10 -34 30 -46 66 L46 66 C34 26 40 -12 24 -60 Z"), stroke, fill, 3.2),
        *(
            Mark(path(f"M{x} -54 C{x * 1.7} -10 {x * 1.3} 30 {x * 1.9} 60"), stroke, None, 1.8, lit=None)
            for x in (-16, -8, 0, 8, 16)
        ),
        Mark(box(60, 18, 5, 0, -62), LINE, RED if dark else HUES["2"], 3),
    ]
    words = fitted(text, 300, 44, 34, "sans", PAPER)
    return Piece(marks, [(words, -150, 76)], halo=ellipse(120, 160))


def ring(element: Element, _text: str) -> Piece:
    """Seven arcs, from the top clockwise."""
    radius = element.number("size", 16) * UNIT
    width = 30 if radius > 160 else 18
    sweep = 360 / STEPS
    marks = []
    for step in range(STEPS):
        first = -90 + step * sweep + 3
        marks.append(Mark(arc(radius, first, sweep - 6), "#40627d", None, width, lit="#40627d"))
    return Piece(marks)


def segment(element: Element, _text: str) -> Piece:
    """One step of the ring, shining, with its number."""
    radius, step = element.number("size", 16) * UNIT, int(element.options["says"])
    sweep = 360 / STEPS
    first = -90 + (step - 1) * sweep + 3
    middle = math.radians(first + sweep / 2 - 3)
    words = fitted(str(step), 40, 40, 28, "sans", INK)
    x, y = radius * math.cos(middle), radius * math.sin(middle)
    return Piece(
        [Mark(arc(radius, first, sweep - 6), AMBER, None, 30, lit="#f2cd6f")],
        [(words, x - 20, y - words.height / 2)],
    )


def loaf(_element: Element, _text: str) -> Piece:
    """A loaf of bread."""
    marks = [
        Mark(path("M-54 22 C-66 -8 -44 -34 0 -34 C44 -34 66 -8 54 22 C40 32 -40 32 -54 22 Z"), "#fbe3b8", CRUST, 3.4),
        *(Mark(path(f"M{x - 10} 6 C{x - 6} -8 {x + 2} -16 {x + 12} -22"), "#fbe3b8", None, 3.2) for x in (-26, 0, 26)),
    ]
    return Piece(marks)


def circuit(element: Element, _text: str) -> Piece:
    """A residual current device with the wires through it; `as uneven`, some current leaves by another way."""
    uneven = element.options.get("as") == "uneven"
    back = 7 if not uneven else 3.2
    marks = [
        Mark(box(128, 168, 10, -40, 0), LINE, DEEP, 3.4),
        Mark(ellipse(74, 116, -40, 0), FAINT, None, 3),
        Mark(line(-220, -44, 170, -44, 0), AMBER, None, 7, lit="#ffd98a"),
        Mark(path("M150 -60 L178 -44 L150 -28"), AMBER, None, 5, lit="#ffd98a"),
        Mark(line(170, 44, -220, 44, 0), HUES["1"], None, back, lit="#bcd9f5"),
        Mark(path("M-196 28 L-224 44 L-196 60"), HUES["1"], None, 5 if not uneven else 3.2, lit="#bcd9f5"),
        Mark(box(56, 120, 6, 200, 0), LINE, DEEP, 3.2),
        Mark(path("M186 -30 Q214 -18 186 -6 Q214 6 186 18 Q214 30 192 40"), RED, None, 3),
    ]
    if uneven:
        marks += [
            Mark(path("M112 -44 L112 96"), RED, None, 5, dash=13, lit=RED),
            Mark(line(84, 100, 140, 100, 0), RED, None, 4, lit=RED),
            Mark(line(94, 110, 130, 110, 0), RED, None, 4, lit=RED),
            Mark(line(104, 120, 120, 120, 0), RED, None, 4, lit=RED),
        ]
    return Piece(marks, halo=box(150, 190, 16, -40, 0))


def arrow(x: float, y: float) -> Piece:
    """From here to a place."""
    angle = math.atan2(y, x)
    wings = []
    for turn in (2.6, -2.6):
        wings.append((x + 26 * math.cos(angle + turn), y + 26 * math.sin(angle + turn)))
    tip = path(f"M{wings[0][0]:.1f} {wings[0][1]:.1f} L{x} {y} L{wings[1][0]:.1f} {wings[1][1]:.1f}")
    return Piece([Mark(line(0, 0, x, y, 0.06), AMBER, None, 4.4), Mark(tip, AMBER, None, 4.4)])


def weight(_element: Element, _text: str) -> Piece:
    """A question mark in a stone."""
    words = fitted("?", 80, 110, 84, "serif", INK)
    return Piece(
        [Mark(circle(0, 0, 58), AMBER, "#f8ecd9", 5), Mark(circle(0, 0, 48), AMBER, None, 1.6)],
        [(words, -40, -words.height / 2 - 3)],
        circle(0, 0, 66),
    )


def span(element: Element, text: str) -> Piece:
    """An effect near zero, with the range around it."""
    half = element.number("wide", 18) * UNIT / 2
    marks = [
        Mark(line(-half, 0, half, 0, 0), FAINT, None, 3),
        Mark(line(0, -26, 0, 26, 0), FAINT, None, 3, dash=7),
        Mark(line(-half * 0.5, 0, half * 0.86, 0, 0), AMBER, None, 7),
        Mark(line(-half * 0.5, -14, -half * 0.5, 14, 0), AMBER, None, 5),
        Mark(line(half * 0.86, -14, half * 0.86, 14, 0), AMBER, None, 5),
        Mark(circle(half * 0.2, 0, 11), AMBER, PAPER, 4),
    ]
    zero = fitted("0", 40, 44, 30, "sans", PAPER)
    words = fitted(text, 2 * half + 20, 90, 32, "sans", PAPER)
    return Piece(marks, [(zero, -20, -26 - zero.height), (words, -half - 10, 34)])


def column(element: Element, text: str) -> Piece:
    """Two bars, before and after: `as more` has grown, otherwise it has not."""
    room = element.number("wide", 11) * UNIT
    top = -96 if element.options.get("as") == "more" else -48
    hue = HUES["2"] if top < -50 else FAINT
    marks = [
        Mark(path("M-34 0 L-34 -48 L-6 -48 L-6 0 Z"), FAINT, GROUND, 3),
        Mark(path(f"M6 0 L6 {top} L34 {top} L34 0 Z"), hue, hue if top < -50 else GROUND, 3),
        Mark(line(-48, 0, 48, 0, 0), LINE, None, 3.4),
    ]
    words = fitted(text, room, 44, 32, "sans", PAPER)
    return Piece(marks, [(words, -room / 2, 8)])


def _tick(radius: float, turn: float) -> skia.Path:
    x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return line(x * radius, y * radius, x * (radius - 8), y * (radius - 8), 0)
