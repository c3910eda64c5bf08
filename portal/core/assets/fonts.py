"""Subset the variable fonts: the letters of our languages, the weight axis, one file per family and style."""

import io
import logging
import unicodedata
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from fontTools.varLib.hvar import add_HVAR

LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x100)}
TYPOGRAPHY = {ord(sign) for sign in "–—‘’‚“”„•…′″‹›€™↑↓−⁄\u2009\u202f"}
EXTENDED = {ord(letter) for letter in "ÖŐőŰűĊċĠġĦħŻż"} - LATIN
# A letter of the second file is kerned like this letter of the first.
KERNED_LIKE = {"Ő": "Ö", "ő": "ö", "Ű": "Ü", "ű": "ü", "Ċ": "C", "ċ": "c", "Ġ": "G", "ġ": "g"} | {
    "Ħ": "H",
    "ħ": "h",
    "Ż": "Z",
    "ż": "z",
}
# Italics are for titles, quotations and a few words; where one of these is in them, the next font draws it.
SIGNS = frozenset(map(ord, "¡¢£¤¥¦¨¬¯°±²³´µ¶¸¹¼½¾¿×÷′″‹›€™↑↓−⁄#$*+<=>@[\\]^_`{|}~"))
# The narrower the range, the smaller the file: no rule asks for more.
WEIGHTS = (400, 650)

logging.getLogger("fontTools").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Face:
    """One font file to make: its name and the npm package and style it is cut from."""

    name: str
    package: str
    style: str = "normal"
    weights: tuple[int, int] | int = WEIGHTS
    figures: tuple[str, ...] = ("pnum", "tnum")
    """What its figures can do: tables and running text want other ones."""
    without: frozenset[int] = frozenset()
    """Signs it leaves to the next font."""

    def source(self, modules: Path, subset: str) -> Path:
        """The file in node_modules that holds a subset of this face."""
        folder = modules / "@fontsource-variable" / self.package / "files"
        return folder / f"{self.package}-{subset}-wght-{self.style}.woff2"


FACES = (
    Face("source-serif-4", "source-serif-4"),
    Face("source-serif-4-italic", "source-serif-4", "italic", 400, figures=(), without=SIGNS),
    Face("source-sans-3", "source-sans-3"),
)


def _subset(path: Path, unicodes: set[int], features: list[str]) -> TTFont:
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = True
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    return font


def _same_outline(one: TTFont, name: str, other: TTFont, other_name: str) -> bool:
    first, second = one["glyf"][name], other["glyf"][other_name]
    if first.isComposite() or second.isComposite():
        return False
    return first.getCoordinates(one["glyf"])[0] == second.getCoordinates(other["glyf"])[0]


class Joiner:
    """Adds letters of one subset to another subset of the same font."""

    def __init__(self, base: TTFont, extra: TTFont) -> None:
        self.base, self.extra = base, extra
        self.names: dict[str, str] = {}

    def join(self, letters: set[int]) -> None:
        """Bring the letters over, with outlines, variations, widths and kerning."""
        mapping = self.extra.getBestCmap()
        for letter in sorted(letters & mapping.keys()):
            name = self._bring(mapping[letter], chr(letter))
            for table in self.base["cmap"].tables:
                if table.isUnicode():
                    table.cmap[letter] = name
            self._kern(name, KERNED_LIKE[chr(letter)])

    def _bring(self, source: str, letter: str) -> str:
        if source in self.names:
            return self.names[source]
        if twin := self._twin(source, letter):
            self.names[source] = twin
            return twin
        name = self.names[source] = f"x.{source}"
        glyph = deepcopy(self.extra["glyf"][source])
        self.base.setGlyphOrder([*self.base.getGlyphOrder(), name])
        self.base["glyf"].glyphs[name] = glyph
        self.base["hmtx"][name] = self.extra["hmtx"][source]
        self.base["gvar"].variations[name] = deepcopy(self.extra["gvar"].variations[source])
        for component in glyph.components if glyph.isComposite() else ():
            component.glyphName = self._bring(component.glyphName, letter)
        return name

    def _twin(self, source: str, letter: str) -> str | None:
        """The glyph of the plain letter that the base font already has."""
        plain = unicodedata.normalize("NFD", letter)[0]
        name = self.base.getBestCmap().get(ord(plain))
        return name if name and _same_outline(self.extra, source, self.base, name) else None

    def _kern(self, name: str, like: str) -> None:
        model = self.base.getBestCmap()[ord(like)]
        for lookup in self.base["GPOS"].table.LookupList.Lookup:
            for subtable in lookup.SubTable:
                _kern_like(getattr(subtable, "ExtSubTable", subtable), name, model)


def _kern_like(table, name: str, model: str) -> None:
    if getattr(table, "LookupType", None) != 2:
        return
    covered = table.Coverage.glyphs
    if table.Format == 2:
        for classes in (table.ClassDef1.classDefs, table.ClassDef2.classDefs):
            if model in classes:
                classes[name] = classes[model]
        if model in covered:
            covered.append(name)
    elif model in covered:
        table.PairSet.append(deepcopy(table.PairSet[covered.index(model)]))
        covered.append(name)


def make(face: Face, modules: Path) -> bytes:
    """The finished face as WOFF2."""
    keep = ["kern", "liga", *face.figures]
    base = _subset(face.source(modules, "latin"), (LATIN | TYPOGRAPHY) - face.without, keep)
    extra = _subset(face.source(modules, "latin-ext"), EXTENDED, [])
    Joiner(base, extra).join(EXTENDED)
    for table in ("HVAR", "BASE", "prep", "gasp"):
        if table in base:
            del base[table]
    font = instancer.instantiateVariableFont(base, {"wght": face.weights})
    if "fvar" in font:
        add_HVAR(font)
    font["post"].formatType = 3.0
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
