"""The site's diagrams for books: the drawing, and its key where the catalogue of the language has all its words.

Reads the templates of the diagrams and the catalogues as text, so that a book needs neither a database nor compiled
catalogues, and comes out the same on every machine.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from pathlib import Path

from babel.messages.pofile import read_po

from portal.core import ring
from portal.demo.editions.trajectory import trajectory

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "templates" / "components" / "diagrams"

WORDS = re.compile(
    r'{%\s*translate "([^"]*)"(?: context "([^"]*)")?\s*%}'
    r"|{%\s*blocktranslate trimmed\s*%}(.*?){%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
KEY = re.compile(r'<ol class="diagram__key([^"]*)" role="list">(.*?)</ol>', re.DOTALL)
NOTE = re.compile(r'<p class="diagram__note">(.*?)</p>', re.DOTALL)
NAMES = re.compile(r"<title.*?</title>|<desc.*?</desc>", re.DOTALL)
TEXT = re.compile(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)">')
# Sizes of figures in drawings (drawing.css), the most special first.
SIZES = {"ring-num--big": 64, "ring-num": 13, "dg-num--big": 32, "dg-num": 27} | {
    "dg-letter--xl": 44,
    "dg-letter--l": 32,
    "dg-letter": 23,
    "d-letter": 20,
}


class UntranslatedError(LookupError):
    """A word of a diagram is missing in a catalogue."""


@lru_cache(maxsize=8)
def catalogue(language: str) -> dict[tuple[str, str], str]:
    """The interface's words in a language, by context and English."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as handle:
        messages = read_po(handle, locale=language)
    return {
        (message.context or "", str(message.id)): str(message.string)
        for message in messages
        if message.string and not message.fuzzy and not message.pluralizable
    }


def translated(text: str, language: str) -> str:
    """A template's text with its translations. Raises UntranslatedError."""

    def word(match: re.Match[str]) -> str:
        source = match[1] if match[1] is not None else " ".join(match[3].split())
        if language == "en":
            return escape(source, quote=False)
        try:
            return escape(catalogue(language)[match[2] or "", source], quote=False)
        except KeyError as error:
            raise UntranslatedError(source) from error

    return WORDS.sub(word, text)


def figure(key: str, name: str, caption: str, language: str, ideas: list[tuple[str, str]]) -> str:
    """A diagram with its caption, whose words are also what the drawing says to those who do not see it."""
    if name == "ring":
        art, keys = full_ring(caption), _ideas_key(ideas)
    elif name == "trajectory":
        art, keys = _trajectory(caption, language), ""
    else:
        art, keys = _drawing(key, name, caption, language)
    return f'<figure class="diagram diagram-{name}">{art}{keys}<figcaption>{escape(caption)}</figcaption></figure>'


def full_ring(label: str) -> str:
    """The engraved ring of the five ideas."""
    return _svg(ring.full(), "-100 -100 200 200", label, "ring")


def idea_ring(number: int, label: str) -> str:
    """The ring in which one idea sounds."""
    return _svg(ring.idea(number), "-100 -100 200 200", label, "ring")


def hidden(svg: str) -> str:
    """The drawing for a place where words beside it already say everything."""
    return re.sub(r'role="img" aria-label="[^"]*"><title>.*?</title>', 'aria-hidden="true">', svg)


def _centred(text: re.Match[str]) -> str:
    """A number in the middle of its disc: few readers know `dominant-baseline`."""
    size = next(size for name, size in SIZES.items() if name in text[1].split())
    return f'<text class="{text[1]}" x="{text[2]}" y="{float(text[3]) + 0.35 * size:.1f}">'


def _svg(shapes: str, box: str, label: str, css: str) -> str:
    shapes = TEXT.sub(_centred, shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="{box}" role="img" '
        f'aria-label="{escape(label)}"><title>{escape(label)}</title>{shapes}</svg>'
    )


def _drawing(key: str, name: str, caption: str, language: str) -> tuple[str, str]:
    template = _template(name)
    drawing = NAMES.sub("", SVG.search(template)[0])  # type: ignore[index]
    box = re.search(r'viewBox="([^"]*)"', drawing)[1]  # type: ignore[index]
    shapes = drawing.partition(">")[2].removesuffix("</svg>")
    if "{" in shapes:
        shapes = re.sub(r"{{ id }}", f"{key}-{name}", shapes)
    art = _svg("".join(line.strip() for line in shapes.splitlines()), box, caption, "drawing")
    return art, _or_nothing(lambda: _key(template, language))


def _template(name: str) -> str:
    text = (TEMPLATES / f"{name}.html").read_text(encoding="utf-8")
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)


def _key(template: str, language: str) -> str:
    parts = []
    for kind, items in KEY.findall(template):
        css = "key letters" if "letters" in kind else "key"
        inner = "".join(line.strip() for line in translated(items, language).splitlines())
        parts.append(f'<ol class="{css}"{" type=" + chr(34) + "a" + chr(34) if "letters" in kind else ""}>{inner}</ol>')
    parts += [f'<p class="key-note">{translated(text.strip(), language)}</p>' for text in NOTE.findall(template)]
    return "".join(parts)


def _ideas_key(ideas: list[tuple[str, str]]) -> str:
    rows = "".join(f"<li><b>{escape(name)}</b> {escape(statement)}</li>" for name, statement in ideas)
    return f'<ol class="key">{rows}</ol>'


def _trajectory(caption: str, language: str) -> str:
    template = _template("trajectory")
    names = re.findall(r'<span class="row-name[^"]*">(.*?)</span>', template)
    words = _or_nothing(lambda: "|".join(translated(name, language) for name in names))
    return trajectory(template, words.split("|") if words else ["", "", ""], caption)


def _or_nothing(make: Callable[[], str]) -> str:
    try:
        return make()
    except UntranslatedError:
        return ""
