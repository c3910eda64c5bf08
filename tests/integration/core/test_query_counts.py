"""A page costs at most fifteen queries, however deep it lies and however much there is."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.models import ResultPage
from tests.factories import (
    LANGUAGES,
    article,
    category,
    event,
    idea,
    organisation,
    picture,
    result_with_file,
    text_page,
)
from tests.factories.pages import child
from tests.factories.site import TREE

MOST = 15


def cost(client, queries, url):
    """Queries of an uncached page, once the process knows menu and settings."""
    assert client.get(url).status_code == 200
    with queries() as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("key", ["home", *TREE])
def test_no_page_costs_more_than_fifteen(site, client, queries, key):
    assert cost(client, queries, site.url(key, "hu")) <= MOST


def test_a_new_process_stays_near_the_limit(site, client, queries):
    with queries() as asked:
        client.get(site.url("article", "nl"))
    assert len(asked) <= MOST + 5


def test_depth_costs_nothing(site, client, queries):
    parent = site("details")
    shallow = cost(client, queries, parent.url)
    for depth in range(8):
        parent = text_page(parent, f"Level {depth}")
    assert cost(client, queries, parent.url) == shallow


def test_an_untranslated_page_costs_a_constant_more(site, client, queries):
    assert cost(client, queries, "/hu/projekt/only-english/") <= MOST


def add_articles(site):
    for number in range(29):
        article(site("news"), image=picture(), category=category(f"c{number % 5}"))


def add_events(site):
    soon = datetime.now(UTC) + timedelta(days=2)
    for number in range(15):
        event(site("events"))
        event(site("events"), start=soon, end=soon + timedelta(hours=number + 1))


def add_results(site):
    for number in range(29):
        result = result_with_file(f"X{number}", lead_organisation=organisation()).version.result
        child(ResultPage, site("results"), result=result)


def add_organisations(site):
    for number in range(29):
        organisation(country=("AT", "MT", "NL")[number % 3], latitude=48.0, longitude=10.0 + number / 10)


def add_children(site):
    for _number in range(29):
        text_page(site("project"))


def add_menu(site):
    for _number in range(29):
        text_page(site("home"), show_in_menus=True)


@pytest.mark.parametrize(
    ("key", "add"),
    [
        ("news", add_articles),
        ("article", add_articles),
        ("events", add_events),
        ("results", add_results),
        ("partners", add_organisations),
        ("project", add_children),
        ("aims", add_children),
        ("home", add_articles),
        ("home", add_organisations),
        ("home", add_menu),
        ("details", add_menu),
    ],
)
def test_thirty_cost_what_one_costs(site, client, queries, key, add):
    idea(2)
    if add is add_articles:
        article(site("news"), image=picture())
    one = cost(client, queries, site.url(key))
    add(site)
    client.get(site.url(key))  # the first reader makes the sizes of new pictures
    many = cost(client, queries, site.url(key))
    assert many <= MOST
    assert many <= one + 2, "the number of queries grows with the rows"


@pytest.mark.parametrize("view", ["site-map/", "search/?q=teachers", "feeds/news.atom", "calendar/events.ics"])
def test_views_without_a_place_cost_little_too(site, client, queries, view):
    few = cost(client, queries, f"/en/{view}")
    for _number in range(15):
        article(site("news"))
        event(site("events"))
    assert cost(client, queries, f"/en/{view}") == few <= MOST


def test_all_languages_cost_the_same(site, client, queries):
    assert len({cost(client, queries, site.url("article", language)) for language in LANGUAGES}) == 1
