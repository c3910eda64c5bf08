"""From degrees to the partners' map: projection, paths, and pins that don't hide one another. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import Any

from portal import outlines

WIDTH, HEIGHT = 900, 547
NEAR = 30
DISC = 32
PHONE_SCALE = 2.6


@dataclass(frozen=True)
class Frame:
    """A window of the world drawn into a box: its north-west corner, and units for each degree of latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    left: float = 0
    top: float = 0

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the world stands in the drawing."""
        x = self.left + (longitude - self.west) * self.scale * self.squeeze
        return round(x, 1), round(self.top + (self.north - latitude) * self.scale, 1)

    def path(self, points: Iterable[outlines.Point], closed: bool = True) -> str:
        """An SVG path through points of the world."""
        steps = (f"{x:g} {y:g}" for x, y in (self.place(*point) for point in points))
        return "M" + "L".join(steps) + ("Z" if closed else "")


MAINLAND = Frame(west=2.3, north=53.95, scale=65.1, squeeze=cos(radians(49.5)))
INSET = Frame(west=14.13, north=36.13, scale=430, squeeze=cos(radians(36)), left=34, top=376)
INSET_BOX = {"x": 24, "y": 364, "width": 180, "height": 164}


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
        y = self.y + (24 if self.below else -24)
        return [{"x": round(first + i * DISC, 1), "y": y, "who": who} for i, who in enumerate(self.members)]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room its discs take on a phone, where they are drawn larger."""
        half, tall = len(self.members) * DISC * PHONE_SCALE / 2, DISC * PHONE_SCALE
        top = self.y if self.below else self.y - tall
        return self.x - half, top, self.x + half, top + tall


def frame_for(country: str) -> Frame:
    """Malta has a window of its own."""
    return INSET if country == "MT" else MAINLAND


def pins(organisations: Sequence[Any]) -> list[Pin]:
    """One pin for places close to each other; a pin whose discs would hide another's hangs below."""
    found: list[Pin] = []
    for who in organisations:
        if who.latitude is None or who.longitude is None:
            continue
        x, y = frame_for(who.country).place(who.longitude, who.latitude)
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


def drawing() -> dict[str, Any]:
    """The unchanging part of the map: sea, borders, countries, lakes, islands."""
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "sea": MAINLAND.path(outlines.NORTH_SEA),
        "borders": [MAINLAND.path(line, closed=False) for line in outlines.BORDERS],
        "countries": [{"code": code, "path": MAINLAND.path(line)} for code, line in outlines.COUNTRIES.items()],
        "lakes": [MAINLAND.path(line) for line in outlines.LAKES],
        "islands": [INSET.path(line) for line in (outlines.MALTA, outlines.GOZO)],
        "inset": INSET_BOX,
    }
