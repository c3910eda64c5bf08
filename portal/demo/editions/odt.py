"""Binds a book as an OpenDocument text: real headings, lists and language, so that others can adapt it."""

import re
from html import escape
from pathlib import Path

from portal.demo.editions.diagrams import full_ring
from portal.demo.editions.odt_text import Converter, link, paragraph, span
from portal.demo.editions.package import Parts
from portal.demo.editions.page import HERE, emblem
from portal.demo.editions.plan import Book, Fact

MIMETYPE = b"application/vnd.oasis.opendocument.text"
COUNTRIES = {"en": "GB", "hu": "HU", "de": "AT", "nl": "NL"}
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}"'
    for name, address in {
        "office": "office:1.0",
        "text": "text:1.0",
        "draw": "drawing:1.0",
        "meta": "meta:1.0",
        "manifest": "manifest:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)
NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
SVG = re.compile(r'<svg [^>]*viewBox="([^"]*)"[^>]*?aria-label="([^"]*)".*?</svg>', re.DOTALL)


def bind(book: Book, images: Path) -> Parts:
    """All parts of the document."""
    pictures = Pictures()
    body = "".join([_title_page(book, pictures), _contents(book), *_chapters(book, pictures), _imprint(book, pictures)])
    styles = (HERE / "odt-styles.xml").read_text(encoding="utf-8")
    parts: Parts = {
        "mimetype": MIMETYPE,
        "content.xml": _document("content", f"<office:body><office:text>{body}</office:text></office:body>"),
        "styles.xml": styles.replace("LANGUAGE", book.language).replace("COUNTRY", COUNTRIES[book.language]).encode(),
        "meta.xml": _document("meta", _meta(book)),
        **{f"Pictures/{name}": data.encode() for name, data in pictures.files.items()},
        **{f"Pictures/{name}": (images / name).read_bytes() for name in book.pictures},
    }
    return parts | {"META-INF/manifest.xml": _manifest(sorted(parts)).encode()}


class Pictures:
    """Takes drawings out of a text and keeps them as files that carry their own style."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.style = (HERE / "drawing.css").read_text(encoding="utf-8")

    def taken(self, html: str) -> str:
        """The text with each drawing replaced by the name of its file."""
        return SVG.sub(self._take, html)

    def _take(self, match: re.Match[str]) -> str:
        name = f"drawing-{len(self.files) + 1}.svg"
        _left, _top, width, height = match[1].split()
        opening, _end, rest = match[0].partition(">")
        opening = re.sub(r"<svg ", f'<svg width="{width}" height="{height}" ', opening)
        self.files[name] = f"{opening}><style>{self.style}</style>{rest}"
        return f'<img src="{name}" alt="{match[2]}" width="{width}" height="{height}"/>'


def _document(kind: str, inside: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{kind} {NAMESPACES} office:version="1.3">'
        f"{inside}</office:document-{kind}>\n"
    ).encode()


def _title_page(book: Book, pictures: Pictures) -> str:
    ring = pictures.taken(full_ring(book.words["ring"]))
    convert = Converter(width=90)
    return "".join(
        [
            paragraph("Subtitle", escape(book.acronym)),
            convert.html(f"<figure>{ring}</figure>"),
            paragraph("Title", escape(book.title)),
            paragraph("Lead", escape(book.lead)),
            paragraph("Subtitle", escape(book.subtitle)),
            paragraph("Text_20_body", escape(f"{book.words['version']} {book.version} · {book.long_date}")),
            paragraph("Text_20_body", _spoken(book.facts[2])),
        ]
    )


def _spoken(fact: Fact) -> str:
    return span(fact.language, escape(fact.value))


def _contents(book: Book) -> str:
    rows = []
    for chapter in book.chapters:
        rows.append(_row(1, chapter.key, f"{chapter.number} {chapter.title}"))
        rows += [_row(2, heading.anchor, heading.title) for heading in chapter.headings]
    title = escape(book.words["contents"])
    return (
        '<text:table-of-content text:name="contents" text:protected="true">'
        '<text:table-of-content-source text:outline-level="2">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{title}</text:index-title-template>'
        '</text:table-of-content-source><text:index-body><text:index-title text:name="contents-title">'
        f"{paragraph('Contents_20_Heading', title)}</text:index-title>{''.join(rows)}"
        "</text:index-body></text:table-of-content>"
    )


def _row(level: int, anchor: str, title: str) -> str:
    return paragraph(f"Contents_20_{level}", link(f"#{anchor}", escape(title)))


def _chapters(book: Book, pictures: Pictures) -> list[str]:
    convert = Converter(width=142)
    parts = []
    for chapter in book.chapters:
        parts.append(convert.html(f'<h1 id="{chapter.key}">{chapter.number} {escape(chapter.title)}</h1>'))
        if chapter.lead:
            parts.append(paragraph("Lead", escape(chapter.lead)))
        parts.append(convert.html(pictures.taken(chapter.body)))
    return parts


def _imprint(book: Book, pictures: Pictures) -> str:
    convert = Converter(width=40)
    parts = [convert.html(f'<h1 id="imprint">{escape(book.words["imprint"])}</h1>')]
    for fact in book.facts:
        parts.append(paragraph("List_20_Heading", escape(fact.label)))
        value = _spoken(fact)
        if fact.url:
            value = link(fact.url, value)
        parts.append(paragraph("List_20_Contents", value))
    parts.append(paragraph("Text_20_body", escape(book.words["made_from"])))
    parts.append(convert.html(f"<figure>{pictures.taken(emblem(book.words['emblem']))}</figure>"))
    parts.append(paragraph("List_20_Heading", _spoken(book.statement)))
    parts.append(paragraph("Text_20_body", _spoken(book.disclaimer)))
    return "".join(parts)


def _meta(book: Book) -> str:
    return (
        f"<office:meta><dc:title>{escape(book.title)}</dc:title><dc:description>{escape(book.lead)}</dc:description>"
        f"<meta:initial-creator>{escape(book.authors)}</meta:initial-creator><dc:creator>{escape(book.authors)}</dc:creator>"
        f"<meta:creation-date>{book.date}T00:00:00</meta:creation-date><dc:date>{book.date}T00:00:00</dc:date>"
        f"<dc:language>{book.language}-{COUNTRIES[book.language]}</dc:language>"
        f'<meta:user-defined meta:name="Licence">{escape(book.licence)}, {escape(book.licence_url)}</meta:user-defined>'
        "</office:meta>"
    )


def _manifest(names: list[str]) -> str:
    kinds = {"xml": "text/xml", "svg": "image/svg+xml"}
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kinds[name.rpartition(".")[2]]}"/>'
        for name in names
        if name != "mimetype"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        '<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{MIMETYPE.decode()}"/>'
        f"{rows}</manifest:manifest>\n"
    )
