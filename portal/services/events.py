"""Reads for the events: what comes, what was, whom it is for."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.choices import EventKind
from portal.core import page_cache
from portal.core.public import open_to_all
from portal.models.events import EventIndexPage, EventPage
from portal.services.lists import choice_of, page_of, query_string

PER_PAGE = 10


def events(locale_id: int) -> QuerySet[EventPage]:
    """Live events of one language, ready to be listed."""
    return (
        open_to_all(EventPage.objects.live())
        .filter(locale_id=locale_id)
        .select_related("locale")
        .defer("body", "programme", "speakers", "documents")
    )


def next_event(locale_id: int, now: datetime) -> EventPage | None:
    """The event that comes first, or is under way. In one generation the list only gets shorter."""
    coming = page_cache.per_generation(
        f"events-coming:{locale_id}", lambda: list(events(locale_id).filter(end__gte=now).order_by("start")[:20])
    )
    return next((event for event in coming if event.end >= now), None)


def last_event(locale_id: int, now: datetime) -> EventPage | None:
    """The event that was last."""
    return events(locale_id).filter(end__lt=now).order_by("-start").first()


def index_context(index: EventIndexPage, query: QueryDict, *, now: datetime, base_url: str) -> dict[str, Any]:
    """Upcoming events, one page of past ones, filters. Raises Http404 for a kind or page that does not exist."""
    kind = choice_of(query, "kind", EventKind.values)
    rows = events(index.locale_id)
    if kind:
        rows = rows.filter(kind=kind)
    past = rows.filter(end__lt=now).order_by("-start")
    calendar = reverse("events_calendar")
    host = base_url.split("://", 1)[-1].rstrip("/")
    return {
        "kinds": _kinds(index.locale_id, kind),
        "upcoming": list(rows.filter(end__gte=now).order_by("start")[:50]),
        "past": page_of(past, query, per_page=PER_PAGE, count_key=f"events-past:{index.locale_id}:{kind}:{now:%Y%m%d}"),
        "filter_query": query_string(kind=kind).removeprefix("?"),
        "calendar_webcal_url": f"webcal://{host}{calendar}",
        "calendar_file_url": calendar,
    }


def event_context(event: EventPage, *, now: datetime) -> dict[str, Any]:
    """Whether it is over, and where its calendar file is."""
    return {
        "is_past": event.end < now,
        "has_begun": event.start <= now,
        "ics_url": reverse("event_ics", args=[event.translation_key]),
    }


def _kinds(locale_id: int, current: str) -> list[dict[str, Any]]:
    rows = (
        open_to_all(EventPage.objects.live())
        .filter(locale_id=locale_id)
        .values_list("kind")
        .annotate(number=Count("pk"))
    )
    numbers = page_cache.per_generation(f"event-kinds:{locale_id}", lambda: dict(rows.order_by()))
    entries = [("", _("All"), sum(numbers.values()))]
    entries += [(kind.value, str(kind.label), numbers.get(kind.value, 0)) for kind in EventKind]
    return [
        {"name": label, "url": query_string(kind=value), "count": number, "current": value == current}
        for value, label, number in entries
    ]
