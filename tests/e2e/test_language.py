"""The language switch keeps the place; a text that is not translated says so."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from lxml import html
from playwright.sync_api import Page, expect

from .places import pages
from .reading import read, text_of, with_class
from .server import DemoSite
from .words import LANGUAGES, language_of

FILTERED = [
    ("news", "category=events&year=2022"),
    ("news", "page=1"),
    ("events", "kind=public"),
]
UNPUBLISH = """
from wagtail.models import Page
from wagtail_localize.models import TranslationSource
page = Page.objects.get(pk={pk}).specific
page.unpublish()
print(page.live)
"""


def switch(tree: html.HtmlElement) -> dict[str, str]:
    """Language to address, as the switch of the page offers them."""
    links = with_class(tree, "languages")[0].xpath(".//a")
    return {link.get("hreflang"): link.get("href") for link in links}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_keeps_its_place(site: DemoSite, language: str):
    """From any kind of page in any language to the same page in each other, and from there back."""
    own = {code: pages(site, code) for code in LANGUAGES}
    for kind, url in own[language].items():
        offered = switch(read(url))
        assert set(offered) == set(LANGUAGES), kind
        for code, path in offered.items():
            wanted = urlsplit(own[code][kind])
            found = urlsplit(path)
            assert found.path == wanted.path, f"{kind}: {language} to {code}"
            assert parse_qs(found.query) == parse_qs(urlsplit(url).query), f"{kind}: {language} to {code}"


@pytest.mark.parametrize(("key", "query"), FILTERED)
def test_filters_are_kept(site: DemoSite, key: str, query: str):
    """The query goes along, and the list in the other language has the same choice marked."""
    for code, path in switch(read(f"{site.address(key)}?{query}")).items():
        assert urlsplit(path).path == site.page(key, code)["path"]
        assert parse_qs(urlsplit(path).query) == parse_qs(query)
        tree = read(site.url + path)
        assert tree.get("lang") == code
        if "page=" not in query:
            assert tree.xpath("//main//nav//a[@aria-current='true']"), f"{path}: no choice is marked"


def test_a_click_keeps_page_and_words(site: DemoSite, page: Page):
    """In the browser: filters of the news, then the words of a search."""
    page.goto(f"{site.address('news')}?category=events&year=2022")
    page.locator("nav.languages a[hreflang=hu]").first.click()
    expect(page).to_have_url(f"{site.address('news', 'hu')}?category=events&year=2022")
    expect(page.locator("html")).to_have_attribute("lang", "hu")
    page.goto(f"{site.url}/en/search/?q=team")
    page.locator("nav.languages a[hreflang=de]").first.click()
    expect(page).to_have_url(f"{site.url}/de/search/?q=team")
    expect(page.locator("main input[name=q]")).to_have_value("team")


def test_the_root_follows_the_browser(site: DemoSite):
    """`/` leads to the reader's language, English where it is none of ours."""
    for asked, given in {"hu": "hu", "nl-BE,nl;q=0.9": "nl", "fr": "en", "de-AT": "de"}.items():
        answer = requests.get(site.url, headers={"Accept-Language": asked}, allow_redirects=False, timeout=60)
        assert answer.headers["Location"] == f"/{given}/"


@pytest.fixture(scope="module")
def half_translated(own_site: DemoSite) -> DemoSite:
    """The demo without the Dutch version of one article. It was read before, so that it lies in the page cache."""
    read(own_site.address("news-malta", "nl"))
    assert own_site.shell(UNPUBLISH.format(pk=own_site.page("news-malta", "nl")["id"])).strip() == "False"
    return own_site


def fallback_address(site: DemoSite) -> str:
    """Where the switch of the English article leads a Dutch reader."""
    return site.url + switch(read(site.address("news-malta")))["nl"]


def test_an_untranslated_page_shows_the_source(half_translated: DemoSite):
    """The reader's interface, a notice, the source's text with its true language, and nothing for search engines."""
    url = fallback_address(half_translated)
    assert urlsplit(url).path.startswith(half_translated.page("news", "nl")["path"])
    tree = read(url)
    assert tree.get("lang") == "nl"
    notice = with_class(tree, "untranslated")
    assert len(notice) == 1
    assert language_of(notice[0]) == "nl"
    heading = tree.find(".//h1")
    assert text_of(heading) == half_translated.page("news-malta")["title"]
    assert language_of(heading) == "en"
    assert language_of(with_class(tree, "prose")[0]) == "en"
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not tree.xpath("//link[@rel='alternate'][@hreflang]")
    assert tree.xpath("//link[@rel='canonical']/@href") == [half_translated.address("news-malta")]


def test_other_versions_do_not_name_it(half_translated: DemoSite):
    """`hreflang`, sitemap and list know that there is no Dutch version; the switch says so in words."""
    tree = read(half_translated.address("news-malta"))
    named = {link.get("hreflang") for link in tree.xpath("//link[@rel='alternate'][@hreflang]")}
    assert named == {"en", "hu", "de", "x-default"}
    missing = with_class(tree, "languages")[0].xpath(".//a[@hreflang='nl']/small")
    assert missing
    assert language_of(missing[0]) == "en"
    sitemap = requests.get(f"{half_translated.url}/sitemap-nl.xml", timeout=60).text
    assert half_translated.page("news-malta", "nl")["path"] not in sitemap


def test_the_old_address_leads_to_nothing_wrong(half_translated: DemoSite):
    """The Dutch address of the unpublished article does not show what was unpublished."""
    url = half_translated.address("news-malta", "nl")
    answer = requests.get(url, timeout=60)
    title = half_translated.page("news-malta", "nl")["title"]
    assert answer.status_code == 404 or title not in html.document_fromstring(answer.text).findtext(".//h1")


def test_search_forgets_it(half_translated: DemoSite):
    """The unpublished version is not found any more."""
    tree = read(f"{half_translated.url}/nl/search/?q=Malta")
    assert half_translated.page("news-malta", "nl")["path"] not in tree.xpath("//main//a/@href")
