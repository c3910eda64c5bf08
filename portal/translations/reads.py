"""What the matrix shows: a page of things with their four states, and the progress of each language."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from portal.accounts.models import User
from portal.translations.choices import TO_DO, Status
from portal.translations.models import DeskEntry, DeskItem, DeskWords
from portal.translations.services import desk

PER_PAGE = 25
BAR = (Status.UP_TO_DATE, Status.MACHINE, Status.DRAFT, Status.STALE, Status.MISSING)
NEEDS_WORK = "todo"
TO_DO_STRINGS = F("open") + F("stale") + F("machine")


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for; empty means all."""

    room: str = ""
    kind: str = ""
    language: str = ""
    status: str = ""
    age: int = 0
    who: int = 0
    q: str = ""


class Listed(NamedTuple):
    """A thing, as the matrix shows it. A page has a hundred rows: whole records would cost more than the query."""

    pk: int
    kind: str
    title: str
    strings: int
    words: int


class Cell(NamedTuple):
    """A thing in one language, as the matrix shows it."""

    language: str
    status: str
    words_to_do: int
    changed_by: int | None
    changed_at: datetime | None
    to_do: int


@dataclass(frozen=True)
class Segment:
    """A piece of a bar, in per cent."""

    status: str
    label: str
    number: int
    start: str
    width: str


@dataclass(frozen=True)
class Progress:
    """One language: how much is done and what is to do."""

    language: str
    total: int
    done: int
    strings: int
    words: int
    segments: list[Segment]


def items(wanted: Wanted) -> QuerySet[DeskItem]:
    """The things that match, in a stable order, with their entries."""
    rows = DeskItem.objects.filter(active=True)
    if wanted.room:
        rows = rows.filter(room=wanted.room)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.q:
        rows = rows.filter(Q(pk__in=_saying(wanted).values("item")) | Q(title__icontains=wanted.q))
    entries = _entries(wanted)
    if entries is not None:
        rows = rows.filter(Exists(entries.filter(item=OuterRef("pk"))))
    return rows.order_by("kind", "title", "pk")


def _saying(wanted: Wanted) -> QuerySet[DeskWords]:
    """Things with these words in a string: in their source or in the language that is looked at."""
    rows = DeskWords.objects.filter(words__contains=desk.searchable(wanted.q))
    if wanted.language:
        rows = rows.filter(Q(language=wanted.language) | Q(language=F("item__source_language")))
    return rows


def _entries(wanted: Wanted) -> QuerySet[DeskEntry] | None:
    limits = Q()
    if wanted.language:
        limits &= Q(language=wanted.language)
    if wanted.status == NEEDS_WORK:
        limits &= Q(status__in=TO_DO)
    elif wanted.status:
        limits &= Q(status=wanted.status)
    if wanted.age:
        limits &= Q(waiting_since__lte=timezone.now() - timedelta(days=wanted.age))
    if wanted.who:
        limits &= Q(changed_by=wanted.who)
    return DeskEntry.objects.filter(limits) if limits else None


def page_of(wanted: Wanted, number: Any) -> tuple[Any, list[tuple[Listed, dict[str, Cell]]]]:
    """One page of the matrix in two queries: things with their entries by language.

    Where words are looked for, every text is read: once, not a second time to count what was found.
    """
    keys = items(wanted).values_list("pk", flat=True)
    page = Paginator(list(keys) if wanted.q else keys, PER_PAGE).get_page(number)
    found: dict[Listed, dict[str, Cell]] = {}
    rows = DeskEntry.objects.filter(item__in=page.object_list).order_by("item__kind", "item__title", "item")
    for row in rows.values_list(*(f"item__{name}" for name in Listed._fields), *Cell._fields[:-1], TO_DO_STRINGS):
        thing, cell = Listed(*row[: len(Listed._fields)]), Cell(*row[len(Listed._fields) :])
        found.setdefault(thing, {})[cell.language] = cell
    return page, list(found.items())


def standing(languages: tuple[str, ...]) -> tuple[list[Progress], dict[int, str]]:
    """The bars, and who changed something, by name: two queries, the first from an index that holds all it needs."""
    rows = (
        DeskEntry.objects.filter(active=True)
        .order_by()
        .values("language", "status", "changed_by")
        .annotate(number=Count("pk"), strings=Sum(TO_DO_STRINGS), words=Sum("words_to_do"))
    )
    counts: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    people = set()
    for row in rows:
        counts[row["language"]][row["status"]].update({name: row[name] or 0 for name in ("number", "strings", "words")})
        people.add(row["changed_by"])
    names = User.objects.filter(pk__in=people - {None}).order_by("display_name", "pk")
    bars = [_progress(language, counts[language]) for language in languages]
    return bars, {user.pk: str(user) for user in names}


def _progress(language: str, rows: dict[str, Counter]) -> Progress:
    number = {status: row["number"] for status, row in rows.items() if status != Status.SOURCE}
    total = sum(number.values())
    segments, start = [], 0.0
    for status in BAR:
        if many := number.get(status, 0):
            width = 100 * many / total
            segments.append(Segment(status, str(Status(status).label), many, f"{start:.2f}%", f"{width:.2f}%"))
            start += width
    strings = sum(row["strings"] for row in rows.values())
    words = sum(row["words"] for row in rows.values())
    return Progress(language, total, number.get(Status.UP_TO_DATE, 0), strings, words, segments)
