"""An event to come with two seats, in four languages."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.models import EventPage, Registration
from portal.services import registrations
from tests.factories import LANGUAGES, SmallSite, add_translation, event

NOW = timezone.now()


@pytest.fixture
def meeting(site: SmallSite) -> EventPage:
    """An open hour in ten days, in English and Hungarian."""
    times = {"start": NOW + timedelta(days=10), "end": NOW + timedelta(days=10, hours=1)}
    page = event(site("events"), "Open hour", registration_open=True, capacity=2, **times)
    add_translation(page, site("events", "hu"), "Nyitott óra")
    return page


@pytest.fixture
def come(meeting: EventPage) -> Any:
    """`come("anna")` registers anna@example.org."""

    def register(name: str, **more: Any) -> Registration:
        values = {"language": "en", "now": NOW, **more}
        return registrations.register(rules=meeting, name=name.title(), email=f"{name}@example.org", **values)

    return register


__all__ = ["LANGUAGES"]
