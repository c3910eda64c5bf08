"""Which language a text is in, and the interface's words in each."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from babel.messages.pofile import read_po
from lxml import html
from py3langid import langid

from .seed import ROOT

LANGUAGES = ("en", "hu", "de", "nl")
BLOCKS = {"p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "td", "th", "caption", "figcaption", "blockquote", "summary"}
SILENT = {"script", "style", "code", "svg", "template", "noscript"}
NAMED_IN = ("aria-label", "title", "alt", "placeholder", "data-label")
OWN_NAMES = {"English", "Pause", "Agenda", "agenda", "met"}
"""The choice of a language names each by its own name; a programme's break is a German word, too, the others Dutch."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SPACE = re.compile(r"\s+")


@cache
def _identifier() -> langid.LanguageIdentifier:
    found = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    found.set_languages(list(LANGUAGES))
    return found


@lru_cache(maxsize=50_000)
def identify(text: str) -> tuple[str, float]:
    """The most likely of the four languages, and how sure that is."""
    return _identifier().classify(text)


def plain(text: str) -> str:
    """One line, single spaces."""
    return SPACE.sub(" ", text).strip()


def language_of(element: html.HtmlElement) -> str:
    """What the nearest `lang` says."""
    while element is not None:
        if element.get("lang"):
            return element.get("lang")
        element = element.getparent()
    return ""


def blocks(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Language and text of every block, without what is marked as another language or stands in a nested block."""
    for element in root.iter(*BLOCKS):
        language = language_of(element)
        text = plain("".join(_pieces(element, language)))
        if text:
            yield language, text


def _pieces(element: html.HtmlElement, language: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        inline = isinstance(child.tag, str) and child.tag not in BLOCKS | SILENT
        if inline and child.get("lang", language) == language and child.get("translate") != "no":
            yield from _pieces(child, language)
        yield child.tail or ""


def shown(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Language and text of every text node, and of attributes that are read out."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in SILENT - {"svg"} or element.get("translate") == "no":
            continue
        language = language_of(element)
        texts = [element.text, *(child.tail for child in element)]
        texts += [element.get(name) for name in NAMED_IN]
        yield from ((language, plain(text)) for text in texts if text and plain(text))


@cache
def catalogue(language: str) -> dict[str, set[str]]:
    """English words of the interface to all their translations, both catalogues together."""
    found: dict[str, set[str]] = {}
    for domain in ("django", "djangojs"):
        path = ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    sources = [message.id] if isinstance(message.id, str) else message.id
                    targets = [message.string] if isinstance(message.string, str) else message.string
                    for source in sources:
                        found.setdefault(plain(source), set()).update(plain(target) for target in targets)
    return found


@cache
def english_only(language: str) -> tuple[frozenset[str], re.Pattern]:
    """Texts that betray a missing translation: as they stand, and with gaps for names and numbers."""
    rows = catalogue(language)
    own = OWN_NAMES.union(*rows.values())  # "Module" is wrong for one module in German, and right for several
    foreign = [source for source in rows if source not in own]
    whole = frozenset(source for source in foreign if not PLACEHOLDER.search(source))
    gapped = [source for source in foreign if len(re.findall(r"[A-Za-z]{3,}", PLACEHOLDER.sub("", source))) > 1]
    patterns = ["(?:.+)".join(map(re.escape, PLACEHOLDER.split(source))) for source in gapped if source not in whole]
    return whole, re.compile("|".join(patterns) or "(?!)")
