"""Times of events are typed as the clocks at their place show them."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from portal.models import EventPage

pytestmark = pytest.mark.django_db


def form_for(page, user, data=None):
    return EventPage.get_edit_handler().get_form_class()(data, instance=page, for_user=user)


def typed(page, **changes):
    fields = {"title": page.title, "slug": page.slug, "start": "2027-03-05 14:00", "end": "2027-03-05 15:30"}
    fields |= {"timezone": "Europe/London", "mode": page.mode, "kind": page.kind, "lead": "Words"}
    streams = {f"{name}-count": "0" for name in ("body", "programme", "speakers", "documents")}
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {**fields, **streams, **comments, **changes}


def test_two_in_the_afternoon_is_two_in_the_afternoon_there(person, site):
    form = form_for(site("meeting"), person("editor"), typed(site("meeting")))
    assert form.is_valid(), form.errors
    assert form.save(commit=False).start == datetime(2027, 3, 5, 14, tzinfo=UTC)


def test_the_form_shows_the_local_time_of_the_place(person, site):
    page = site("meeting")
    page.timezone, page.start = "Europe/London", datetime(2027, 7, 5, 14, tzinfo=UTC)
    shown = form_for(page, person("editor"))["start"].value()
    naive = timezone.make_naive(shown) if timezone.is_aware(shown) else shown
    assert naive == datetime(2027, 7, 5, 15)


def test_saving_without_a_change_changes_nothing(person, site):
    page = site("meeting")
    start, end = (moment.astimezone(page.local_start.tzinfo) for moment in (page.start, page.end))
    data = typed(page, start=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}", timezone=page.timezone)
    form = form_for(page, person("editor"), data)
    assert form.is_valid(), form.errors
    assert not {"start", "end"} & set(form.changed_data)
    assert form.save(commit=False).start == site("meeting").start


def test_an_unknown_zone_is_refused_with_a_sentence(person, site):
    form = form_for(site("meeting"), person("editor"), typed(site("meeting"), timezone="Atlantis"))
    assert not form.is_valid()
    assert "timezone" in form.errors
