"""Calendar entries (RFC 5545, with the names RFC 7986 adds), for feeds and for mails: what every room fills in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration


@dataclass(frozen=True)
class Entry:
    """One entry. Times carry their time zone; a change is known by a higher sequence under the same `uid`."""

    uid: str
    stamp: datetime
    start: datetime | date
    end: datetime | date
    summary: str
    description: str = ""
    url: str = ""
    location: str = ""
    category: str = ""
    sequence: int = 0
    status: str = ""
    """CONFIRMED or CANCELLED; empty: not said."""


def calendar(entries: Iterable[Entry], name: str, *, room: str, refresh: timedelta | None = None) -> Calendar:
    """The calendar of these entries, with the time zones they need."""
    result = Calendar()
    result.add("prodid", f"-//LS4VET portal//{room}//EN")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", name)
    result.add("name", name)
    if refresh:
        pause = vDuration(refresh)
        pause.params["VALUE"] = "DURATION"
        result["REFRESH-INTERVAL"], result["X-PUBLISHED-TTL"] = pause, vDuration(refresh)
    for entry in entries:
        result.add_component(_event(entry))
    result.add_missing_timezones()
    return result


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.summary)
    for name in ("description", "url", "location", "status"):
        if value := getattr(entry, name):
            event.add(name, value)
    if entry.sequence:
        event.add("sequence", entry.sequence)
    if entry.category:
        event.add("categories", [entry.category])
    return event
