"""Walks every internal link, as a search engine would: breadth first, without cookies, remembering who linked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from lxml import html

LINKS = ("a", "area")
RESOURCES = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "use": "href"}
FETCHED_RELS = {"stylesheet", "preload", "icon", "apple-touch-icon", "modulepreload", "manifest"}
CSS_ADDRESS = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
HANDS = 4


@dataclass
class Visit:
    """One address with its answer."""

    url: str
    status: int
    content_type: str
    body: bytes

    @property
    def is_html(self) -> bool:
        """Whether it is a page."""
        return self.content_type.startswith("text/html")

    @cached_property
    def tree(self) -> html.HtmlElement:
        """The parsed page."""
        return html.document_fromstring(self.body.decode())

    @property
    def language(self) -> str:
        """The language its address promises."""
        return urlsplit(self.url).path.split("/")[1]


@dataclass
class Crawl:
    """Everything that was found from the starting points."""

    base: str
    visits: dict[str, Visit] = field(default_factory=dict)
    linked_from: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    elsewhere: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Addresses of other hosts in links, with the pages that name them."""
    foreign_resources: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Addresses of other hosts that a browser would fetch: there must be none."""

    def walk(self, starts: Iterable[str]) -> "Crawl":
        """Visit everything that can be reached."""
        waiting = [urljoin(self.base, start) for start in starts]
        with ThreadPoolExecutor(HANDS) as hands:
            while waiting:
                for visit in hands.map(self._fetch, waiting):
                    self.visits[visit.url] = visit
                found = {url for done in waiting for url in self._read(self.visits[done])}
                waiting = sorted(found - self.visits.keys())
        return self

    def pages(self) -> Iterator[Visit]:
        """The HTML pages that are pages of a language."""
        return (visit for visit in self.visits.values() if visit.is_html and visit.language in ("en", "hu", "de", "nl"))

    def _fetch(self, url: str) -> Visit:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(url, allow_redirects=False, timeout=60)
        if answer.is_redirect and urlsplit(url).path == "/":
            self.linked_from[urljoin(url, answer.headers["Location"])].add(url)
        return Visit(url, answer.status_code, answer.headers.get("Content-Type", ""), answer.content)

    def _read(self, visit: Visit) -> set[str]:
        """The addresses this answer leads to on this host."""
        if visit.content_type.startswith("text/css"):
            resources = ["".join(pair) for pair in CSS_ADDRESS.findall(visit.body.decode())]
            return {url for url in map(visit_join(visit), resources) if self._is_own(url, visit, fetched=True)}
        if not visit.is_html or visit.status != 200:
            return set()
        join = visit_join(visit)
        own = {join(href) for href in _links(visit.tree)}
        found = {url for url in own if self._is_own(url, visit, fetched=False)}
        fetched = {join(href) for href in _resources(visit.tree)}
        return found | {url for url in fetched if self._is_own(url, visit, fetched=True)}

    def _is_own(self, url: str, visit: Visit, *, fetched: bool) -> bool:
        if url.startswith("data:"):
            return False
        if url.startswith(f"{self.base}/"):
            self.linked_from[url].add(visit.url)
            return True
        (self.foreign_resources if fetched else self.elsewhere)[url].add(visit.url)
        return False


def visit_join(visit: Visit):
    """A function that makes addresses absolute; a calendar to subscribe to is fetched like any other."""

    def join(href: str) -> str:
        url = urldefrag(urljoin(visit.url, href.strip())).url
        return url.replace("webcal://", "http://", 1) if url.startswith("webcal://") else url

    return join


def _links(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter(*LINKS):
        if element.get("href"):
            yield element.get("href")
    for element in tree.iter("link"):
        if not FETCHED_RELS & set(element.get("rel", "").split()) and element.get("href"):
            yield element.get("href")
    # What a form sends by POST is not a link.
    forms = (form for form in tree.iter("form") if form.get("method", "get").lower() == "get")
    yield from (form.get("action") for form in forms if form.get("action"))


def _resources(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter(*RESOURCES):
        if element.tag == "link" and not FETCHED_RELS & set(element.get("rel", "").split()):
            continue
        if element.get(RESOURCES[element.tag]):
            yield element.get(RESOURCES[element.tag])
        yield from (part.split()[0] for part in element.get("srcset", "").split(",") if part.strip())
    for style in [*tree.xpath("//@style"), *tree.xpath("//style/text()")]:
        yield from ("".join(pair) for pair in CSS_ADDRESS.findall(style))
