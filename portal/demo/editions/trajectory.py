"""The way through the course as a drawing: three rows over fourteen weeks, read from the site's diagram."""

import re
from collections.abc import Iterator
from html import escape

WEEK, LEFT, WEEKS = 34, 104, 14
TOPS = {1: 62, 2: 98, 3: 136}
BAR = re.compile(r'<i class="(online|meet meet--far|meet|school) rr-(\d) from-(\d+) for-(\d+)">')
MODULE = re.compile(r'<div class="i(\d) r1 no from-(\d+) for-(\d+)">')


def trajectory(template: str, rows: list[str], label: str) -> str:
    """The drawing; `rows` are the names of the three places (or nothing)."""
    parts = [*_modules(template), *_bars(template)]
    parts += [
        f'<text class="row-name" x="0" y="{top + 5}">{escape(name)}</text>'
        for top, name in zip(TOPS.values(), rows, strict=True)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing trajectory" viewBox="0 0 {LEFT + WEEK * WEEKS} 156" '
        f'role="img" aria-label="{escape(label)}"><title>{escape(label)}</title>{"".join(parts)}</svg>'
    )


def _place(start: str, length: str) -> tuple[int, int]:
    return LEFT + (int(start) - 1) * WEEK, int(length) * WEEK - 4


def _modules(template: str) -> Iterator[str]:
    for idea, start, length in MODULE.findall(template):
        left, width = _place(start, length)
        yield (
            f'<g class="i{idea}"><text class="dg-num" x="{left}" y="23">{idea}</text>'
            f'<rect class="ring-solid" x="{left}" y="30" width="{width}" height="9"/></g>'
        )


def _bars(template: str) -> Iterator[str]:
    for kind, row, start, length in BAR.findall(template):
        (left, width), middle = _place(start, length), TOPS[int(row)]
        if kind == "online":
            yield f'<path class="dg-strong" d="M{left} {middle}h{width}"/>'
        elif kind == "school":
            ticks = "".join(f"M{x} {middle - 8}v16" for x in range(left + 5, left + width, 5))
            yield f'<path class="dg-fine" d="{ticks}"/>'
            yield f'<rect class="dg-ink" x="{left}" y="{middle - 8}" width="{width}" height="16"/>'
        else:
            css = "dg-disc" if "far" in kind else "dg-solid"
            yield f'<circle class="{css}" cx="{left + width / 2:g}" cy="{middle}" r="6.5"/>'
