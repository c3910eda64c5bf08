"""A walk along every link of every language: answers, translations, languages, valid HTML, data for machines."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser
import icalendar
import pytest
import requests
from lxml import etree

from .crawler import Crawl, Visit
from .places import WORDS
from .seed import ROOT
from .server import DemoSite
from .words import LANGUAGES, blocks, english_only, identify, shown

EVERY = {*LANGUAGES, "x-default"}
SURE = 0.9
LONG_ENOUGH = 60
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def crawl(site: DemoSite) -> Crawl:
    """Everything that can be reached from home in any language."""
    return Crawl(site.url).walk(["/", *(f"/{code}/" for code in LANGUAGES)])


@pytest.fixture(scope="module")
def unlinked(site: DemoSite) -> list[Visit]:
    """Pages nobody links to: search results, an empty search, the page for 404, the style guide."""
    paths = [
        path
        for code in LANGUAGES
        for path in (
            f"/{code}/search/?q={WORDS[code]}",
            f"/{code}/search/?q=qqxqqx",
            f"/{code}/no-such-page/",
            f"/{code}/styleguide/",
        )
    ]
    answers = [requests.get(site.url + path, timeout=60) for path in paths]
    return [Visit(a.url, a.status_code, a.headers["Content-Type"], a.content) for a in answers]


@pytest.fixture(scope="module")
def everything(crawl: Crawl, unlinked: list[Visit]) -> list[Visit]:
    """All pages, linked or not."""
    return [*crawl.pages(), *unlinked]


def told(problems: list[str] | set[str]) -> str:
    """The first forty problems, one a line."""
    lines = sorted(set(problems))
    return f"{len(lines)} problems\n" + "\n".join(lines[:40])


def test_every_link_is_answered(crawl: Crawl):
    """Only 200s, `/` aside, which leads to the reader's language."""
    bad = [
        f"{visit.status} {visit.url} (linked from {sorted(crawl.linked_from[visit.url])[:2]})"
        for visit in crawl.visits.values()
        if visit.status != 200 and urlsplit(visit.url).path != "/"
    ]
    assert not bad, told(bad)
    assert crawl.visits[f"{crawl.base}/"].status == 302


def test_every_page_is_reached(site: DemoSite, crawl: Crawl):
    """No page of the demo is an orphan."""
    missing = {urljoin(site.url, row["path"]) for row in site.seed.pages} - crawl.visits.keys()
    assert not missing, told(missing)


def test_links_to_other_hosts_are_plain_web_addresses(crawl: Crawl):
    """They are not fetched here, but they must be of a kind a browser knows."""
    odd = {url for url in crawl.elsewhere if urlsplit(url).scheme not in ("http", "https", "mailto")}
    assert not odd, told(odd)


def test_nothing_is_fetched_from_another_host(crawl: Crawl):
    """No script, style, picture or font."""
    assert not crawl.foreign_resources, told([f"{url} on {pages}" for url, pages in crawl.foreign_resources.items()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_translations(site: DemoSite, crawl: Crawl, language: str):
    """Each page of the sitemap names itself, its three translations and the default, and they all agree."""
    problems = []
    for url, alternates in sitemap(site, language).items():
        visit = crawl.visits.get(url)
        if visit is None:
            problems.append(f"{url}: in the sitemap, but not linked")
            continue
        named = hreflangs(visit)
        if set(named) != EVERY:
            problems.append(f"{url}: names {sorted(named)}")
        elif named[language] != url or named["x-default"] != named["en"] or named != alternates:
            problems.append(f"{url}: {named} in the page, {alternates} in the sitemap")
        problems += [
            f"{url}: {other} does not point back"
            for other in named.values()
            if other not in crawl.visits or hreflangs(crawl.visits[other]) != named
        ]
        canonical = visit.tree.xpath("//link[@rel='canonical']/@href")
        if canonical != [url]:
            problems.append(f"{url}: canonical {canonical}")
    assert not problems, told(problems)


def test_sitemaps_name_every_page(site: DemoSite):
    """One sitemap for each language, equal in length, together the whole site."""
    sizes = {code: len(sitemap(site, code)) for code in LANGUAGES}
    assert sum(sizes.values()) == len(site.seed.pages), sizes
    assert len(set(sizes.values())) == 1, sizes


def test_structure_and_language_of_pages(everything: list[Visit]):
    """One h1, a title, a description, and the language the address promises."""
    problems = []
    for visit in everything:
        tree = visit.tree
        if tree.get("lang") != visit.language:
            problems.append(f"{visit.url}: lang={tree.get('lang')}")
        if len(tree.xpath("//h1")) != 1:
            problems.append(f"{visit.url}: {len(tree.xpath('//h1'))} h1")
        if not (tree.findtext(".//title") or "").strip(" –"):
            problems.append(f"{visit.url}: no title")
        if not "".join(tree.xpath("//meta[@name='description']/@content")).strip():
            problems.append(f"{visit.url}: no description")
    assert not problems, told(problems)


def test_no_text_in_the_wrong_language(everything: list[Visit]):
    """What stands on the page is in the language its `lang` says."""
    problems = []
    for visit in everything:
        if "/styleguide/" in visit.url:
            continue
        for promised, text in blocks(visit.tree.body):
            if len(text) < LONG_ENOUGH or promised not in LANGUAGES:
                continue
            found, confidence = identify(text)
            if found != promised and confidence > SURE:
                problems.append(
                    f"{urlsplit(visit.url).path}: {promised} expected, {found} {confidence:.2f}: {text[:90]}"
                )
    assert not problems, told(problems)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_the_interface_speaks_the_language(everything: list[Visit], language: str):
    """No English word of the catalogue where the catalogue has another."""
    whole, gapped = english_only(language)
    found: dict[str, str] = {}
    for visit in everything:
        if visit.language == language:
            for promised, text in shown(visit.tree):
                if promised == language and (text in whole or gapped.fullmatch(text)):
                    found.setdefault(text, urlsplit(visit.url).path)
    assert not found, told([f"{text!r} on {path}" for text, path in found.items()])


def test_html_is_valid(everything: list[Visit], tmp_path: Path):
    """html-validate, with the rules of .htmlvalidate.json, over all pages at once."""
    names = {}
    for number, visit in enumerate(everything):
        name = f"{number:04}.html"
        names[name] = visit.url
        (tmp_path / name).write_bytes(visit.body)
    shutil.copy(ROOT / ".htmlvalidate.json", tmp_path)
    program = ROOT / "node_modules" / ".bin" / "html-validate"
    report = tmp_path / "report.json"
    command = [program, "--formatter", f"json={report}", "--max-warnings", "0", str(tmp_path / "*.html")]
    # The Node of the virtual environment, if there is one: the machine's may be too old.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert report.exists(), done.stdout + done.stderr
    problems = list(complaints(report.read_text(), names))
    assert not problems, told(problems)


def complaints(report: str, names: dict[str, str]) -> Iterator[str]:
    """What html-validate has to say, one line for each kind and page."""
    for result in json.loads(report):
        for message in result["messages"]:
            url = names[Path(result["filePath"]).name]
            yield f"{message['ruleId']}: {message['message']} ({urlsplit(url).path} line {message['line']})"


def test_structured_data_parses(crawl: Crawl):
    """schema.org in JSON-LD on home, articles, events and results, in the language of the page."""
    kinds: set[str] = set()
    for visit in crawl.pages():
        for script in visit.tree.xpath("//script[@type='application/ld+json']/text()"):
            data = json.loads(script)
            assert data["@context"] == "https://schema.org", visit.url
            assert data["inLanguage"] == visit.language, visit.url
            kinds |= {data["@type"]} if isinstance(data["@type"], str) else set(data["@type"])
    assert kinds >= {"ResearchProject", "NewsArticle", "Event"}, kinds
    assert len(kinds) >= 4, kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_valid(crawl: Crawl, language: str):
    """Atom: well formed, ids unique, every entry dated and leading to a page of this site."""
    visit = crawl.visits[f"{crawl.base}/{language}/feeds/news.atom"]
    assert visit.content_type.startswith("application/atom+xml")
    root = etree.fromstring(visit.body)
    assert root.tag == f"{{{ATOM}}}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    feed = feedparser.parse(visit.body)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.feed.id
    assert feed.feed.title
    assert feed.feed.updated_parsed
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.title
        assert entry.updated_parsed
        assert entry.link in crawl.visits, entry.link
        assert entry.get("author") or feed.feed.get("author")
        assert identify(entry.summary)[0] == language, entry.summary


def test_calendars_are_valid(crawl: Crawl):
    """RFC 5545: what is required is there, once, for every calendar of every language."""
    calendars = [visit for visit in crawl.visits.values() if urlsplit(visit.url).path.endswith(".ics")]
    assert len(calendars) >= 3 * len(LANGUAGES), "the list of all events and each coming one"
    for visit in calendars:
        check_calendar(visit)


def check_calendar(visit: Visit) -> None:
    """One calendar: its frame, its events, and lines no longer than 75 octets."""
    assert visit.content_type.startswith("text/calendar"), visit.url
    assert visit.body.startswith(b"BEGIN:VCALENDAR\r\n"), visit.url
    assert all(len(line) <= 75 for line in visit.body.split(b"\r\n")), visit.url
    calendar = icalendar.Calendar.from_ical(visit.body)
    assert not calendar.errors, visit.url
    assert str(calendar["VERSION"]) == "2.0"
    assert calendar["PRODID"]
    events = list(calendar.walk("VEVENT"))
    assert events, visit.url
    assert len({str(event["UID"]) for event in events}) == len(events)
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    for event in events:
        assert event["DTSTAMP"], visit.url
        assert event["SUMMARY"], visit.url
        assert event.decoded("DTEND") > event.decoded("DTSTART"), visit.url
        assert event["DTSTART"].params.get("TZID", "UTC") in {*zones, "UTC"}, visit.url
        assert not event.errors, visit.url


def sitemap(site: DemoSite, language: str) -> dict[str, dict[str, str]]:
    """Address to alternates, as search engines read them."""
    answer = requests.get(f"{site.url}/sitemap-{language}.xml", timeout=60)
    assert answer.status_code == 200
    rows = etree.fromstring(answer.content).iterfind("s:url", SITEMAP)
    return {
        row.findtext("s:loc", namespaces=SITEMAP): {
            link.get("hreflang"): link.get("href") for link in row.iterfind("x:link", SITEMAP)
        }
        for row in rows
    }


def hreflangs(visit: Visit) -> dict[str, str]:
    """The page's own word about its translations."""
    links = visit.tree.xpath("//link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}
