"""Keeps the desk: counts strings, decides states, and rebuilds everything when asked.

Called when something changes; what people look at is only ever read.
"""

import hashlib
import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.core.stemming import WORD, fold
from portal.core.translatables import Kind, Standing, Text, Thing, registry
from portal.translations import guard
from portal.translations.choices import TO_DO, Status
from portal.translations.gathering import once
from portal.translations.models import DeskEntry, DeskItem, DeskWords, TextMark

COUNTED = ("status", "open", "stale", "machine", "words_to_do")
DESCRIBED = ("title", "room", "source_language", "strings", "words", "active")


@dataclass(frozen=True)
class Measure:
    """What is counted about a thing in one language."""

    status: str
    open: int
    stale: int
    machine: int
    words_to_do: int
    by: Any = None
    at: Any = None


@dataclass(frozen=True)
class Difference:
    """Where the desk and the truth had parted."""

    kind: str
    title: str
    language: str
    was: str
    now: str

    def __str__(self) -> str:
        place = f" [{self.language}]" if self.language else ""
        return f"{self.kind}: {self.title}{place}: {self.was or 'nothing'} → {self.now or 'nothing'}"


def languages() -> tuple[str, ...]:
    """The site's languages."""
    return tuple(code for code, _name in settings.LANGUAGES)


def words(text: str) -> int:
    """How many words a string has."""
    return sum(1 for _match in WORD.finditer(text))


def digest(text: str) -> str:
    """Names the words that were reviewed."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_stale(text: Text, mark: TextMark | None) -> bool:
    """Whether the translation belongs to an older source."""
    made_from = text.made_from or (mark.old_source if mark else "")
    return bool(text.target and made_from and made_from != text.source)


def is_unreviewed(text: Text, mark: TextMark | None) -> bool:
    """Whether a machine wrote it and nobody has read it since."""
    made = text.machine or bool(mark and mark.machine)
    return bool(text.target and made and not (mark and mark.reviewed == digest(text.target)))


def _moment(text: Text) -> datetime:
    """When a text was stored; only for texts that know it."""
    assert text.at is not None  # noqa: S101 (for the reader and mypy: filtered before)
    return text.at


def measure(texts: Iterable[Text], marks: dict[str, TextMark], standing: Standing) -> Measure:
    """Count, and decide the state. Pure: the same strings always give the same answer."""
    texts = list(texts)
    if standing.by_hand:
        return _of_a_whole(texts, standing)
    open_ = [text for text in texts if not text.target]
    stale = [text for text in texts if is_stale(text, marks.get(text.path))]
    machine = [text for text in texts if is_unreviewed(text, marks.get(text.path)) and text not in stale]
    came = any(text.came or (text.path in marks and marks[text.path].is_new) for text in open_)
    last = max((text for text in texts if text.at), key=_moment, default=None)
    untouched = bool(texts) and len(open_) == len(texts) and not standing.begun
    if not standing.exists or untouched:
        status = Status.MISSING
    elif stale or came or standing.outdated:
        status = Status.STALE
    elif open_ or not standing.published:
        status = Status.DRAFT
    else:
        status = Status.MACHINE if machine else Status.UP_TO_DATE
    todo = sum(words(text.source) for text in (*open_, *stale, *machine))
    return Measure(
        status, len(open_), len(stale), len(machine), todo, last.by if last else None, last.at if last else None
    )


def _of_a_whole(texts: list[Text], standing: Standing) -> Measure:
    """A translation that was written freely is looked at as one piece."""
    if standing.outdated:
        return Measure(Status.STALE, 0, len(texts), 0, sum(words(text.source) for text in texts))
    return Measure(Status.UP_TO_DATE if standing.published else Status.DRAFT, 0, 0, 0, 0)


def refresh(kind: str, key: str, *, only: Iterable[str] | None = None, user: Any = None) -> None:
    """Count one thing again, in these languages or in all."""
    only = None if only is None else tuple(sorted(only))
    name = ("count", kind, key, only, user.pk if user else None)
    once(name, partial(_refresh, kind, key, only, user))


@transaction.atomic
def _refresh(kind: str, key: str, only: Iterable[str] | None, user: Any) -> list[Difference]:
    thing = registry[kind].thing(key)
    if thing is None:
        return _retire(kind, key)
    return _store(registry[kind], thing, only=only, user=user)


def rebuild() -> list[Difference]:
    """Count everything again; returns what differed. Stored marks and comments stay."""
    differences: list[Difference] = []
    for kind in registry:
        seen = set()
        for thing in kind.things():
            seen.add(thing.key)
            with transaction.atomic():
                differences += _store(kind, thing)
        for item in DeskItem.objects.filter(kind=kind.name, active=True).exclude(key__in=seen):
            differences += _retire(kind.name, item.key)
    return differences


def _retire(kind: str, key: str) -> list[Difference]:
    gone = list(DeskItem.objects.filter(kind=kind, key=key, active=True))
    DeskItem.objects.filter(pk__in=[item.pk for item in gone]).update(active=False)
    DeskEntry.objects.filter(item__in=gone).update(active=False)
    return [Difference(kind, item.title, "", "shown", "") for item in gone]


def _bring_back(item: DeskItem, entries: Iterable[DeskEntry]) -> None:
    """What was retired is there again; usually nothing was, and nothing is written."""
    retired = [entry for entry in entries if not entry.active]
    if retired:
        item.entries.filter(active=False).update(active=True)
    for entry in retired:
        entry.active = True


def _store(kind: Kind, thing: Thing, *, only: Iterable[str] | None = None, user: Any = None) -> list[Difference]:
    originals = kind.texts(thing, thing.source_language)
    item, differences = _store_item(kind, thing, originals)
    entries = {entry.language: entry for entry in item.entries.all()}
    _bring_back(item, entries.values())
    said = {thing.source_language: [_plain(text.source, text) for text in originals]}
    marks: dict[str, dict[str, TextMark]] = {}
    for mark in item.marks.all():
        marks.setdefault(mark.language, {})[mark.path] = mark
    for language in languages():
        if only is not None and language not in only and language in entries:
            continue
        if language == thing.source_language:
            found = Measure(Status.SOURCE, 0, 0, 0, 0)
        else:
            texts = kind.texts(thing, language)
            said[language] = [_plain(text.target, text) for text in texts]
            found = measure(texts, marks.get(language, {}), kind.standing(thing, language))
        differences += _store_entry(kind, item, entries.get(language), language, found, user)
    _store_words(item, said)
    return differences


def searchable(text: str) -> str:
    """How words are kept for searching, and how a question is put: without case, accents and superfluous space."""
    return " ".join(fold(text).split())


def _plain(words: str, text: Text) -> str:
    return html.unescape(guard.TAG.sub("", words)) if text.markup else words


def _store_words(item: DeskItem, said: dict[str, list[str]]) -> None:
    known = {row.language: row for row in item.said.filter(language__in=said)}
    for language, strings in said.items():
        row = known.get(language) or DeskWords(item=item, language=language)
        words_now = "\n".join(searchable(text) for text in strings if text)
        if row.pk is None or row.words != words_now:
            row.words = words_now
            row.save()


def _store_item(kind: Kind, thing: Thing, originals: list[Text]) -> tuple[DeskItem, list[Difference]]:
    values = {
        "title": thing.title[:255],
        "room": thing.room,
        "source_language": thing.source_language,
        "strings": len(originals),
        "words": sum(words(text.source) for text in originals),
        "active": True,
    }
    item = DeskItem.objects.filter(kind=kind.name, key=thing.key).first()
    if item is None:
        item = DeskItem.objects.create(kind=kind.name, key=thing.key, changed_at=timezone.now(), **values)
        return item, [Difference(kind.name, item.title, "", "", _described(item))]
    was = _described(item)
    if any(getattr(item, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(item, name, value)
        item.changed_at = timezone.now()
        item.save()
        return item, [Difference(kind.name, item.title, "", was, _described(item))]
    return item, []


def _store_entry(
    kind: Kind, item: DeskItem, entry: DeskEntry | None, language: str, found: Measure, user: Any
) -> list[Difference]:
    was = _counted(entry) if entry else ""
    entry = entry or DeskEntry(item=item, language=language)
    before = (was, entry.changed_at, entry.changed_by_id)
    for name in COUNTED:
        setattr(entry, name, getattr(found, name))
    now = timezone.now()
    if found.status not in TO_DO:
        entry.waiting_since = None
    elif entry.waiting_since is None or (was and not was.startswith(f"{found.status} ")):
        entry.waiting_since = now
    if user is not None:
        entry.changed_by, entry.changed_at = user, now
    elif found.at:
        entry.changed_by_id, entry.changed_at = found.by, found.at
    if before != (_counted(entry), entry.changed_at, entry.changed_by_id):
        entry.save()
    after = _counted(entry)
    return [] if was == after else [Difference(kind.name, item.title, language, was, after)]


def _counted(entry: DeskEntry) -> str:
    return f"{entry.status} {entry.open}/{entry.stale}/{entry.machine}, {entry.words_to_do} words"


def _described(item: DeskItem) -> str:
    return f"“{item.title}”, {item.strings} strings, {item.words} words"


def marks_of(item: DeskItem, language: str) -> dict[str, TextMark]:
    """The marks of one cell, by path."""
    return {mark.path: mark for mark in item.marks.filter(language=language).select_related("reviewed_by")}


def iter_texts(item: DeskItem, language: str) -> Iterator[Text]:
    """The strings of one cell; none when the thing is gone."""
    thing = registry[item.kind].thing(item.key)
    return iter(registry[item.kind].texts(thing, language) if thing else [])
