"""Events as calendar entries, for feeds and for mails."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar

from portal.choices import EventMode
from portal.core import calendars
from portal.models import EventPage
from portal.services.partners import country_name

_ONE_DAY = timedelta(days=1)  # the end of a whole-day event is exclusive (RFC 5545, 3.6.1)


def calendar(entries: Iterable[tuple[EventPage, str]], name: str) -> Calendar:
    """Events with their whole addresses."""
    return calendars.calendar((_entry(page, url) for page, url in entries), name, room="Events")


def place(page: EventPage) -> str:
    """Where it is, in one line."""
    if page.mode == EventMode.ONLINE:
        return page.online_url or str(EventMode.ONLINE.label)
    return ", ".join(
        part for part in (page.venue, page.city, country_name(page.country) if page.country else "") if part
    )


def _entry(page: EventPage, url: str) -> calendars.Entry:
    days = (page.local_start.date(), page.local_end.date() + _ONE_DAY)
    start, end = days if page.all_day else (page.local_start, page.local_end)
    return calendars.Entry(
        uid=f"{page.translation_key}@{urlsplit(url).hostname}",
        stamp=page.last_published_at or page.start,
        start=start,
        end=end,
        summary=page.title,
        description=f"{page.lead}\n\n{url}".strip(),
        url=url,
        location=place(page),
        category=str(page.get_kind_display()),
    )
