"""Search in the reader's language: write the index, ask it, mark what was found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.search.backends import get_search_backend

from portal.core import sqlite_search
from portal.core.models import SearchDocument
from portal.core.stemming import WORD, fold, index_stems, stem, stems

MAX_QUERY = 200
MAX_WORDS = 12
EXCERPT_CHARS = 220


class QueryTooLong(ValueError):
    """The question is longer than anyone would type."""


@dataclass(frozen=True)
class Entry:
    """What a room tells the index about one thing in one language."""

    key: str
    language: str
    kind: str
    title: str
    url: str
    lead: str = ""
    text: str = ""
    date: Day | None = None


def index_entry(entry: Entry) -> SearchDocument:
    """Add or replace one row of the index."""
    document, _created = SearchDocument.objects.update_or_create(
        key=entry.key,
        language=entry.language,
        defaults={
            "kind": entry.kind,
            "title": entry.title[:255],
            "url": entry.url,
            "lead": entry.lead,
            "text": entry.text,
            "title_stems": index_stems(entry.title, entry.language),
            "stems": index_stems(f"{entry.lead} {entry.text}", entry.language),
            "date": entry.date,
        },
    )
    return document


def forget(keys: Iterable[str]) -> None:
    """Take things out of the index, in every language."""
    for document in SearchDocument.objects.filter(key__in=list(keys)):
        document.delete()


def clean_query(raw: str) -> str:
    """What was typed, without control characters and superfluous space. Raises QueryTooLong."""
    if len(raw) > MAX_QUERY:
        raise QueryTooLong
    return " ".join("".join(char if char.isprintable() else " " for char in raw).split())


def find(query: str, language: str, *, kind: str = "", limit: int = 50) -> list[SearchDocument]:
    """The best matches in this language: all words must occur, titles count more. Empty for a query without words."""
    wanted = list(dict.fromkeys(stems(query, language)))[:MAX_WORDS]
    if not wanted:
        return []
    if sqlite_search.is_used():
        return sqlite_search.find(wanted, language, kind, limit)
    rows = SearchDocument.objects.filter(language=language)
    if kind:
        rows = rows.filter(kind=kind)
    found = get_search_backend().search(" ".join(wanted), rows, operator="and")
    return list(found[:limit])


def suggest(query: str, language: str, *, limit: int = 6) -> list[SearchDocument]:
    """Titles with words that begin like the words typed so far."""
    folded = " ".join(fold(match.group()) for match in list(WORD.finditer(query))[:MAX_WORDS])
    if len(folded) < 2:
        return []
    if sqlite_search.is_used():
        return sqlite_search.suggest(folded.split(), language, limit)
    rows = SearchDocument.objects.filter(language=language)
    return list(get_search_backend().autocomplete(folded, rows, operator="and")[:limit])


def mark(text: str, query: str, language: str) -> SafeString:
    """The text, escaped, with every word that has the stem of a query word inside `<mark>`."""
    wanted = _wanted(query, language)
    parts, position = [], 0
    for match in WORD.finditer(text):
        if _is_wanted(match.group(), wanted, language):
            parts += [escape(text[position : match.start()]), "<mark>", escape(match.group()), "</mark>"]
            position = match.end()
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts))  # noqa: S308


def excerpt(text: str, query: str, language: str) -> str:
    """A piece of the text around the first word found, cut between words."""
    wanted = _wanted(query, language)
    hit = next((m.start() for m in WORD.finditer(text) if _is_wanted(m.group(), wanted, language)), 0)
    start = max(0, hit - EXCERPT_CHARS // 3)
    piece = text[start : start + EXCERPT_CHARS]
    if start:
        piece = "… " + re.sub(r"^\S*\s", "", piece, count=1)
    if start + EXCERPT_CHARS < len(text):
        piece = re.sub(r"\s\S*$", "", piece, count=1) + " …"
    return piece


def _wanted(query: str, language: str) -> frozenset[str]:
    return frozenset(stems(query, language))


def _is_wanted(word: str, wanted: frozenset[str], language: str) -> bool:
    return stem(word, language) in wanted or stem(fold(word), language) in wanted
