"""Reads a storyboard: what is drawn, lit, moved and hidden in each scene, and at which second. Pure.

One line is one beat; what is joined by & in it happens together. The next beat begins when the one before is done.
docs/course-films.md has the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

WIDE, HIGH, QUIET = 100.0, 56.25, 47.0
"""The stage; below QUIET stand the captions."""
SECONDS = {"draw": 1.2, "hide": 0.7, "light": 0.7, "dim": 0.7, "open": 1.4, "move": 1.5, "scale": 1.0, "turn": 1.2}
GAP = 0.2
START = 0.4
MANY = ("hide", "light", "dim", "open", "turn")
POINT = re.compile(r"^-?\d+(\.\d+)?,-?\d+(\.\d+)?$")
OPTIONS = frozenset(("at", "from", "to", "wide", "high", "size", "hue", "as", "says"))
KINDS = frozenset(
    (
        *("person", "head", "table", "desk", "hands", "board", "card", "note", "caption", "bubble", "plate", "sign"),
        *(
            "document",
            "door",
            "clock",
            "part",
            "strand",
            "ring",
            "segment",
            "loaf",
            "circuit",
            "arrow",
            "beam",
            "crate",
        ),
        *("weight", "span", "column", "room"),
    )
)
Point = tuple[float, float]


class BoardError(ValueError):
    """A line that cannot be drawn."""


@dataclass(frozen=True)
class Element:
    """A thing on the stage."""

    kind: str
    name: str
    options: dict[str, str] = field(default_factory=dict, hash=False)

    def number(self, option: str, otherwise: float) -> float:
        """A number among its options."""
        return float(self.options.get(option, otherwise))


@dataclass(frozen=True)
class Act:
    """What happens to an element, from one second of the film to another."""

    deed: str
    name: str
    start: float
    end: float
    value: str = ""


@dataclass(frozen=True)
class Board:
    """A storyboard, read."""

    seconds: int
    elements: dict[str, Element]
    acts: tuple[Act, ...]
    scenes: dict[str, float]
    """Each scene's first second."""
    poster: float


def read(data: dict[str, Any]) -> Board:
    """Everything with its time. Raises BoardError with the scene and the line."""
    elements: dict[str, Element] = {}
    acts: list[Act] = []
    scenes: dict[str, float] = {}
    begun = 0.0
    for scene in data["scenes"]:
        scenes[scene["id"]] = begun
        at = begun + START
        for beat in scene["draw"]:
            end = at
            for line in str(beat).split(" & "):
                try:
                    found = list(_line(line, at, elements))
                except BoardError as error:
                    raise BoardError(f"scene {scene['id']}, “{line}”: {error}") from error
                end = max([end, *(act.end for act in found)])
                acts += [act for act in found if act.deed != "wait"]
            at = end + GAP
        begun += scene["seconds"]
        if at - GAP > begun + 0.001:
            raise BoardError(f"scene {scene['id']}: its beats last {at - GAP - scenes[scene['id']]:.1f} s")
    return Board(data["seconds"], elements, tuple(acts), scenes, float(data["poster"]))


def point(text: str) -> Point:
    """Two numbers."""
    if not POINT.match(text):
        raise BoardError(f"“{text}” is no place")
    x, y = text.split(",")
    return float(x), float(y)


def _line(line: str, at: float, elements: dict[str, Element]) -> Iterator[Act]:
    deed, *words = line.replace(", ", ",,").split()
    if deed == "wait":
        yield Act("wait", "", at, at + float(words[0]))
    elif deed == "draw":
        element = _element(words)
        if element.name in elements:
            raise BoardError(f"“{element.name}” is drawn already")
        elements[element.name] = element
        yield Act(deed, element.name, at, at + SECONDS[deed])
    elif deed in MANY:
        for name in " ".join(words).split(",,"):
            yield Act(deed, _known(name, elements), at, at + SECONDS[deed])
    elif deed in ("move", "scale"):
        name, *rest = words
        yield Act(deed, _known(name, elements), at, at + SECONDS[deed], _value(deed, rest))
    else:
        raise BoardError(f"nobody can “{deed}”")


def _value(deed: str, rest: list[str]) -> str:
    value = rest[-1]
    if deed == "scale":
        return str(float(value))
    return value if rest[0] == "round" else ",".join(map(str, point(value)))


def _known(name: str, elements: dict[str, Element]) -> str:
    if name not in elements:
        raise BoardError(f"nothing is called “{name}”")
    return name


def _element(words: list[str]) -> Element:
    kind, name, *rest = words
    if kind not in KINDS:
        raise BoardError(f"“{kind}” is no kind of thing")
    options = dict(zip(rest[::2], rest[1::2], strict=True))
    if odd := set(options) - OPTIONS:
        raise BoardError(f"“{odd.pop()}” is no option")
    if "at" in options:
        _x, y = point(options["at"])
        if y > QUIET:
            raise BoardError(f"{y} lies among the captions")
    return Element(kind, name, options)
