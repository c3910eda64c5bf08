"""XHTML of a chapter as OpenDocument paragraphs, headings, lists and frames."""

from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPANS = {"b": "Strong_20_Emphasis", "strong": "Strong_20_Emphasis", "i": "Emphasis", "em": "Emphasis"}
LANGUAGES = {"en": "English", "nl": "Dutch"}
PARAGRAPHS = {"dt": "List_20_Heading", "dd": "List_20_Contents", "figcaption": "Caption"}
# What stands inside these takes their paragraph style.
AROUND = {"aside": "Note", "blockquote": "Quotations"}
TALLEST = 110


def paragraph(style: str, inside: str) -> str:
    """One paragraph; `inside` is XML already."""
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def span(language: str, inside: str) -> str:
    """A text in another language than its document (or plain, when `language` is empty)."""
    return f'<text:span text:style-name="{LANGUAGES[language]}">{inside}</text:span>' if language else inside


def link(address: str, inside: str) -> str:
    """A link to another place."""
    return f'<text:a xlink:type="simple" xlink:href="{escape(address)}">{inside}</text:a>'


class Converter:
    """Converts; pictures become at most `width` millimetres wide."""

    def __init__(self, width: float) -> None:
        self.width = width

    def html(self, html: str) -> str:
        """A piece of well-formed XHTML."""
        root = ElementTree.fromstring(f"<div>{html}</div>")  # noqa: S314 - our own text
        return "".join(self._children(root, "Text_20_body"))

    def _children(self, element: Element, style: str) -> Iterator[str]:
        for child in element:
            yield self._block(child, style)

    def _block(self, element: Element, style: str) -> str:
        tag = element.tag
        if tag in ("h1", "h2", "h3"):
            return self._heading(element)
        if tag in ("ul", "ol"):
            return self._list(element, style)
        if tag == "img":
            return paragraph("Illustration", self._frame(element))
        if tag in AROUND:
            return "".join(self._children(element, AROUND[tag]))
        if tag in ("div", "section", "figure", "dl"):
            return "".join(self._children(element, style))
        return paragraph(PARAGRAPHS.get(tag, style), self._inline(element))

    def _heading(self, element: Element) -> str:
        level, anchor = element.tag[1], element.get("id", "")
        inside = self._inline(element)
        if anchor:
            inside = f'<text:bookmark-start text:name="{anchor}"/>{inside}<text:bookmark-end text:name="{anchor}"/>'
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{inside}</text:h>'

    def _list(self, element: Element, style: str) -> str:
        kind = "Bullets" if element.tag == "ul" else "Letters" if element.get("type") == "a" else "Numbers"
        items = []
        for item in element:
            blocks = [child for child in item if child.tag in ("p", "ul", "ol")]
            inside = "".join(self._block(block, style) for block in blocks) or paragraph(style, self._inline(item))
            items.append(f"<text:list-item>{inside}</text:list-item>")
        return f'<text:list text:style-name="{kind}">{"".join(items)}</text:list>'

    def _frame(self, element: Element) -> str:
        across, down = float(element.get("width", "16")), float(element.get("height", "9"))
        width = min(self.width, TALLEST * across / down)
        words = escape(element.get("alt", ""))
        name = element.get("src", "").removeprefix("images/")
        return (
            f'<draw:frame draw:style-name="Graphics" draw:name="{name}" text:anchor-type="as-char" '
            f'svg:width="{width:.1f}mm" svg:height="{width * down / across:.1f}mm">'
            f'<draw:image xlink:href="Pictures/{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" '
            f'draw:mime-type="image/svg+xml"/><svg:title>{words}</svg:title></draw:frame>'
        )

    def _inline(self, element: Element) -> str:
        parts = [escape(element.text or "")]
        for child in element:
            parts += [self._span(child), escape(child.tail or "")]
        return "".join(parts).replace("\n", " ")

    def _span(self, element: Element) -> str:
        inside = self._inline(element)
        if element.tag == "a":
            return link(element.get("href", ""), inside)
        if element.tag == "br":
            return "<text:line-break/>"
        if element.tag in SPANS:
            return f'<text:span text:style-name="{SPANS[element.tag]}">{inside}</text:span>'
        return inside
