"""Pages as an anonymous reader gets them, without a browser."""

import requests
from lxml import html


def read(url: str, status: int = 200) -> html.HtmlElement:
    """A page, parsed; the answer has to have this status."""
    answer = requests.get(url, timeout=60)
    assert answer.status_code == status, f"{answer.status_code} {url}"
    return html.document_fromstring(answer.content.decode())


def with_class(tree: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    """All elements of a class, in order."""
    return tree.xpath(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def text_of(element: html.HtmlElement) -> str:
    """Its text on one line."""
    return " ".join(element.text_content().split())
