"""The edit form of an event: times are typed as the clock on the wall of the event's own place shows them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

TIMES = ("start", "end", "registration_closes")


class EventForm(WagtailAdminPageForm):
    """Whoever edits sits in another time zone than the meeting: 14:00 means 14:00 there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(self.instance.timezone)
        for name in TIMES:
            moment = getattr(self.instance, name)
            if moment and name in self.fields:
                self.initial[name] = _same_clock(moment, zone, timezone.get_current_timezone())

    def clean(self) -> dict[str, Any]:
        """Read the times in the time zone that the form names."""
        cleaned = super().clean()
        zone, here = cleaned.get("timezone"), timezone.get_current_timezone()
        for name in TIMES:
            if zone in available_timezones() and cleaned.get(name):
                cleaned[name] = _same_clock(cleaned[name], here, ZoneInfo(zone))
        return cleaned


def _same_clock(moment: datetime, zone: Any, other: Any) -> datetime:
    """The moment at which the clocks of the other zone show what the clocks of this zone show now."""
    return moment.astimezone(zone).replace(tzinfo=other)
