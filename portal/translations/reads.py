"""What the matrix shows: a page of things with their four states, and the progress of each language."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from portal.translations.choices import TO_DO, Status
from portal.translations.models import DeskEntry, DeskItem

PER_PAGE = 25
BAR = (Status.UP_TO_DATE, Status.MACHINE, Status.DRAFT, Status.STALE, Status.MISSING)
NEEDS_WORK = "todo"


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
        rows = rows.filter(title__icontains=wanted.q)
    entries = _entries(wanted)
    if entries is not None:
        rows = rows.filter(Exists(entries.filter(item=OuterRef("pk"))))
    return rows.order_by("kind", "title", "pk")


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


def page_of(wanted: Wanted, number: Any) -> Any:
    """One page of the matrix: three queries."""
    entries = Prefetch("entries", DeskEntry.objects.select_related("changed_by"))
    return Paginator(items(wanted).prefetch_related(entries), PER_PAGE).get_page(number)


def standing(languages: tuple[str, ...]) -> tuple[list[Progress], list[tuple[int, str]]]:
    """The bars, and who changed something (for the filter), in one query."""
    rows = (
        DeskEntry.objects.filter(item__active=True)
        .order_by()
        .values("language", "status", "changed_by", "changed_by__display_name")
        .annotate(number=Count("pk"), strings=Sum(F("open") + F("stale") + F("machine")), words=Sum("words_to_do"))
    )
    counts: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    people: dict[int, str] = {}
    for row in rows:
        counts[row["language"]][row["status"]].update({name: row[name] or 0 for name in ("number", "strings", "words")})
        if row["changed_by"]:
            people[row["changed_by"]] = row["changed_by__display_name"]
    bars = [_progress(language, counts[language]) for language in languages]
    return bars, sorted(people.items(), key=lambda person: person[1])


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
