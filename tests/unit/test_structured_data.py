"""Descriptions for machines: right values, and no way out of their script element."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from portal.models import EventPage, HomePage, NewsPage, StandardPage
from portal.structured_data import as_script

SITE = SimpleNamespace(
    content_lang="hu",
    canonical_url="https://ls4vet.example/hu/",
    project=SimpleNamespace(acronym="LS4VET", name="", start_date=date(2020, 9, 1), end_date=None),
)


def new(model, **values):
    """A page in memory; a content type of its own keeps Wagtail from asking the database."""
    return model(content_type_id=1, **values)


def meeting(**values):
    start, end = datetime(2022, 11, 10, 23, 30, tzinfo=UTC), datetime(2022, 11, 11, 15, tzinfo=UTC)
    return new(EventPage, **{"title": "T", "start": start, "end": end, "timezone": "Europe/Malta", **values})


def described(page):
    return json.loads(as_script(page, SITE))


def test_the_project():
    assert described(new(HomePage, title="x")) == {
        "@context": "https://schema.org",
        "inLanguage": "hu",
        "@type": "ResearchProject",
        "name": "LS4VET",
        "alternateName": "LS4VET",
        "url": "https://ls4vet.example/hu/",
        "foundingDate": "2020-09-01",
    }


def test_an_event_tells_local_times_and_the_kind_of_attendance():
    data = described(meeting(mode="hybrid", venue="Hall", city="Msida", country="MT", online_url="https://on.example/"))
    assert data["startDate"] == "2022-11-11T00:30:00+01:00"
    assert data["endDate"] == "2022-11-11T16:00:00+01:00"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["location"][1]["url"] == "https://on.example/"


def test_an_event_of_whole_days_tells_days():
    data = described(meeting(all_day=True, mode="online"))
    assert (data["startDate"], data["endDate"]) == ("2022-11-11", "2022-11-11")
    assert data["location"] == {"@type": "VirtualLocation", "url": "https://ls4vet.example/hu/"}


def test_pages_of_prose_and_no_page_are_not_described():
    assert as_script(new(StandardPage, title="x"), SITE) == ""
    assert as_script(None, SITE) == ""


@given(st.text(max_size=80))
def test_no_text_ends_the_script_element(text):
    script = as_script(new(NewsPage, title=text + "</script><!--", lead=text, date=date(2023, 1, 1)), SITE)
    assert "<" not in script
    assert "&" not in script
    assert json.loads(script)["headline"] == text + "</script><!--"
