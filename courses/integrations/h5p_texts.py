"""An activity's texts as the translation desk needs them: strings with a place in words, and the way back.

A plain text is one string, a rich text one string for each paragraph (`h5p_richtext`).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from courses.h5p import localise, segments
from courses.h5p.issues import Issue
from courses.h5p.localise import Localised
from courses.h5p.segments import Kind, Segment
from courses.h5p.semantics import Known
from courses.integrations.h5p_engine import libraries_of, name_of
from courses.integrations.h5p_richtext import RichText
from courses.models import H5PActivity
from courses.models.h5p.translation import PATH_LENGTH

TITLE = "@title"
LABELS = 3
"""So many labels say where a string stands."""
_PLACE_IN_LIST = re.compile(r"\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")


@dataclass(frozen=True)
class String:
    """One string for translators."""

    path: str
    source: str
    segment: Segment
    numbers: tuple[int, ...] = ()
    """Of the list items it lies in."""
    part: int | None = None
    """Which part of a rich text it is; None for a plain text."""
    parts: int = 1

    @property
    def markup(self) -> bool:
        """Whether it is HTML."""
        return self.part is not None

    @property
    def place(self) -> str:
        """Where it stands, in words: "Questions, Answer 2.1, Text"."""
        if self.path == TITLE:
            return _("Title")
        labels = self.segment.context
        around = [label for label, before in zip(labels, ("", *labels), strict=False) if label != before]
        where = f"{', '.join(around[-LABELS:])} {'.'.join(map(str, self.numbers))}".strip()
        part = _("part %(number)s") % {"number": self.part + 1} if self.part is not None and self.parts > 1 else ""
        return ", ".join(words for words in (where, self.segment.label, part) if words)


class Sheet:
    """The texts of an activity as it is stored. Nothing of it changes, so it may be kept."""

    def __init__(self, activity: H5PActivity) -> None:
        self._content, self._language = activity.parameters, activity.language
        self._main = name_of(activity.library)
        self._known = Known(libraries_of(activity))
        self._rich: dict[str, RichText] = {}
        self._given: dict[str, dict[str, str]] = {}
        found = segments.extract(self._content, self._main, self._known, language=self._language)
        title = Segment(TITLE, activity.title, Kind.PLAIN, "", max_length=255)
        self.strings = {string.path: string for string in self._strings([title, *found])}
        """By path, the author's own before those of the content type."""

    @property
    def sources(self) -> dict[str, str]:
        """What is translated, by path."""
        return {path: string.source for path, string in self.strings.items()}

    def given(self, language: str) -> dict[str, str]:
        """What the content type's own language file says: nobody has to translate that."""
        if language not in self._given:
            found = localise.interface_strings(
                self._content, self._main, self._known, source=self._language, target=language
            )
            self._given[language] = dict(self._in_pieces(found))
        return self._given[language]

    def faults(self, path: str, words: str) -> list[Issue]:
        """What the engine finds wrong with a translation of one string."""
        segment = self.strings[path].segment
        return localise.check(segment, self._whole(segment, {path: words}))

    def localised(self, words: Mapping[str, str]) -> Localised:
        """The content with these strings, by path; what is missing or does not fit stays in the source language."""
        found = {self.strings[path].segment.path: self.strings[path].segment for path in words if path in self.strings}
        texts = {path: self._whole(segment, words) for path, segment in found.items()}
        return localise.apply(self._content, self._main, self._known, texts)

    def read(self, content: Any) -> dict[str, str]:
        """The strings of another content of the same shape, by path: of a translation that was made elsewhere."""
        found = segments.extract(content, self._main, self._known)
        return dict(self._in_pieces({segment.path: segment.text for segment in found}))

    def _strings(self, found: list[Segment]) -> Iterator[String]:
        numbers = _numbers([segment.path for segment in found])
        for segment in sorted(found, key=lambda segment: segment.interface):  # keeps the order otherwise
            where = tuple(numbers[segment.path])
            if segment.kind is Kind.PLAIN:
                yield String(_short(segment.path), segment.text, segment, where)
                continue
            rich = self._rich[segment.path] = RichText(segment.text)
            for part, piece in enumerate(rich.pieces):
                path = _short(segment.path, f"#{part}")
                yield String(path, piece.text, segment, where, part, len(rich.pieces))

    def _whole(self, segment: Segment, words: Mapping[str, str]) -> str:
        """A segment's text with these strings."""
        if segment.path not in self._rich:
            return words.get(_short(segment.path), segment.text)
        rich = self._rich[segment.path]
        paths = {number: _short(segment.path, f"#{number}") for number in range(len(rich.pieces))}
        return rich.render({number: words[path] for number, path in paths.items() if path in words})

    def _in_pieces(self, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Whole segments taken apart like their sources; those with other parts than their source are left out."""
        for path, text in texts.items():
            if path not in self._rich:
                yield _short(path), text
                continue
            pieces = RichText(text).pieces
            if len(pieces) == len(self._rich[path].pieces):
                yield from ((_short(path, f"#{number}"), piece.text) for number, piece in enumerate(pieces))


def sheet(activity: H5PActivity) -> Sheet:
    """An activity's texts, kept until it is stored again."""
    return _sheet(activity.pk, activity.changed_at)


@lru_cache(maxsize=16)
def _sheet(pk: int, _changed_at: datetime) -> Sheet:
    return Sheet(H5PActivity.objects.with_library().get(pk=pk))


def find(key: str) -> H5PActivity | None:
    """An activity by its uuid, without its content."""
    if not re.fullmatch(r"[0-9a-f-]{36}", key):
        return None
    return H5PActivity.objects.filter(uuid=key).only(*LIGHT).first()


LIGHT = ("uuid", "title", "language", "version", "changed_at")


def alike(path: str) -> str:
    """The same for strings that stand in the same field of different items of a list."""
    return ".".join("*" if _PLACE_IN_LIST.fullmatch(part) else part for part in re.split(r"[.#]", path))


def _short(path: str, part: str = "") -> str:
    """A path that fits its column: of a very long one the end is replaced by its sum."""
    if len(path) + len(part) <= PATH_LENGTH:
        return path + part
    return f"{path[: PATH_LENGTH - 60]}~{hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()}{part}"


def _numbers(paths: list[str]) -> dict[str, list[int]]:
    """For each path the numbers of the list items it lies in, as a reader would count them."""
    seen: dict[str, dict[str, int]] = defaultdict(dict)
    numbers = {}
    for path in paths:
        parts, numbers[path] = path.split("."), []
        for index, part in enumerate(parts):
            if _PLACE_IN_LIST.fullmatch(part):
                items = seen[".".join(parts[:index])]
                counted = items.setdefault(part, len(items) + 1)
                numbers[path].append(int(part) + 1 if part.isdigit() else counted)
    return numbers
