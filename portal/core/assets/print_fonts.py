"""Cut the fonts of printed documents: one plain TrueType file for each script and weight, all letters kept.

A page on the screen makes do with the letters of our languages; a printed list has people's names on it.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")


@dataclass(frozen=True)
class Cut:
    """One file to make; its family is named after the script, so that a document can list one after the other."""

    package: str
    script: str
    weight: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.package}-{self.script}-{self.weight}"

    def source(self, modules: Path) -> Path:
        """The file of the npm package it is cut from."""
        folder = modules / "@fontsource-variable" / self.package / "files"
        return folder / f"{self.package}-{self.script}-wght-normal.woff2"


def cuts() -> Iterator[Cut]:
    """Sans in two weights for text, serif in one for headings."""
    for script in SCRIPTS:
        yield Cut("source-sans-3", script, 400)
        yield Cut("source-sans-3", script, 600)
        yield Cut("source-serif-4", script, 500)


def make(cut: Cut, modules: Path) -> bytes:
    """The finished file."""
    font = instancer.instantiateVariableFont(TTFont(cut.source(modules)), {"wght": cut.weight})
    family = f"{cut.package} {cut.script}"
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, text in {1: family, 4: f"{family} {cut.weight}", 6: cut.name}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = cut.weight
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
