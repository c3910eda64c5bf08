"""Static cuts of the site's fonts for the pages of a PDF, as style sheet with the fonts inside."""

import io
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from portal.core.assets.fonts import FACES, make

FAMILIES = {"source-serif-4": "Source Serif 4", "source-sans-3": "Source Sans 3"}
WEIGHTS = {"source-serif-4": (400, 500, 600), "source-sans-3": (400, 600)}


@lru_cache(maxsize=1)
def style_sheet(modules: Path) -> str:
    """`@font-face` rules. Static cuts become real fonts in the PDF; variable ones would become drawn shapes."""
    rules = []
    for face in FACES:
        if face.style == "normal":
            data = make(face, modules)
            rules += [_rule(face.package, weight, _cut(data, weight)) for weight in WEIGHTS[face.package]]
    return "\n".join(rules)


def _cut(data: bytes, weight: int) -> bytes:
    font = instancer.instantiateVariableFont(TTFont(io.BytesIO(data)), {"wght": weight})
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _rule(package: str, weight: int, data: bytes) -> str:
    return (
        f'@font-face {{ font-family: "{FAMILIES[package]}"; font-weight: {weight}; '
        f'src: url("data:font/ttf;base64,{b64encode(data).decode()}"); }}'
    )
