"""Words on the screen, in the site's typefaces, as large as their place allows."""

import re
from functools import cache
from pathlib import Path

import skia

from courses.demo.drawing.look import SMALLEST

FONTS = Path(__file__).resolve().parents[3] / "build" / "print"
FACES = {"sans": ("source-sans-3", 600), "serif": ("source-serif-4", 500)}
SUBSETS = ("latin", "latin-ext")
ALIGN = {
    "center": skia.textlayout.TextAlign.kCenter,
    "left": skia.textlayout.TextAlign.kLeft,
    "right": skia.textlayout.TextAlign.kRight,
}
LINE = 1.18
TIGHT = re.compile(r" (?=[=−×…]|\d+”|°)|(?<=[=−×]) ")
"""Spaces at which no line ends: in sums, and before units."""


class NoRoom(ValueError):
    """Words that do not fit even at the smallest size."""


class Words:
    """A paragraph of words, laid out in a width."""

    def __init__(self, text: str, *, width: float, size: float, face: str, colour: str, align: str) -> None:
        text = TIGHT.sub("\u00a0", text)
        self.width, self.size = width, size
        self.paragraph = _paragraph(text, size, face, colour, align, width)
        self.fits = all(_width(word, size, face) <= width for word in text.split(" "))
        """Whether no word had to be broken."""

    @property
    def height(self) -> float:
        """Of all lines."""
        return float(self.paragraph.Height)

    def paint(self, canvas: skia.Canvas, x: float, y: float) -> None:
        """With its upper left corner there."""
        self.paragraph.paint(canvas, x, y)


def _paragraph(text: str, size: float, face: str, colour: str, align: str, width: float) -> skia.textlayout.Paragraph:
    style, look = skia.textlayout.ParagraphStyle(), skia.textlayout.TextStyle()
    look.setFontSize(size)
    look.setFontFamilies([f"{face}-{subset}" for subset in SUBSETS])
    look.setColor(int(skia.Color(*bytes.fromhex(colour[1:]))))
    look.setHeight(LINE)
    look.setHeightOverride(True)
    style.setTextStyle(look)
    style.setTextAlign(ALIGN[align])
    builder = skia.textlayout.ParagraphBuilder.make(style, _fonts(), skia.Unicodes.ICU.Make())
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(width)
    return paragraph


@cache
def _width(word: str, size: float, face: str) -> float:
    return float(_paragraph(word, size, face, "#000000", "left", 10_000).LongestLine)


@cache
def fitted(text: str, width: float, height: float, size: int, face: str, colour: str, align: str = "center") -> Words:
    """As large as fits into the width and height, `size` at most. Raises NoRoom."""
    for one in range(size, SMALLEST - 1, -1):
        words = Words(text, width=width, size=one, face=face, colour=colour, align=align)
        if words.fits and words.height <= height:
            return words
    raise NoRoom(f"“{text}” does not fit into {width:.0f} × {height:.0f} pixels")


@cache
def _fonts() -> skia.textlayout.FontCollection:
    provider = skia.textlayout.TypefaceFontProvider()
    for face, (family, weight) in FACES.items():
        for subset in SUBSETS:
            path = FONTS / f"{family}-{subset}-{weight}.ttf"
            if not path.exists():
                raise FileNotFoundError(f"{path} is missing: run manage.py build_assets.")
            provider.registerTypeface(skia.Typeface.MakeFromFile(str(path)), f"{face}-{subset}")
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection
