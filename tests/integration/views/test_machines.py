"""robots.txt, site maps for people and for machines."""

import pytest
from lxml import etree
from wagtail.models import PageViewRestriction

from tests.factories import LANGUAGES
from tests.integration.reading import read

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client, language):
    tree = etree.fromstring(client.get(f"/sitemap-{language}.xml").content)
    return {
        entry.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)
        }
        for entry in tree.findall("s:url", NAMES)
    }


def test_robots(site, client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_the_index_names_a_section_for_each_language(site, client):
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    found = [element.text for element in tree.findall(".//s:loc", NAMES)]
    assert found == [f"http://testserver/sitemap-{language}.xml" for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_language_with_its_translations(site, client, language):
    found = sitemap(client, language)
    expected = {f"http://testserver{site.url(key, language)}" for key in site.pages}
    if language == "en":
        expected.add("http://testserver/en/project/only-english/")
    assert set(found) == expected
    assert found[f"http://testserver{site.url('aims', language)}"] == {
        **{code: f"http://testserver{site.url('aims', code)}" for code in LANGUAGES},
        "x-default": f"http://testserver{site.url('aims')}",
    }


def test_drafts_and_closed_pages_stay_out(site, client):
    site("aims", "hu").unpublish()
    PageViewRestriction.objects.create(page=site("news"), restriction_type="login")
    english = sitemap(client, "en")
    assert f"http://testserver{site.url('article')}" not in english
    assert "hu" not in english[f"http://testserver{site.url('aims')}"]
    assert all(url[-6:] != "celok/" for url in sitemap(client, "hu"))


def test_an_unknown_section_is_404(site, client):
    assert client.get("/sitemap-fr.xml", follow=True).status_code == 404
    assert client.get("/sitemap-en.xml?p=9", follow=True).status_code == 404
    assert client.get("/sitemap-en.xml?p=x", follow=True).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_map_for_people_shows_the_tree(site, client, language):
    links = read(client, f"/{language}/site-map/").hrefs("//main")
    for key in site.pages:
        assert site.url(key, language) in links


def test_the_tree_is_nested(site, client):
    (home,) = client.get("/en/site-map/").context["tree"]
    project = home["children"][0]
    assert [child["title"] for child in project["children"]] == ["Aims", "Only English"]
    assert project["children"][0]["children"][0]["title"] == "Details"


def test_closed_pages_are_not_on_the_site_map(site, client):
    PageViewRestriction.objects.create(page=site("project"), restriction_type="login")
    links = read(client, "/en/site-map/").hrefs("//main")
    assert site.url("details") not in links


@pytest.mark.parametrize("address", ["/en/site-map/", "/robots.txt", "/en/styleguide/", "/en/jsi18n/", "/sitemap.xml"])
def test_what_only_answers_questions(site, client, address):
    assert client.get(address).status_code == 200


def test_partners_stand_by_country(site, client):
    context = client.get(site.url("partners", "de")).context
    assert [(country["code"], country["name"]) for country in context["countries"]] == [("HU", "Ungarn")]
    assert "elte de" in client.get(site.url("partners", "de")).content.decode()


def test_a_server_error_is_a_page_in_the_readers_language(site, client, monkeypatch, settings):
    settings.DEBUG = False
    client.raise_request_exception = False
    monkeypatch.setattr("portal.views.pages._tree", lambda *_args: 1 / 0)
    response = client.get("/hu/site-map/")
    assert response.status_code == 500
    assert 'lang="hu"' in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()
