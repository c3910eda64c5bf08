"""Colours, sizes and movement: the site's night palette, on the ground of its video frame."""

from courses.demo.drawing.board import WIDE

WIDTH, HEIGHT, RATE = 1280, 720, 12
UNIT = WIDTH / WIDE

GROUND, DEEP, LINE, FAINT = "#14324a", "#0f2739", "#e3dccb", "#8fa1af"
PAPER, TINT, INK = "#fbfaf6", "#f8ecd9", "#14324a"
AMBER, RED = "#f0a35a", "#f08f83"
HUES = {"1": "#6da3da", "2": "#6dd3c0", "3": "#f2cd6f", "4": "#f08f83", "5": "#b87bc2"}
SMALLEST = 27
"""Letters, in pixels of a frame 1280 wide."""


def eased(share: float) -> float:
    """Slow at both ends."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def part(share: float, first: float, last: float) -> float:
    """How much of a portion has passed."""
    return min(1.0, max(0.0, (share - first) / (last - first)))
