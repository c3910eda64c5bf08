"""The texts of a content that a translator has to do with."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from courses.h5p import languages, markup
from courses.h5p.dependencies import Lookup
from courses.h5p.limits import DEFAULT, Limits
from courses.h5p.manifest import Manifest
from courses.h5p.names import LibraryName
from courses.h5p.semantics import Field, Known, Leaf, leaves

TITLES = {"title": "@title", "a11yTitle": "@a11yTitle"}
"""The texts of h5p.json that are translated, and the paths that stand for them."""
_NO_TEXT_WIDGETS = frozenset(("none", "colorSelector", "timecode"))
_NO_TEXT_NAMES = frozenset(("url", "srcLang"))
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|(rgb|hsl)a?\(.*\)|transparent", re.I)
_EXCEPTIONS = frozenset((("H5P.DragQuestion", "backgroundOpacity"), ("H5P.DragQuestion", "dropZoneOpacity")))
_GAPS = frozenset((("H5P.Blanks", "questions"), ("H5P.DragText", "textField"), ("H5P.MarkTheWords", "textField")))
_ENTITY = re.compile(r"&#?\w{1,32};")
_PLACEHOLDER = re.compile(
    r"(?<![\w:/]):[a-z][A-Za-z_]+\b|(?<![\w@.])@[a-zA-Z]\w*|\{[a-zA-Z]\w*\}|%(?:\d+\$)?[sd]\b|(?<![\w%])%[a-zA-Z]\w+"
    r"|(?<!\w)![a-z]\w+\b"
)


class Kind(StrEnum):
    """Plain text is unescaped; HTML is sanitised."""

    PLAIN = "plain"
    HTML = "html"


@dataclass(frozen=True)
class Segment:
    """One text: what a translator sees, and where it goes back to."""

    path: str
    text: str
    kind: Kind
    label: str
    context: tuple[str, ...] = ()
    library: LibraryName | None = None
    max_length: int | None = None
    placeholders: tuple[str, ...] = ()
    interface: bool = False
    """A text of the library ("Check"), not of the author."""
    gaps: bool = False
    """Words between asterisks are to be filled in or marked."""
    tags: tuple[str, ...] | None = None


def extract(
    content: Any,
    main: LibraryName,
    lookup: Lookup | Known,
    *,
    manifest: Manifest | None = None,
    language: str = "",
    limits: Limits = DEFAULT,
) -> list[Segment]:
    """The texts of a filtered content, in the order of its fields; at most as many as the limits allow.

    `language` is the one the content is written in; it tells which texts are the libraries' own.
    """
    known = Known.of(lookup)
    defaults = languages.Defaults(known, language or (manifest.language if manifest else ""))
    found = of_manifest(manifest) if manifest else []
    for leaf in leaves(content, main, known):
        if len(found) >= limits.segments:
            break
        one = segment(leaf, defaults)
        if one is not None:
            found.append(one)
    return found


def count(content: Any, main: LibraryName, lookup: Lookup | Known) -> int:
    """How many there are, whatever the limit."""
    known = Known.of(lookup)
    return sum(_is_text(leaf) for leaf in leaves(content, main, known))


def of_manifest(manifest: Manifest) -> list[Segment]:
    """The title, and the one for screen readers."""
    texts = {"title": manifest.title, "a11yTitle": manifest.a11y_title}
    labels = {"title": "Title", "a11yTitle": "Assistive technologies label"}
    return [
        Segment(TITLES[name], markup.unescaped(text), Kind.PLAIN, labels[name], max_length=255)
        for name, text in texts.items()
        if has_letters(text)
    ]


def segment(leaf: Leaf, defaults: languages.Defaults) -> Segment | None:
    """The text at a place, or None if there is nothing to translate."""
    if not _is_text(leaf):
        return None
    one, value = leaf.field, leaf.value
    text = shown(value)
    longest = one.number("maxLength")
    return Segment(
        path=leaf.path,
        text=text,
        kind=Kind.HTML if is_html(value, one) else Kind.PLAIN,
        label=leaf.label,
        context=leaf.labels,
        library=leaf.library,
        max_length=int(longest) if longest is not None and longest > 0 else None,
        placeholders=placeholders(text),
        interface=defaults.is_default(leaf),
        gaps=_has_gaps(leaf),
        tags=one.tags,
    )


def is_html(value: str, one: Field) -> bool:
    """Whether a text has markup; one that could have but has not is plain."""
    return one.tags is not None and "<" in value


def shown(value: str) -> str:
    """A stored text as a translator sees it: as it stands if it has markup, otherwise unescaped."""
    return value if "<" in value else markup.unescaped(value)


def placeholders(text: str) -> tuple[str, ...]:
    """Places the program fills in, each once, sorted."""
    return tuple(sorted(set(_PLACEHOLDER.findall(text))))


def has_letters(text: str) -> bool:
    """Whether there is anything to translate."""
    if "<" in text:
        return any(map(str.isalpha, markup.plain(text)))
    entities = {found[0] for found in _ENTITY.finditer(text)}
    bare = _ENTITY.sub("", text) if entities else text
    return any(map(str.isalpha, bare)) or any(map(str.isalpha, markup.unescaped(" ".join(entities))))


def _is_text(leaf: Leaf) -> bool:
    one, value = leaf.field, leaf.value
    if one.type != "text" or not isinstance(value, str) or not has_letters(value):
        return False
    default, pattern = one.raw.get("default"), one.raw.get("regexp")
    if one.raw.get("widget") in _NO_TEXT_WIDGETS or "spectrum" in one.raw or one.name in _NO_TEXT_NAMES:
        return False
    if isinstance(default, str) and (_COLOUR.fullmatch(default) or default == "@currentpageurl"):
        return False
    if isinstance(pattern, dict) and "http" in str(pattern.get("pattern")):
        return False
    return (leaf.library.machine, one.name) not in _EXCEPTIONS


def _has_gaps(leaf: Leaf) -> bool:
    parts = leaf.path.split(".")
    return bool({(leaf.library.machine, part) for part in parts[-2:]} & _GAPS) and "*" in leaf.value
