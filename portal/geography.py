"""Pins for the partners' map: places close together share one, and no pin hides another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any

from portal.core import geo

NEAR = 14
DISC = 28
PHONE_SCALE = 2


@dataclass
class Pin:
    """A place with the organisations that work there."""

    x: float
    y: float
    members: list[Any] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)
    below: bool = False

    @property
    def discs(self) -> list[dict[str, Any]]:
        """Number discs in a row, above or below the place."""
        first = self.x - (len(self.members) - 1) * DISC / 2
        y = round(self.y + (20 if self.below else -20), 1)
        return [{"x": round(first + i * DISC, 1), "y": y, "who": who} for i, who in enumerate(self.members)]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room its discs take on a phone, where they are drawn larger."""
        half, tall = len(self.members) * DISC * PHONE_SCALE / 2, DISC * PHONE_SCALE
        top = self.y if self.below else self.y - tall
        return self.x - half, top, self.x + half, top + tall


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place is drawn: the islands stand in their inset."""
    draw = geo.project_inset if geo.on_inset(latitude, longitude) else geo.project
    return draw(latitude, longitude)


def pins(organisations: Sequence[Any]) -> list[Pin]:
    """One pin for places close to each other; a pin whose discs would hide another's hangs below."""
    found: list[Pin] = []
    for who in organisations:
        if who.latitude is None or who.longitude is None:
            continue
        x, y = place(who.latitude, who.longitude)
        pin = next((pin for pin in found if hypot(pin.x - x, pin.y - y) < NEAR), None)
        if pin is None:
            pin = Pin(x, y)
            found.append(pin)
        pin.members.append(who)
        pin.dots.append((x, y))
    for position, pin in enumerate(found):
        pin.below = any(_overlap(pin.box, other.box) for other in found[:position])
    return found


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
