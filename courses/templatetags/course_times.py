"""Moments in a person's own time zone, with its city."""

import zoneinfo
from datetime import datetime
from typing import Any

from babel.dates import format_date, get_timezone_location
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

register = template.Library()

CLOCK = {"en": "{h:02d}:{m:02d}", "de": "{h}:{m:02d} Uhr", "nl": "{h}.{m:02d} uur", "hu": "{h}.{m:02d}"}


def zone_of(user: Any) -> str:
    """The person's time zone, else the site's."""
    name = getattr(user, "timezone", "") or settings.TIME_ZONE
    return name if name in zoneinfo.available_timezones() else settings.TIME_ZONE


@register.filter
def own_clock(moment: datetime, user: Any) -> str:
    """`19:42 (Vienna)`; of another day than today with its date before."""
    name = zone_of(user)
    zone, language = zoneinfo.ZoneInfo(name), (get_language() or "en").split("-")[0]
    own = moment.astimezone(zone)
    clock = CLOCK.get(language, CLOCK["en"]).format(h=own.hour, m=own.minute)
    locale = "en_GB" if language == "en" else language
    place = f"{clock} ({get_timezone_location(name, locale=locale, return_city=True)})"
    if own.date() == timezone.now().astimezone(zone).date():
        return place
    return f"{format_date(own.date(), 'long', locale=locale)}, {place}"


@register.filter
def own_day(moment: datetime, user: Any) -> str:
    """The day in the person's time zone."""
    language = (get_language() or "en").split("-")[0]
    own = moment.astimezone(zoneinfo.ZoneInfo(zone_of(user)))
    return format_date(own.date(), "long", locale="en_GB" if language == "en" else language)
