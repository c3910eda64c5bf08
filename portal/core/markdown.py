"""Markdown of content files as Wagtail stores rich text."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False})
_PAGE_LINK = re.compile(r'<a href="page:([a-z0-9-]+)">')


def rich_text(markdown: str, resolve: Callable[[str], int] | None = None) -> str:
    """`resolve(key)` gives the id of the page a `page:key` link means. HTML in the text stays text."""
    html = MARKDOWN.render(markdown).strip()
    for standard, stored in (("strong", "b"), ("em", "i")):
        html = re.sub(rf"<(/?){standard}>", rf"<\1{stored}>", html)
    html = re.sub(r"<li>\s*<p>(.*?)</p>\s*</li>", r"<li>\1</li>", html, flags=re.DOTALL)
    html = re.sub(r">\n+<", "><", html).replace("\n", " ")
    if resolve is None:
        return html
    return _PAGE_LINK.sub(lambda match: f'<a linktype="page" id="{resolve(match[1])}">', html)
