"""Events as calendar entries (RFC 5545), for feeds and for mails."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from portal.choices import EventMode
from portal.models import EventPage
from portal.services.partners import country_name

_ONE_DAY = timedelta(days=1)  # the end of a whole-day event is exclusive (RFC 5545, 3.6.1)


def calendar(entries: Iterable[tuple[EventPage, str]], name: str) -> Calendar:
    """Events with their whole addresses; with the names RFC 7986 adds."""
    result = Calendar()
    result.add("prodid", "-//LS4VET portal//Events//EN")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", name)
    result.add("name", name)
    for page, url in entries:
        result.add_component(_event(page, url))
    result.add_missing_timezones()
    return result


def place(page: EventPage) -> str:
    """Where it is, in one line."""
    if page.mode == EventMode.ONLINE:
        return page.online_url or str(EventMode.ONLINE.label)
    return ", ".join(
        part for part in (page.venue, page.city, country_name(page.country) if page.country else "") if part
    )


def _event(page: EventPage, url: str) -> Event:
    event = Event()
    event.add("uid", f"{page.translation_key}@{urlsplit(url).hostname}")
    event.add("dtstamp", (page.last_published_at or page.start).astimezone(UTC))
    if page.all_day:
        event.add("dtstart", page.local_start.date())
        event.add("dtend", page.local_end.date() + _ONE_DAY)
    else:
        event.add("dtstart", page.local_start)
        event.add("dtend", page.local_end)
    event.add("summary", page.title)
    event.add("description", f"{page.lead}\n\n{url}".strip())
    event.add("url", url)
    event.add("location", place(page))
    event.add("categories", [page.get_kind_display()])
    return event
