"""What readers subscribe to: feeds and calendars that other programs understand."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import feedparser
import pytest
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from tests.factories import LANGUAGES, article, event


def calendar(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(parsed):
    return list(parsed.walk("VEVENT"))


# --- Atom


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_in_each_language(site, client, language):
    response = client.get(f"/{language}/feeds/news.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.language == language
    assert feed.feed.title.startswith("LS4VET: ")
    assert feed.feed.link == f"http://testserver{site.url('news', language)}"
    (entry,) = feed.entries
    assert entry.title == site("article", language).title
    assert entry.link == f"http://testserver{site.url('article', language)}"
    assert entry.summary == site("article", language).lead
    assert entry.published[:10] in ("2023-03-01", "2023-02-28")
    assert [tag.term for tag in entry.tags] == [site("article", language).category.name]


def test_the_newest_twenty_come_newest_first(site, client):
    for day in range(1, 26):
        article(site("news"), f"Day {day}", date=date(2024, 1, day))
    entries = feedparser.parse(client.get("/en/feeds/news.atom").content).entries
    assert [entry.title for entry in entries] == [f"Day {day}" for day in range(25, 5, -1)]


def test_drafts_closed_pages_and_other_languages_stay_out(site, client):
    article(site("news"), "Draft", live=False)
    closed = article(site("news"), "Closed", lead="secret")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    titles = [entry.title for entry in feedparser.parse(client.get("/en/feeds/news.atom").content).entries]
    assert titles == ["Teachers meet"]


def test_markup_in_a_headline_stays_text(site, client):
    article(site("news"), "A <b> & ]]> C", date=date(2025, 1, 1))
    feed = feedparser.parse(client.get("/en/feeds/news.atom").content)
    assert not feed.bozo
    assert feed.entries[0].title in ("A <b> & ]]> C", "A &lt;b&gt; &amp; ]]&gt; C")


def test_an_empty_feed_is_a_feed(site, client):
    site("article").delete()
    feed = feedparser.parse(client.get("/en/feeds/news.atom").content)
    assert not feed.bozo
    assert feed.entries == []


# --- calendars


def test_one_event_with_its_time_zone(site, client):
    page = site("meeting")
    parsed = calendar(client, f"/en/calendar/{page.translation_key}.ics")
    (entry,) = events(parsed)
    assert entry["SUMMARY"] == "Meeting in Malta"
    assert entry["LOCATION"] == "The institute, Msida, Malta"
    assert entry["URL"] == f"http://testserver{page.url}"
    assert entry["UID"] == f"{page.translation_key}@testserver"
    assert entry.decoded("DTSTART").isoformat() == "2022-11-10T09:00:00+01:00"
    assert entry.decoded("DTEND").isoformat() == "2022-11-11T16:00:00+01:00"
    assert entry["DTSTART"].params["TZID"] == "Europe/Malta"
    assert [str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")] == ["Europe/Malta"]
    assert entry["DTSTAMP"].dt.tzinfo is not None
    assert entry["DESCRIPTION"].startswith("Teachers plan a lesson together.")


def test_the_uid_is_the_same_in_every_language_and_request(site, client):
    key = site("meeting").translation_key
    uids = {events(calendar(client, f"/{language}/calendar/{key}.ics"))[0]["UID"] for language in LANGUAGES}
    uids |= {entry["UID"] for entry in events(calendar(client, "/hu/calendar/events.ics"))}
    assert uids == {f"{key}@testserver"}


@pytest.mark.parametrize("days", [1, 2])
def test_the_end_of_whole_days_is_exclusive(site, client, days):
    start = datetime(2024, 5, 1, 0, 0, tzinfo=UTC) - timedelta(hours=2)  # midnight in Budapest
    page = event(site("events"), start=start, end=start + timedelta(days=days - 1, hours=1), all_day=True)
    (entry,) = events(calendar(client, f"/en/calendar/{page.translation_key}.ics"))
    assert entry.decoded("DTSTART") == date(2024, 5, 1)
    assert entry.decoded("DTEND") == date(2024, 5, 1 + days)


def test_summer_and_winter_time(site, client):
    summer = event(site("events"), start=datetime(2024, 7, 1, 7, tzinfo=UTC), end=datetime(2024, 7, 1, 8, tzinfo=UTC))
    (entry,) = events(calendar(client, f"/en/calendar/{summer.translation_key}.ics"))
    assert entry.decoded("DTSTART").isoformat() == "2024-07-01T09:00:00+02:00"


def test_an_online_event_is_where_its_link_is(site, client):
    page = event(site("events"), mode="online", online_url="https://meet.example/x")
    (entry,) = events(calendar(client, f"/en/calendar/{page.translation_key}.ics"))
    assert entry["LOCATION"] == "https://meet.example/x"


def test_the_calendar_holds_the_events_of_the_language(site, client):
    event(site("events"), "Later", start=datetime(2030, 1, 1, tzinfo=UTC), end=datetime(2030, 1, 2, tzinfo=UTC))
    event(site("events"), "Draft", live=False)
    closed = event(site("events"), "Closed", online_url="https://secret.example/")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    parsed = calendar(client, "/en/calendar/events.ics")
    assert [str(entry["SUMMARY"]) for entry in events(parsed)] == ["Meeting in Malta", "Later"]
    assert str(parsed["X-WR-CALNAME"]).startswith("LS4VET: ")
    assert len(events(calendar(client, "/de/calendar/events.ics"))) == 1
    assert client.get(f"/en/calendar/{closed.translation_key}.ics").status_code == 404


def test_signs_of_the_format_are_escaped(site, client):
    page = event(site("events"), "A; B, C", lead="One\nBEGIN:VEVENT\nUID:evil", venue="Hall; 1, left")
    (entry,) = events(calendar(client, f"/en/calendar/{page.translation_key}.ics"))
    assert entry["SUMMARY"] == "A; B, C"
    assert "BEGIN:VEVENT" in entry["DESCRIPTION"]


def test_an_event_that_is_not_translated_is_given_in_its_own_language(site, client):
    page = event(site("events"), "English event")
    (entry,) = events(calendar(client, f"/nl/calendar/{page.translation_key}.ics"))
    assert entry["SUMMARY"] == "English event"


def test_unknown_and_unpublished_events_are_404(site, client):
    assert client.get(f"/en/calendar/{uuid4()}.ics").status_code == 404
    assert client.get("/en/calendar/not-a-uuid.ics").status_code == 404
    draft = event(site("events"), live=False)
    assert client.get(f"/en/calendar/{draft.translation_key}.ics").status_code == 404
    assert client.post("/en/calendar/events.ics").status_code == 405
