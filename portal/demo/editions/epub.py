"""Binds a book as EPUB 3, with a navigation document and the metadata that accessible reading asks for."""

import re
from html import escape
from pathlib import Path

from portal.demo.editions.diagrams import full_ring, hidden, idea_ring
from portal.demo.editions.package import Parts
from portal.demo.editions.page import emblem, facts, lang, styles
from portal.demo.editions.plan import Book, Chapter

MIMETYPE = b"application/epub+zip"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
FEATURES = ("alternativeText", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")


def bind(book: Book, images: Path) -> Parts:
    """All parts of the EPUB."""
    pages = {"title": _page(book, book.title, _title_page(book))}
    for chapter in book.chapters:
        pages[chapter.key] = _page(book, chapter.title, _chapter(chapter, book))
    pages["imprint"] = _page(book, book.words["imprint"], _imprint(book))
    files = {f"{name}.xhtml": text for name, text in pages.items()} | {"nav.xhtml": _navigation(book)}
    parts: Parts = {f"EPUB/{name}": text.encode() for name, text in files.items()}
    parts |= {f"EPUB/images/{name}": (images / name).read_bytes() for name in book.pictures}
    return parts | {
        "mimetype": MIMETYPE,
        "META-INF/container.xml": CONTAINER.encode(),
        "EPUB/package.opf": _package(book, pages).encode(),
        "EPUB/book.css": styles("epub.css").encode(),
    }


def _page(book: Book, title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{book.language}" xml:lang="{book.language}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="book.css"/></head>\n<body>{body}</body></html>\n'
    )


def _title_page(book: Book) -> str:
    return (
        f'<section class="title-page" epub:type="titlepage">{hidden(full_ring(""))}'
        f'<p>{escape(book.acronym)}</p><h1 class="title">{escape(book.title)}</h1>'
        f'<p class="lead">{escape(book.lead)}</p><p>{escape(book.subtitle)}</p>'
        f"<p>{escape(book.words['version'])} {escape(book.version)} · {escape(book.long_date)}</p>"
        f"<p{_lang(lang(book.facts[2]))}>{escape(book.authors)}</p></section>"
    )


def _lang(attribute: str) -> str:
    return attribute + attribute.replace(" lang", " xml:lang")


def _chapter(chapter: Chapter, book: Book) -> str:
    mark = f'<div class="idea-ring">{hidden(idea_ring(chapter.idea, ""))}</div>' if chapter.idea else ""
    lead = f'<p class="lead">{escape(chapter.lead)}</p>' if chapter.lead else ""
    keys = {other.key for other in book.chapters}
    body = re.sub(
        r'<a href="#([a-z0-9-]+)">', lambda m: f'<a href="{m[1]}.xhtml">' if m[1] in keys else m[0], chapter.body
    )
    return (
        f'<section epub:type="chapter" role="doc-chapter" aria-labelledby="{chapter.key}">{mark}'
        f'<p class="chapter-number" aria-hidden="true">{chapter.number}</p>'
        f'<h1 id="{chapter.key}">{escape(chapter.title)}</h1>{lead}\n{body}</section>'
    )


def _imprint(book: Book) -> str:
    rows = re.sub(r'( lang="[a-z]+")', lambda match: _lang(match[1]), facts(book))
    return (
        f'<section epub:type="colophon"><h1>{escape(book.words["imprint"])}</h1>{rows}'
        f'<p>{escape(book.words["made_from"])}</p><div class="funding">{emblem(book.words["emblem"])}'
        f'<p class="statement"{_lang(lang(book.statement))}>{escape(book.statement.value)}</p>'
        f"<p{_lang(lang(book.disclaimer))}>{escape(book.disclaimer.value)}</p></div></section>"
    )


def _navigation(book: Book) -> str:
    rows = []
    for chapter in book.chapters:
        below = "".join(
            f'<li><a href="{chapter.key}.xhtml#{heading.anchor}">{escape(heading.title)}</a></li>'
            for heading in chapter.headings
        )
        rows.append(
            f'<li><a href="{chapter.key}.xhtml">{chapter.number} {escape(chapter.title)}</a>'
            f"{f'<ol>{below}</ol>' if below else ''}</li>"
        )
    rows.append(f'<li><a href="imprint.xhtml">{escape(book.words["imprint"])}</a></li>')
    return _page(
        book,
        book.words["contents"],
        f'<nav epub:type="toc" role="doc-toc"><h1>{escape(book.words["contents"])}</h1><ol>{"".join(rows)}</ol></nav>',
    )


def _metadata(book: Book) -> str:
    features = "".join(f'<meta property="schema:accessibilityFeature">{name}</meta>' for name in FEATURES)
    return (
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{escape(book.identifier)}</dc:identifier>'
        f"<dc:title>{escape(book.title)}</dc:title><dc:language>{book.language}</dc:language>"
        f"<dc:creator>{escape(book.authors)}</dc:creator><dc:publisher>{escape(book.authors)}</dc:publisher>"
        f"<dc:date>{book.date}</dc:date><dc:description>{escape(book.lead)}</dc:description>"
        f"<dc:rights>{escape(book.licence)}, {escape(book.licence_url)}</dc:rights>"
        f'<meta property="dcterms:modified">{book.date}T00:00:00Z</meta>'
        '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
        f'<meta property="schema:accessModeSufficient">textual</meta>{features}'
        '<meta property="schema:accessibilityHazard">none</meta>'
        f'<meta property="schema:accessibilitySummary">{escape(book.words["accessibility"])}</meta></metadata>'
    )


def _package(book: Book, pages: dict[str, str]) -> str:
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"'
        + (' properties="svg"/>' if "<svg" in text else "/>")
        for name, text in pages.items()
    )
    items += "".join(
        f'<item id="picture-{number}" href="images/{name}" media-type="image/svg+xml"/>'
        for number, name in enumerate(book.pictures, 1)
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{book.language}">{_metadata(book)}<manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="css" href="book.css" media-type="text/css"/>{items}</manifest><spine>{spine}</spine></package>\n'
    )
