"""Pictures of every page type from a running demo: `make screenshots` (URL=http://localhost:8000).

All of them go to `build/screenshots/` to be looked at: four languages, three widths, light and dark.
The few the README shows go to `docs/pictures/`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
LANGUAGES = ("en", "hu", "de", "nl")
WIDTHS = (360, 768, 1280)
THEMES = ("light", "dark")
# One page of each type, by its address in English; the language switch knows the others.
PAGES = {
    "home": "/en/",
    "project": "/en/project/",
    "model": "/en/project/model/",
    "cycle": "/en/project/cycle/",
    "idea": "/en/project/big-ideas/understand/",
    "news": "/en/news/",
    "article": "/en/news/model-published/",
    "events": "/en/events/",
    "event": "/en/events/fifth-partner-meeting/",
    "results": "/en/results/",
    "result": "/en/results/model/",
    "course": "/en/course/",
    "partners": "/en/partners/",
    "glossary": "/en/glossary/",
    "accessibility": "/en/accessibility/",
    "search": "/en/search/?q={word}",
    "site-map": "/en/site-map/",
    "not-found": "/en/nowhere/",
}
WORDS = {"en": "teachers", "hu": "képzések", "de": "Lehrkräften", "nl": "docenten"}
README = (
    ("home", "en", 1280, "light"),
    ("home", "hu", 360, "dark"),
    ("result", "de", 1280, "light"),
    ("events", "nl", 360, "light"),
)


def main() -> None:
    """Take all pictures; prints how many."""
    base = os.environ.get("URL", "http://localhost:8000").rstrip("/")
    translations = _translations(base)
    target = ROOT / "build" / "screenshots"

    def address(name: str, language: str) -> str:
        path = PAGES[name]
        found = translations.get(path, {}).get(language, path.replace("/en/", f"/{language}/", 1))
        return base + found.format(word=WORDS[language])

    number = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium"), args=FLAGS
        )
        for width, theme in product(WIDTHS, THEMES):
            with _page(browser, width, theme) as page:
                for name, language in product(PAGES, LANGUAGES):
                    _shoot(page, address(name, language), target / _file(name, language, width, theme), full=True)
                    number += 1
        for name, language, width, theme in README:
            with _page(browser, width, theme) as page:
                picture = ROOT / "docs" / "pictures" / _file(name, language, width, theme)
                _shoot(page, address(name, language), picture, full=False)
        browser.close()
    print(f"{number} pictures in build/screenshots, {len(README)} in docs/pictures")


def _translations(base: str) -> dict[str, dict[str, str]]:
    """Address of an English page to its addresses in all languages, as the sitemap says."""
    with urlopen(f"{base}/sitemap-en.xml") as response:  # noqa: S310 - the demo on this machine
        tree = ElementTree.parse(response)  # noqa: S314 - our own sitemap
    links = {}
    for url in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}url"):
        entries = {
            link.get("hreflang", ""): link.get("href", "") for link in url.iter("{http://www.w3.org/1999/xhtml}link")
        }
        paths = {code: urlsplit(href).path for code, href in entries.items()}
        links[paths.get("en", "")] = paths
    return links


def _file(name: str, language: str, width: int, theme: str) -> str:
    return f"{name}-{language}-{width}-{theme}.png"


@contextmanager
def _page(browser: Browser, width: int, theme: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _shoot(page: Page, url: str, target: Path, *, full: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    page.goto(url, wait_until="load")
    page.evaluate(
        """() => Promise.all(Array.from(document.images).map((image) => {
          image.loading = "eager";
          return image.decode().catch(() => null);
        }))"""
    )
    page.screenshot(path=target, full_page=full)


if __name__ == "__main__":
    main()
