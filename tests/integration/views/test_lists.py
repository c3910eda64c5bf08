"""The lists of news and events: filters, numbers, page numbers, and what does not exist."""

from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import article, category, event
from tests.integration.reading import read


@pytest.fixture
def news(site):
    for number in range(12):
        article(site("news"), f"Old {number}", date=date(2021, 1, 1 + number))
    for number in range(3):
        article(site("news"), f"Course {number}", date=date(2022, 6, 1 + number), category=category("course"))
    return site


def listed(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return [page.title for page in response.context["page_obj"]]


def test_the_newest_come_first_ten_on_a_page(news, client):
    first = listed(client, "/en/news/")
    assert first == ["Teachers meet", "Course 2", "Course 1", "Course 0", *(f"Old {n}" for n in range(11, 5, -1))]
    assert listed(client, "/en/news/?page=2") == [f"Old {n}" for n in range(5, -1, -1)]


def test_by_category_and_by_year(news, client):
    assert listed(client, "/en/news/?category=course") == ["Course 2", "Course 1", "Course 0"]
    assert len(listed(client, "/en/news/?year=2021")) == 10
    assert listed(client, "/en/news/?year=2021&page=2") == ["Old 1", "Old 0"]
    assert listed(client, "/en/news/?year=2022&category=course") == ["Course 2", "Course 1", "Course 0"]
    assert listed(client, "/en/news/?year=2021&category=course") == []


def test_filters_tell_how_many(news, client):
    context = client.get("/en/news/?year=2022").context
    assert [(c["name"], c["count"], c["current"]) for c in context["categories"]] == [
        ("All", 3, True),
        ("Project", 0, False),
        ("Course", 3, False),
    ]
    assert [(y["year"], y["count"], y["current"]) for y in context["years"]] == [
        (2023, 1, False),
        (2022, 3, True),
        (2021, 12, False),
    ]
    assert context["categories"][2]["url"] == "?category=course&year=2022"
    assert context["years"][1]["url"] == "?"


def test_each_language_has_its_own_list(news, client):
    assert listed(client, "/hu/hirek/") == ["Tanárok találkozója"]


def test_closed_and_unpublished_articles_are_not_listed(news, client):
    closed = article(news("news"), "Closed", date=date(2026, 1, 1))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    article(news("news"), "Draft", date=date(2026, 1, 1), live=False)
    assert listed(client, "/en/news/")[0] == "Teachers meet"
    assert client.get("/en/news/").context["categories"][0]["count"] == 16


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=-1", "page=3", "page=x", "page=99999999999999999999999999", "page=1.0", "page=%00"),
        *("category=nothing", "category=%00", "category=' OR 1=1", "category=COURSE"),
        *("year=1999", "year=x", "year=0", "year=99999", "year=2021.0", "year=%D9%A2", "year=2021&page=3"),
    ],
)
def test_what_does_not_exist_is_404_in_the_readers_language(news, client, query):
    answer = read(client, f"/nl/nieuws/?{query}")
    assert answer.status == 404
    assert answer.lang == "nl"


@pytest.mark.parametrize("query", ["page=", "category=", "year=", "page=1", "unknown=1", "page=1&page=2"])
def test_empty_and_unknown_parameters_are_no_error(news, client, query):
    assert client.get(f"/en/news/?{query}").status_code == 200


def test_pages_keep_the_filter(news, client):
    links = read(client, "/en/news/?year=2021").hrefs("//nav")
    assert any("year=2021" in link and "page=2" in link for link in links)


@pytest.fixture
def agenda(site):
    now = datetime.now(UTC)
    for number in range(12):
        start = datetime(2020, 1, 1 + number, 9, tzinfo=UTC)
        event(site("events"), f"Past {number}", start=start, end=start + timedelta(hours=1), kind="public")
    event(site("events"), "Tomorrow", start=now + timedelta(days=1), end=now + timedelta(days=2), kind="course")
    event(site("events"), "Now", start=now - timedelta(hours=1), end=now + timedelta(hours=1), kind="public")
    return site


def test_what_comes_and_what_was(agenda, client):
    context = client.get("/en/events/").context
    assert [page.title for page in context["upcoming"]] == ["Now", "Tomorrow"]
    assert [page.title for page in context["past"]][:2] == ["Meeting in Malta", "Past 11"]
    assert len(context["past"].object_list) == 10
    second = client.get("/en/events/?page=2").context["past"]
    assert [page.title for page in second] == ["Past 2", "Past 1", "Past 0"]


def test_events_by_kind_with_numbers(agenda, client):
    context = client.get("/en/events/?kind=course").context
    assert [page.title for page in context["upcoming"]] == ["Tomorrow"]
    assert list(context["past"]) == []
    assert [kind["count"] for kind in context["kinds"]] == [15, 13, 1, 1]
    assert [kind["current"] for kind in context["kinds"]] == [False, False, True, False]


@pytest.mark.parametrize("query", ["kind=secret", "kind=%00", "page=3", "page=x", "kind=course&page=2"])
def test_events_that_do_not_exist_are_404(agenda, client, query):
    assert client.get(f"/hu/esemenyek/?{query}").status_code == 404


def test_the_calendar_of_the_language_is_offered(agenda, client):
    context = client.get("/de/termine/").context
    assert context["calendar_file_url"] == "/de/calendar/events.ics"
    assert context["calendar_webcal_url"] == "webcal://testserver/de/calendar/events.ics"


def test_home_shows_the_next_event_or_else_the_last(agenda, client):
    context = client.get("/en/").context
    assert (context["next_event"].title, context["last_event"]) == ("Now", None)
    context = client.get("/hu/").context
    assert (context["next_event"], context["last_event"].title) == (None, "Találkozó Máltán")


def test_home_shows_three_articles(news, client):
    assert [page.title for page in client.get("/en/").context["lists"]["news"]] == [
        "Teachers meet",
        "Course 2",
        "Course 1",
    ]
