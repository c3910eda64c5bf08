"""The ring: five arcs, one for each big idea, drawn as SVG by pure functions.

Angles are degrees clockwise from twelve o'clock, radii are units of a box from -100 to 100.
Colours come from the style sheet (`ring.css`, the idea classes `i1` … `i5`); here are only shapes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from portal.core.ring_patterns import PATTERNS, Field
from portal.core.ring_shapes import number, point, segment, stroke

IDEAS = (1, 2, 3, 4, 5)
ARC = 360 / len(IDEAS)

UnitState = Literal["done", "now", "open"]


@dataclass(frozen=True)
class Voice:
    """How one variant of the ring is cut: radii, the gap between ideas, the scale of the patterns."""

    inner: float
    outer: float
    gap: float
    scale: float = 1
    inset: float = 0
    turn: float = 0

    @property
    def middle(self) -> float:
        """The radius halfway between the two edges."""
        return (self.inner + self.outer) / 2

    def span(self, idea: int) -> tuple[float, float]:
        """First and last angle of an idea's arc."""
        start = ARC * (idea - 1)
        return start + self.gap / 2, start + ARC - self.gap / 2

    def field(self, start: float, end: float) -> Field:
        """The part of an arc that carries the pattern."""
        return Field(self.inner + self.inset, self.outer - self.inset, start + self.turn, end - self.turn, self.scale)


FULL = Voice(inner=64, outer=98, gap=3, scale=0.72)
IDEA = Voice(inner=56, outer=99, gap=6, scale=2.2, inset=6, turn=4)
MARK = Voice(inner=52, outer=98, gap=9)
PROGRESS = Voice(inner=68, outer=94, gap=4.5, scale=0.85, inset=3, turn=0.8)
UNIT_GAP = 1.5


def _pattern(idea: int, field: Field, css: str = "ring-p") -> str:
    pattern = PATTERNS[idea]
    width = stroke(pattern.width * pattern.scaled(field.scale))
    return f'<path class="{css}" stroke-width="{width}" d="{pattern.draw(field)}"/>'


def _label(idea: int, x: str, y: str, css: str = "ring-num") -> str:
    return f'<text class="{css}" x="{x}" y="{y}">{idea}</text>'


def _full_arc(idea: int) -> str:
    start, end = FULL.span(idea)
    shape = segment(FULL.inner, FULL.outer, start, end)
    x, y = (number(part) for part in point(FULL.middle, (start + end) / 2))
    return (
        f'<g class="i{idea}"><path class="ring-tint" d="{shape}"/>{_pattern(idea, FULL.field(start, end))}'
        f'<path class="ring-edge" d="{shape}"/><circle class="ring-disc" cx="{x}" cy="{y}" r="10.5"/>'
        f"{_label(idea, x, y)}</g>"
    )


@lru_cache(maxsize=1)
def full() -> str:
    """The engraved ring that opens a page: patterns, numbers and the cycle running inside."""
    cycle = (
        '<path class="ring-cycle" d="M7.2-51.5A52 52 0 1 1-7.2-51.5"/>'
        '<path class="ring-cycle" d="M-14.1-54.7L-7.2-51.5L-11.4-45.8"/>'
    )
    return "".join(_full_arc(idea) for idea in IDEAS) + cycle


@lru_cache(maxsize=len(IDEAS))
def idea(which: int) -> str:
    """One arc sounds, four whisper; the number stands in the middle."""
    return "".join(_idea_arcs(which)) + _label(which, "0", "0", f"ring-num ring-num--big i{which}")


def _idea_arcs(which: int) -> Iterator[str]:
    radius = stroke(IDEA.middle)
    for other in IDEAS:
        start, end = IDEA.span(other)
        if other == which:
            shape = segment(IDEA.inner, IDEA.outer, start, end)
            cut = _pattern(other, IDEA.field(start, end), "ring-p ring-p--cut")
            yield f'<g class="i{other}"><path class="ring-solid" d="{shape}"/>{cut}</g>'
        else:
            (x0, y0), (x1, y1) = point(IDEA.middle, start), point(IDEA.middle, end)
            path = f"M{number(x0, y0)}A{radius} {radius} 0 0 1 {number(x1, y1)}"
            yield f'<path class="ring-rest" d="{path}"/>'


@lru_cache(maxsize=1)
def mark() -> str:
    """The solid ring: logo, waiting, smallest sizes."""
    return "".join(
        f'<path class="i{idea} ring-solid" d="{segment(MARK.inner, MARK.outer, *MARK.span(idea))}"/>' for idea in IDEAS
    )


def _pointer(middle: float) -> str:
    (x0, y0), (x1, y1), (x2, y2) = point(65, middle), point(56, middle - 4.25), point(56, middle + 4.25)
    return f'<path class="ring-pointer" d="M{number(x0, y0)}L{number(x1, y1)}L{number(x2, y2)}Z"/>'


def _unit(idea: int, state: UnitState, start: float, end: float) -> str:
    shape = segment(PROGRESS.inner, PROGRESS.outer, start, end)
    if state == "done":
        cut = _pattern(idea, PROGRESS.field(start, end), "ring-p ring-p--cut")
        return f'<path class="ring-solid" d="{shape}"/>{cut}'
    if state == "now":
        return f'<path class="ring-now" d="{shape}"/>{_pointer((start + end) / 2)}'
    return f'<path class="ring-open" d="{shape}"/>'


def _module(idea: int, states: Sequence[UnitState], numbered: bool) -> str:
    first, last = PROGRESS.span(idea)
    width = (last - first - UNIT_GAP * (len(states) - 1)) / len(states)
    starts = [first + place * (width + UNIT_GAP) for place in range(len(states))]
    units = "".join(_unit(idea, state, start, start + width) for state, start in zip(states, starts, strict=True))
    x, y = (number(part) for part in point(103, (first + last) / 2))
    return f'<g class="i{idea}">{units}{_label(idea, x, y) if numbered else ""}</g>'


@lru_cache(maxsize=256)
def progress(modules: tuple[tuple[UnitState, ...], ...], numbered: bool = True) -> str:
    """Units as segments: done is solid, now is framed and pointed at, open is an outline."""
    return "".join(_module(idea, states or ("open",), numbered) for idea, states in zip(IDEAS, modules, strict=True))


def states(done: int, sizes: Sequence[int]) -> tuple[tuple[UnitState, ...], ...]:
    """The states of all units when `done` of them are finished in order and the next one is now."""
    finished: UnitState = "done"
    waiting: UnitState = "open"
    flat: list[UnitState] = [*(finished for _ in range(done)), "now", *(waiting for _ in range(sum(sizes)))]
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return tuple(tuple(flat[end - size : end]) for size, end in zip(sizes, ends, strict=True))
