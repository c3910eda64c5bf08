"""From an address to a page: translated, fallen back, moved on, refused."""

from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from tests.factories import LANGUAGES, text_page
from tests.factories.site import TREE
from tests.integration.reading import read


@pytest.mark.parametrize("key", ["home", *TREE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_type_answers_in_every_language(site, client, key, language):
    answer = read(client, site.url(key, language))
    assert answer.status == 200
    assert answer.lang == language
    assert answer.robots == []
    assert answer.canonical == [f"http://testserver{site.url(key, language)}"]
    assert answer.alternates == {
        **{code: f"http://testserver{site.url(key, code)}" for code in LANGUAGES},
        "x-default": f"http://testserver{site.url(key, 'en')}",
    }


def test_slugs_are_those_of_the_language(site):
    assert site.url("details", "hu") == "/hu/projekt/celok/reszletek/"
    assert site.url("details", "nl") == "/nl/het-project/doelen/bijzonderheden/"


@pytest.mark.parametrize(
    ("accepted", "language"), [("hu-HU,hu;q=0.9", "hu"), ("nl;q=0.5,de;q=0.9", "de"), ("fr", "en"), ("", "en")]
)
def test_the_front_door_leads_to_the_readers_language(site, client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]


def test_an_untranslated_page_shows_its_source_inside_the_readers_interface(site, client):
    answer = read(client, "/hu/projekt/only-english/")
    assert answer.status == 200
    assert answer.lang == "hu"
    assert answer.robots == ["noindex"]
    assert answer.canonical == ["http://testserver/en/project/only-english/"]
    assert answer.alternates == {}
    assert len(answer.tree.xpath("//*[contains(@class, 'untranslated')]")) == 1
    (heading,) = answer.tree.xpath("//h1")
    assert heading.text_content().strip() == "Only English"
    assert heading.get("lang") == "en"


def test_the_source_itself_has_no_notice(site, client):
    answer = read(client, "/en/project/only-english/")
    assert answer.robots == []
    assert answer.alternates == {
        "en": "http://testserver/en/project/only-english/",
        "x-default": "http://testserver/en/project/only-english/",
    }
    assert answer.tree.xpath("//*[contains(@class, 'untranslated')]") == []


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/hu/project/", "/hu/projekt/"),
        ("/hu/project/aims/", "/hu/projekt/celok/"),
        ("/hu/projekt/aims/", "/hu/projekt/celok/"),
        ("/en/projekt/celok/", "/en/project/aims/"),
        ("/nl/project/aims/details/?page=2&a=%C3%A9", "/nl/het-project/doelen/bijzonderheden/?page=2&a=%C3%A9"),
        ("/de/news/teachers-meet/", "/de/aktuelles/lehrkrafte-treffen-sich/"),
    ],
)
def test_the_slug_of_another_language_leads_to_the_translation(site, client, address, leads_to):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert client.get(leads_to).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/en/nowhere/",
        "/hu/projekt/nowhere/",
        "/en/project/aims/details/deeper/",
        "/de/project/nowhere/",
        "/en/PROJECT/",
        "/en/project//aims/",
        "/en/proj%00ect/",
        "/en/%ff%fe/",
        "/en/../../etc/passwd/",
        "/en/<script>/",
        "/en/" + "a/" * 31,
        "/en/" + "a" * 3000 + "/",
    ],
)
def test_what_is_no_address_is_a_404_in_the_readers_language(site, client, address):
    answer = read(client, address)
    assert answer.status == 404
    assert answer.lang == address[1:3]
    assert answer.alternates == {}


@pytest.mark.parametrize("address", ["/fr/", "/xx/project/", "/eng/project/", "/en-gb/"])
def test_an_unknown_language_ends_in_a_404(site, client, address):
    assert client.get(address, follow=True).status_code == 404


def test_a_missing_slash_is_added(site, client):
    response = client.get("/en/project?a=b")
    assert (response.status_code, response["Location"]) == (301, "/en/project/?a=b")


def test_an_unpublished_translation_falls_back_and_an_unpublished_page_is_gone(site, client, committed):
    with committed():
        site("aims", "hu").unpublish()
    answer = read(client, "/hu/projekt/celok/")
    assert (answer.status, answer.robots) == (200, ["noindex"])
    assert answer.words("//h1") == ["Aims"]
    assert "hu" not in read(client, "/en/project/aims/").alternates
    with committed():
        for language in ("en", "de", "nl"):
            site("aims", language).unpublish()
    for address in ("/hu/projekt/celok/", "/en/project/aims/", "/de/das-projekt/ziele/"):
        assert client.get(address).status_code == 404


def test_a_draft_is_no_page(site, client):
    text_page(site("project"), "Draft", live=False)
    assert client.get("/en/project/draft/").status_code == 404
    assert client.get("/hu/projekt/draft/").status_code == 404


def test_a_closed_page_is_closed_in_every_way_to_it(site, client):
    PageViewRestriction.objects.create(page=site.english_only, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/en/project/only-english/", "/hu/projekt/only-english/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0] == f"/en/account/login/?next={quote(address, safe='')}"


def test_who_is_signed_in_and_may_not_read_gets_403_instead_of_a_circle(site, client, django_user_model):
    closed = PageViewRestriction.objects.create(page=site.english_only, restriction_type=PageViewRestriction.GROUPS)
    reader = django_user_model.objects.create_user("reader@example.org", "pw")
    group = Group.objects.create(name="Readers")
    closed.groups.add(group)
    client.force_login(reader)
    assert client.get("/en/project/only-english/").status_code == 403
    reader.groups.add(group)
    assert client.get("/en/project/only-english/").status_code == 200


def test_a_page_needs_its_password(site, client):
    PageViewRestriction.objects.create(page=site("aims"), restriction_type="password", password="open sesame")
    for address in ("/en/project/aims/", "/en/project/aims/details/"):
        response = client.get(address)
        assert b"open sesame" not in response.content
        assert b'type="password"' in response.content
        assert "no-store" in response["Cache-Control"] or "private" in response["Cache-Control"]


@pytest.mark.parametrize("key", ["home", "details", "article", "meeting", "io1", "partners"])
def test_the_language_switch_keeps_the_place_and_the_question(site, client, key):
    switch = read(client, site.url(key) + "?page=1&a=b%20c").switch
    assert list(switch) == list(LANGUAGES)
    query = "?page=1&a=b%20c"
    for code in LANGUAGES:
        assert switch[code] == site.url(key, code) + ("" if key == "home" else query)


@pytest.mark.parametrize("place", ["search/?q=lesson", "site-map/", "styleguide/"])
def test_the_switch_works_where_there_is_no_page(site, client, place):
    assert read(client, f"/en/{place}").switch == {code: f"/{code}/{place}" for code in LANGUAGES}


def test_the_switch_of_an_untranslated_page_leads_to_its_fallbacks(site, client):
    answer = read(client, "/en/project/only-english/")
    assert answer.switch == {
        "en": "/en/project/only-english/",
        "hu": "/hu/projekt/only-english/",
        "de": "/de/das-projekt/only-english/",
        "nl": "/nl/het-project/only-english/",
    }
    for address in answer.switch.values():
        assert client.get(address).status_code == 200


def test_breadcrumbs_are_in_the_readers_language(site, client):
    answer = read(client, "/hu/projekt/only-english/")
    links = answer.tree.xpath("//nav[contains(@class, 'breadcrumb') or contains(@class, 'crumbs')]//a")
    assert [link.get("href") for link in links][:2] == ["/hu/", "/hu/projekt/"]


@pytest.mark.parametrize(
    ("query", "canonical", "robots"),
    [
        ("?page=1", "", []),
        ("?utm_source=x", "", []),
        ("?category=project", "", ["noindex"]),
        ("?year=2023", "", ["noindex"]),
    ],
)
def test_lists_have_one_canonical_address(site, client, query, canonical, robots):
    answer = read(client, f"/en/news/{query}")
    assert answer.canonical == [f"http://testserver/en/news/{canonical}"]
    assert answer.robots == robots
