"""A film, frame by frame: where everything is at a second, and its picture."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy
import skia

from courses.demo.drawing import shapes
from courses.demo.drawing.board import Act, Board, BoardError, Element, Point, point
from courses.demo.drawing.look import GROUND, HEIGHT, RATE, UNIT, WIDTH, eased, part
from courses.demo.drawing.pen import Piece
from courses.demo.drawing.things import STEPS
from courses.demo.drawing.words import NoRoom

ORBIT = 5.0
"""How far outside the ring the loaf travels."""


@dataclass(frozen=True)
class State:
    """How a thing is at a moment."""

    name: str
    at: Point
    drawn: float = 0.0
    gone: float = 0.0
    lit: float = 0.0
    opened: float = 0.0
    scale: float = 1.0
    turned: float = 0.0


class Stage:
    """A storyboard with the words of one language."""

    def __init__(self, board: Board, labels: dict[str, str]) -> None:
        self.board, self.labels = board, labels
        self.acts: dict[str, list[Act]] = {name: [] for name in board.elements}
        for act in board.acts:
            self.acts[act.name].append(act)
        self.order = sorted(board.elements.values(), key=shapes.layer)
        self._pieces: dict[tuple[str, float], Piece] = {}
        self.surface = skia.Surface(WIDTH, HEIGHT)

    def problems(self) -> list[str]:
        """Words that do not fit, and things that cannot be drawn."""
        found = []
        for element in self.order:
            try:
                self._piece(element, 0.0)
            except (NoRoom, BoardError) as error:
                found.append(f"{element.name}: {error}")
        return found

    def frames(self) -> Iterator[numpy.ndarray]:
        """Every picture, as red, green, blue, alpha. The same object while nothing moves."""
        last: tuple[State, ...] | None = None
        picture = numpy.zeros(0)
        for number in range(self.board.seconds * RATE):
            states = tuple(self.states(number / RATE))
            if states != last:
                picture, last = self._paint(states), states
            yield picture

    def picture(self, second: float) -> numpy.ndarray:
        """The picture at a second."""
        return self._paint(tuple(self.states(second)))

    def states(self, second: float) -> Iterator[State]:
        """What is to be seen, from back to front."""
        for element in self.order:
            size = element.number("size", 1) if element.kind in shapes.SCALED else 1.0
            state = State(element.name, shapes.place(element, self.board.elements), scale=size)
            for act in self.acts[element.name]:
                if second >= act.start:
                    state = self._after(state, act, eased(part(second, act.start, act.end)))
            if state.drawn > 0 and state.gone < 1 and state.turned < 1:
                yield state

    def _after(self, state: State, act: Act, share: float) -> State:
        match act.deed:
            case "draw":
                return replace(state, drawn=max(share, 0.001))
            case "hide":
                return replace(state, gone=share)
            case "light":
                return replace(state, lit=max(state.lit, share))
            case "dim":
                return replace(state, lit=state.lit * (1 - share))
            case "open":
                return replace(state, opened=share)
            case "turn":
                return replace(state, turned=share)
            case "scale":
                return replace(state, scale=state.scale + (float(act.value) - state.scale) * share)
        return replace(state, at=self._moved(state.at, act.value, share))

    def _moved(self, start: Point, value: str, share: float) -> Point:
        if "," in value:
            x, y = point(value)
            return start[0] + (x - start[0]) * share, start[1] + (y - start[1]) * share
        ring = self._ring
        (x, y), radius = shapes.place(ring, self.board.elements), ring.number("size", 16) + ORBIT
        goal = -90 + (float(value) - 0.5) * 360 / STEPS
        begun = math.degrees(math.atan2(start[1] - y, start[0] - x))
        angle = math.radians(begun + ((goal - begun) % 360) * share)
        return x + radius * math.cos(angle), y + radius * math.sin(angle)

    @cached_property
    def _ring(self) -> Element:
        return next(element for element in self.order if element.kind == "ring")

    def _piece(self, element: Element, opened: float) -> Piece:
        key = element.name, round(opened, 3)
        if key not in self._pieces:
            text = self.labels.get(element.name, "")
            self._pieces[key] = shapes.piece(element, text, opened, self.board.elements)
        return self._pieces[key]

    def _paint(self, states: tuple[State, ...]) -> numpy.ndarray:
        canvas = self.surface.getCanvas()
        canvas.clear(skia.Color(*bytes.fromhex(GROUND[1:])))
        for state in states:
            canvas.save()
            canvas.translate(state.at[0] * UNIT, state.at[1] * UNIT)
            canvas.scale(state.scale * max(0.001, 1 - state.turned), state.scale)
            if state.gone > 0:
                canvas.saveLayerAlpha(None, round(255 * (1 - state.gone)))
            self._piece(self.board.elements[state.name], state.opened).paint(canvas, state.drawn, state.lit)
            if state.gone > 0:
                canvas.restore()
            canvas.restore()
        return numpy.asarray(self.surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))
