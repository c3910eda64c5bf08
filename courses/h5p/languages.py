"""The libraries' own texts in other languages: language files are positional against the semantics."""

from collections.abc import Iterator
from typing import Any

from courses.h5p import markup
from courses.h5p.library import Library
from courses.h5p.names import LibraryName
from courses.h5p.semantics import Field, Known, Leaf


class Defaults:
    """What the fields hold when nobody has written anything, in one language (and in the semantics' own)."""

    def __init__(self, known: Known, language: str) -> None:
        self._known, self._language = known, language
        self._texts: dict[LibraryName, dict[int, str]] = {}

    def text(self, leaf: Leaf) -> str | None:
        """The default of a place in this language, if the library has a file for it."""
        return self._of(leaf.library).get(id(leaf.field))

    def is_default(self, leaf: Leaf) -> bool:
        """Whether a place still holds its default, in this language or the semantics' own."""
        own = leaf.field.raw.get("default")
        candidates = {same(text) for text in (own, self.text(leaf)) if isinstance(text, str)}
        candidates.discard("")
        return bool(candidates) and same(leaf.value) in candidates

    def _of(self, name: LibraryName) -> dict[int, str]:
        if name not in self._texts:
            library = self._known.library(name)
            texts = in_language(library, self._language) if library else []
            self._texts[name] = dict(_paired(self._known.fields(name), texts))
        return self._texts[name]


def in_language(library: Library, code: str) -> list[Any]:
    """The texts of a language file; for `de-at` also those of `de`."""
    wanted = code.lower().replace("_", "-")
    names = {name.lower(): name for name in library.languages}
    for candidate in (wanted, wanted.partition("-")[0]):
        if candidate in names:
            return library.language(names[candidate])
    return []


def same(text: str) -> str:
    """Equal for texts that read alike, however they are stored."""
    return " ".join((markup.plain(text) if "<" in text else markup.unescaped(text)).split())


def _paired(fields: tuple[Field, ...], texts: Any) -> Iterator[tuple[int, str]]:
    if isinstance(texts, list):
        for one, text in zip(fields, texts, strict=False):
            yield from _pair(one, text)


def _pair(one: Field, text: Any) -> Iterator[tuple[int, str]]:
    if not isinstance(text, dict):
        return
    if one.type == "group":
        yield from _paired(one.fields, text.get("fields"))
    elif one.type == "list" and one.item is not None:
        yield from _pair(one.item, text.get("field"))
    elif isinstance(text.get("default"), str):
        yield id(one), text["default"]
