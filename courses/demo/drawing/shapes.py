"""Which kind of thing is drawn by what."""

from collections.abc import Callable

from courses.demo.drawing import papers, people, things
from courses.demo.drawing.board import BoardError, Element, Point, point
from courses.demo.drawing.look import UNIT
from courses.demo.drawing.pen import Piece

PLAIN: dict[str, Callable[[Element], Piece]] = {
    "person": people.person,
    "head": people.head,
    "desk": people.desk,
    "table": people.table,
    "hands": people.hands,
    "room": people.room,
}
WORDED: dict[str, Callable[[Element, str], Piece]] = {
    "card": papers.card,
    "note": papers.note,
    "caption": papers.caption,
    "bubble": papers.bubble,
    "document": papers.document,
    "board": papers.board,
    "crate": papers.crate,
    "clock": things.clock,
    "part": things.part,
    "strand": things.strand,
    "ring": things.ring,
    "segment": things.segment,
    "loaf": things.loaf,
    "circuit": things.circuit,
    "weight": things.weight,
    "span": things.span,
    "column": things.column,
}
OPENED: dict[str, Callable[[Element, str, float], Piece]] = {"door": things.door, "plate": papers.plate}
BETWEEN: dict[str, Callable[[float, float], Piece]] = {"beam": people.beam, "arrow": things.arrow}
LAYERS = {"room": 0, "desk": 1, "ring": 1, "door": 1, "beam": 2, "person": 3, "head": 3, "table": 4, "caption": 7}
"""What stands behind and before; anything else lies at 5."""
SCALED = frozenset(("person", "head", "hands", "loaf", "circuit", "part", "clock", "strand", "document", "weight"))
"""Where `size` says how large it is, 1 being as usual; elsewhere it is of letters."""


def layer(element: Element) -> int:
    """Where it stands."""
    return LAYERS.get(element.kind, 5)


def place(element: Element, elements: dict[str, Element], option: str = "at") -> Point:
    """Where it is drawn: a point, or where another thing was drawn."""
    value = element.options.get("from" if element.kind in BETWEEN and option == "at" else option, "")
    if value in elements:
        return place(elements[value], elements)
    return point(value)


def piece(element: Element, text: str, opened: float, elements: dict[str, Element]) -> Piece:
    """The drawing of a thing."""
    if element.kind in BETWEEN:
        (x1, y1), (x2, y2) = place(element, elements), place(element, elements, "to")
        return BETWEEN[element.kind]((x2 - x1) * UNIT, (y2 - y1) * UNIT)
    if element.kind in OPENED:
        return OPENED[element.kind](element, text, opened)
    if element.kind in WORDED:
        return WORDED[element.kind](element, text)
    if element.kind in PLAIN:
        return PLAIN[element.kind](element)
    raise BoardError(f"“{element.kind}” cannot be drawn")
