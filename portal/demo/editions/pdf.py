"""Prints a book with Chromium: tagged, with an outline, and with page numbers in its table of contents."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal.demo.editions.diagrams import ROOT
from portal.demo.editions.fonts import style_sheet
from portal.demo.editions.page import document, styles
from portal.demo.editions.plan import Book

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)


@contextmanager
def press() -> Iterator[Any]:
    """A browser that prints. Needs the development tools and a Chromium (CHROMIUM_PATH names another one)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM_PATH") or "/usr/bin/chromium",
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        try:
            yield browser
        finally:
            browser.close()


def bind(book: Book, browser: Any, images: Path) -> bytes:
    """The finished file. Printed twice: the first print tells the page numbers."""
    first = _print(document(book, {}, images), browser)
    return _dated(_print(document(book, folios(first), images), browser), book.date)


def source(book: Book, images: Path) -> bytes:
    """All that decides how the printed book looks."""
    return (document(book, {}, images) + styles()).encode()


def _print(html: str, browser: Any) -> bytes:
    page = browser.new_page()
    try:
        page.set_content(html)
        page.add_style_tag(content=style_sheet(ROOT / "node_modules") + styles())
        page.evaluate("document.fonts.ready")
        return page.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=True)
    finally:
        page.close()


def folios(data: bytes) -> dict[str, int]:
    """The page on which each named place stands."""
    objects = {int(number): body for number, body in OBJECT.findall(data)}
    root = next(body for body in objects.values() if b"/Type /Catalog" in body)
    order = list(_pages(objects, int(re.search(rb"/Pages (\d+) 0 R", root)[1])))  # type: ignore[index]
    places: dict[str, int] = {}
    for body in objects.values():
        for name, page in re.findall(rb"/([a-z0-9-]+) \[(\d+) 0 R\s*/XYZ", body):
            if int(page) in order:
                places[name.decode()] = order.index(int(page)) + 1
    return places


def _pages(objects: dict[int, bytes], number: int) -> Iterator[int]:
    body = objects[number]
    kids = re.search(rb"/Kids \[(.*?)\]", body, re.DOTALL)
    if not kids:
        yield number
        return
    for kid in re.findall(rb"(\d+) 0 R", kids[1]):
        yield from _pages(objects, int(kid))


def _dated(data: bytes, day: str) -> bytes:
    """The edition's date instead of the minute of printing, so that the same text gives the same file."""
    stamp = f"D:{day.replace('-', '')}000000+00'00'".encode()
    return re.sub(rb"(/(?:CreationDate|ModDate) \()D:\d{14}\+00'00'(\))", rb"\g<1>" + stamp + rb"\2", data)
