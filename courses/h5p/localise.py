"""Content in another language: the libraries' own texts by themselves, the author's from translators."""

import copy
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from courses.h5p import languages, markup, segments
from courses.h5p.dependencies import Lookup
from courses.h5p.issues import Collector, Issue, Severity, issue
from courses.h5p.limits import DEFAULT, Limits
from courses.h5p.names import LibraryName
from courses.h5p.segments import Kind, Segment
from courses.h5p.semantics import Known, Leaf, leaves

_HARMLESS = frozenset("\n\r\t\u200c\u200d\u00ad\u200e\u200f")


@dataclass(frozen=True)
class Localised:
    """Content in another language; `metadata` has the translated title, if there is one."""

    content: dict[str, Any]
    metadata: dict[str, str]
    issues: list[Issue]


def interface_strings(
    content: Any, main: LibraryName, lookup: Lookup | Known, *, source: str = "en", target: str
) -> dict[str, str]:
    """The texts that nobody has to translate: where a default stands, the default of the target language."""
    known = Known.of(lookup)
    before, after = languages.Defaults(known, source), languages.Defaults(known, target)
    found = {}
    for leaf in leaves(content, main, known):
        one = segments.segment(leaf, before)
        text = after.text(leaf) if one and one.interface else None
        if one and text and languages.same(text) not in ("", languages.same(one.text)):
            put = _as_segment(text, leaf)
            found |= {one.path: put} if not check(one, put) else {}
    return found


def check(one: Segment, text: str) -> list[Issue]:
    """What is wrong with a translation; with an error it must not be used."""
    return list(_problems(one, text))


def apply(
    content: Any,
    main: LibraryName,
    lookup: Lookup | Known,
    translations: Mapping[str, str],
    *,
    limits: Limits = DEFAULT,
) -> Localised:
    """A new content with the translations in their places. A text with an error, or an empty one, stays as it was."""
    known = Known.of(lookup)
    result, issues = copy.deepcopy(content), Collector(limits.issues)
    waiting = {path: text for path, text in translations.items() if text.strip()}
    metadata = {name: waiting.pop(path) for name, path in segments.TITLES.items() if path in waiting}
    if waiting:
        nobody = languages.Defaults(known, "")
        for leaf in leaves(result, main, known):
            if leaf.path in waiting:
                _put(leaf, waiting.pop(leaf.path), segments.segment(leaf, nobody), issues)
    for path in waiting:
        issues.add("translation-unknown", path)
    return Localised(result, _titles(metadata, issues), list(issues))


def _put(leaf: Leaf, text: str, one: Segment | None, issues: Collector) -> None:
    if one is None:
        issues.add("translation-unknown", leaf.path)
        return
    found = check(one, text)
    issues.take(found)
    if not any(each.severity is Severity.ERROR for each in found):
        leaf.set(stored(one, text))


def stored(one: Segment, text: str) -> str:
    """A translation as H5P stores it."""
    if one.kind is Kind.HTML:
        return _clean(text, one.tags or ())
    if one.tags is not None:
        return markup.clean(markup.escape(text), one.tags)
    return markup.escape(text)


def _titles(metadata: dict[str, str], issues: Collector) -> dict[str, str]:
    kept = {}
    for name, text in metadata.items():
        found = check(Segment(segments.TITLES[name], text, Kind.PLAIN, name, max_length=255), text)
        issues.take(found)
        if not found:
            kept[name] = markup.escape(text)
    return kept


def _problems(one: Segment, text: str) -> Iterator[Issue]:
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in _HARMLESS for char in text):
        yield issue("translation-characters", one.path)
        return
    lost = set(one.placeholders) ^ set(segments.placeholders(text))
    if lost:
        yield issue("translation-placeholder", one.path, placeholders=", ".join(sorted(lost)))
    if one.gaps:
        yield from _problems_of_gaps(one, text)
    longest = one.max_length or markup.LONGEST
    if len(text) > longest:
        yield issue("translation-length", one.path, length=len(text), limit=longest)
    elif one.kind is Kind.HTML and _loses_markup(text, one):
        yield issue("translation-markup", one.path)


def _problems_of_gaps(one: Segment, text: str) -> Iterator[Issue]:
    expected, found = one.text.count("*"), text.count("*")
    if found % 2 or (expected and not found):
        yield issue("translation-gaps", one.path)
    elif expected != found:
        yield issue("translation-gap-count", one.path, expected=expected // 2, found=found // 2)


def _loses_markup(text: str, one: Segment) -> bool:
    clean = _clean(text, one.tags or ())
    if clean == text:
        return False
    return sorted(markup.names(text)) != sorted(markup.names(clean)) or markup.links(text) != markup.links(clean)


@lru_cache(maxsize=2)
def _clean(text: str, tags: tuple[str, ...]) -> str:
    """Cleaned once for checking and for storing."""
    return markup.clean(text, tags)


def _as_segment(text: str, leaf: Leaf) -> str:
    if leaf.field.tags is not None and "<" in text:
        return markup.clean(text, leaf.field.tags)
    return markup.unescaped(text)
