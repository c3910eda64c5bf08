"""Moments in a person's own time zone, named by its city."""

import zoneinfo
from datetime import datetime
from functools import cache
from typing import Any

from babel.dates import format_date, get_timezone_location
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

CLOCK = {"en": "{h:02d}:{m:02d}", "de": "{h}:{m:02d} Uhr", "nl": "{h}.{m:02d} uur", "hu": "{h}.{m:02d}"}


def zone_of(user: Any) -> str:
    """The person's time zone, else the site's."""
    name = getattr(user, "timezone", "") or settings.TIME_ZONE
    return name if name in _zones() else settings.TIME_ZONE


@cache
def _zones() -> frozenset[str]:
    """Read once: Python looks through hundreds of files for it."""
    return frozenset(zoneinfo.available_timezones())


def clock(moment: datetime, user: Any) -> str:
    """`19:42 (Vienna)`; of another day than today with its date before."""
    zone = zone_of(user)
    own, now = (one.astimezone(zoneinfo.ZoneInfo(zone)) for one in (moment, timezone.now()))
    words = CLOCK.get(_language(), CLOCK["en"]).format(h=own.hour, m=own.minute)
    place = f"{words} ({get_timezone_location(zone, locale=_locale(), return_city=True)})"
    return place if own.date() == now.date() else f"{day(moment, user)}, {place}"


def day(moment: datetime, user: Any) -> str:
    """The day in the person's time zone."""
    own = moment.astimezone(zoneinfo.ZoneInfo(zone_of(user)))
    return format_date(own.date(), "long", locale=_locale())


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _locale() -> str:
    return "en_GB" if _language() == "en" else _language()
