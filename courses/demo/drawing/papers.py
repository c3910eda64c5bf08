"""Things with words on them."""

import skia

from courses.demo.drawing.board import Element
from courses.demo.drawing.look import AMBER, DEEP, FAINT, HUES, INK, LINE, PAPER, RED, TINT, UNIT
from courses.demo.drawing.pen import Mark, Piece, box, circle, line, path
from courses.demo.drawing.words import Words, fitted


def card(element: Element, text: str) -> Piece:
    """A card of paper. `as doubt` has a red and dashed edge, `hue` a coloured one with a number's worth of stripes."""
    width, height = _size(element, 24, 10)
    words = fitted(text, width - 36, height - 20, _letters(element, 40), "sans", INK)
    doubt = element.options.get("as") == "doubt"
    edge = RED if doubt else HUES.get(element.options.get("hue", ""), LINE)
    sheet = box(width, height, 9)
    marks = [Mark(sheet, None, PAPER), Mark(sheet, edge, None, 6 if doubt else 4, dash=15 if doubt else 0, lit=edge)]
    return Piece(marks, [_middle(words)], halo=box(width + 16, height + 16, 14))


def note(element: Element, text: str) -> Piece:
    """A slip with a folded corner."""
    width, height = _size(element, 24, 10)
    words = fitted(text, width - 34, height - 18, _letters(element, 38), "sans", INK, "left")
    left, top, fold = -width / 2, -height / 2, 24
    outline = f"M{left} {top} L{-left} {top + 2} L{-left} {-top - fold} L{-left - fold} {-top} L{left + 2} {-top - 1} Z"
    corner = f"M{-left} {-top - fold} L{-left - fold} {-top - fold} L{-left - fold} {-top}"
    marks = [Mark(path(outline), AMBER, TINT, 2.6), Mark(path(corner), AMBER, "#e9d5b3", 2.6)]
    return Piece(marks, [(words, left + 17, -words.height / 2)], halo=box(width + 14, height + 14, 8))


def caption(element: Element, text: str) -> Piece:
    """Words alone, to be read as a heading; `as small` as a name."""
    width, height = _size(element, 40, 12)
    small = element.options.get("as") in ("small", "name")
    face, size = ("sans", 34) if small else ("serif", 48)
    words = fitted(text, width, height, _letters(element, size), face, PAPER, element.options.get("says", "center"))
    return Piece([], [(words, -width / 2, -words.height / 2)])


def bubble(element: Element, text: str) -> Piece:
    """What somebody says. Its tail hangs down, to the side `says` tells."""
    width, height = _size(element, 40, 14)
    words = fitted(text, width - 60, height - 30, _letters(element, 56), "serif", INK)
    x, y = width / 2, height / 2
    tail = {"left": -x * 0.5, "right": x * 0.5}.get(element.options.get("says", "center"), 0.0)
    outline = path(
        f"M{-x + 40} {-y} L{x - 40} {-y} Q{x} {-y} {x} {-y + 40} L{x} {y - 40} Q{x} {y} {x - 40} {y} "
        f"L{tail + 26} {y} L{tail} {y + 34} L{tail - 14} {y} L{-x + 40} {y} "
        f"Q{-x} {y} {-x} {y - 40} L{-x} {-y + 40} Q{-x} {-y} {-x + 40} {-y} Z"
    )
    return Piece([Mark(outline, LINE, PAPER, 3.6)], [_middle(words)], halo=outline)


def plate(element: Element, text: str, opened: float) -> Piece:
    """A lock with its name on a plate; opened, its shackle has swung up."""
    width, height = _size(element, 27, 8)
    words = fitted(text, width - 92, height - 12, _letters(element, 40), "sans", PAPER, "left")
    x = -width / 2 + 38
    lift = -9 * opened
    shackle = path(
        f"M{x - 13} {-2 + lift} L{x - 13} {-14 + lift} C{x - 13} {-34 + lift} {x + 13} {-34 + lift} "
        f"{x + 13} {-14 + lift} L{x + 13} {-2 - 12 * opened}"
    )
    marks = [
        Mark(box(width, height, 8), FAINT, DEEP, 2.6),
        Mark(shackle, LINE, None, 4.4),
        Mark(box(44, 32, 5, x, 14), LINE, INK, 3.4),
        Mark(circle(x, 12, 4), LINE, LINE, 2),
    ]
    return Piece(marks, [(words, x + 38, -words.height / 2)])


def document(element: Element, text: str) -> Piece:
    """A sheet, with its name to the right or below."""
    beside = element.options.get("says", "right") == "right"
    width, height = (66, 84) if beside else (92, 116)
    marks = [Mark(box(width, height, 3), LINE, PAPER, 3)]
    step = height / 6
    marks += [
        Mark(_scribble(-width / 2 + 12, -height / 2 + step * (n + 1), width - 24 - 14 * (n % 2)), FAINT, None, 2.2)
        for n in range(5)
    ]
    halo = box(width + 16, height + 16, 8)
    if not text:
        return Piece(marks, halo=halo)
    room = element.number("wide", 16) * UNIT
    words = fitted(text, room, 110, 34, "sans", PAPER, "left" if beside else "center")
    place = (width / 2 + 12, -words.height / 2) if beside else (-room / 2, height / 2 + 10)
    return Piece(marks, [(words, *place)], halo)


def board(element: Element, text: str) -> Piece:
    """A board to write on."""
    width, height = _size(element, 40, 10)
    marks = [
        Mark(box(width, height, 3), LINE, DEEP, 3.6),
        Mark(line(-width / 2 + 20, height / 2 + 7, width / 2 - 20, height / 2 + 7), FAINT, None, 4),
    ]
    words = [_middle(fitted(text, width - 36, height - 16, 36, "sans", PAPER))] if text else []
    return Piece(marks, words, halo=box(width + 12, height + 12, 6))


def crate(element: Element, text: str) -> Piece:
    """One of the boxes a question falls through: an open crate with its name."""
    width, height = _size(element, 36, 8)
    words = fitted(text, width - 44, height - 14, 38, "sans", PAPER, "left")
    x, y = width / 2, height / 2
    marks = [
        Mark(path(f"M{-x} {-y} L{-x} {y} L{x} {y} L{x} {-y}"), LINE, DEEP, 3.4),
        Mark(line(-x - 12, -y, -x + 14, -y), LINE, None, 3.4),
        Mark(line(x - 14, -y, x + 12, -y), LINE, None, 3.4),
    ]
    return Piece(marks, [(words, -x + 26, -words.height / 2)])


def _scribble(x: float, y: float, length: float) -> skia.Path:
    made, at = skia.Path(), x
    made.moveTo(x, y)
    while at < x + length - 6:
        made.quadTo(at + 2.6, y - 4.5, at + 6, y)
        at += 6
    return made


def _size(element: Element, wide: float, high: float) -> tuple[float, float]:
    return element.number("wide", wide) * UNIT, element.number("high", high) * UNIT


def _letters(element: Element, size: int) -> int:
    return int(element.number("size", size))


def _middle(words: Words) -> tuple[Words, float, float]:
    return words, -words.width / 2, -words.height / 2
