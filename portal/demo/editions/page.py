"""A book as one HTML page, to be printed: title page, imprint, contents, chapters."""

from base64 import b64encode
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from portal.core import ring
from portal.demo.editions.diagrams import ROOT, full_ring, hidden, idea_ring
from portal.demo.editions.plan import Book, Chapter, Fact

ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
HERE = Path(__file__).parent
EMBLEM = ROOT / "templates" / "components" / "eu_emblem.html"


def styles(sheet: str = "book.css") -> str:
    """A style sheet and that of the drawings, without fonts."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in (sheet, "drawing.css"))


def emblem(label: str) -> str:
    """The European emblem with its name in the book's language."""
    svg = EMBLEM.read_text(encoding="utf-8").partition("<svg ")[2]
    for blank, value in (
        ("{% translate 'European Union' %}", escape(label)),
        ('{{ id|default:"eu-star" }}', "eu-star"),
    ):
        svg = svg.replace(blank, value)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {svg.strip()}'


def lang(fact: Fact) -> str:
    """The attribute of a text in another language than the book's."""
    return f' lang="{fact.language}"' if fact.language else ""


def document(book: Book, folios: dict[str, int], images: Path) -> str:
    """The whole page. `folios` are the page numbers of the chapters, as far as they are known."""
    title = f"{book.title}: {book.words['short']}"
    chapters = "\n".join(_chapter(chapter) for chapter in book.chapters)
    for name in book.pictures:
        data = b64encode((images / name).read_bytes()).decode()
        chapters = chapters.replace(f'src="images/{name}"', f'src="data:image/svg+xml;base64,{data}"')
    return (
        f'<!doctype html><html lang="{book.language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(book.authors)}"></head><body>'
        f"{_title_page(book)}{_imprint(book)}{_contents(book, folios)}<main>{chapters}</main></body></html>"
    )


def _title_page(book: Book) -> str:
    mark = f'<svg viewBox="-100 -100 200 200" aria-hidden="true" class="ring">{ring.mark()}</svg>'
    picture = hidden(full_ring(""))
    return (
        f'<section class="title-page"><p class="acronym">{mark} {escape(book.acronym)}</p><div class="middle">{picture}'
        f'<div class="words"><p class="title">{escape(book.title)}</p>'
        f'<p class="lead">{escape(book.lead)}</p></div></div>'
        f'<div class="foot"><p><b>{escape(book.subtitle)}</b></p>'
        f"<p>{escape(book.words['version'])} {escape(book.version)} · {escape(book.long_date)}</p>"
        f"<p{lang(book.facts[2])}>{escape(book.authors)} · {escape(book.licence)}</p></div></section>"
    )


def _imprint(book: Book) -> str:
    return (
        f'<section class="imprint"><h1>{escape(book.words["imprint"])}</h1>{facts(book)}'
        f'<p class="made">{escape(book.words["made_from"])}</p>'
        f'<div class="funding"><div>{emblem(book.words["emblem"])}</div><div>'
        f'<p class="statement"{lang(book.statement)}>{escape(book.statement.value)}</p>'
        f"<p{lang(book.disclaimer)}>{escape(book.disclaimer.value)}</p></div></div></section>"
    )


def facts(book: Book) -> str:
    """The facts of an edition as a list of terms."""
    rows = []
    for fact in book.facts:
        value = f'<a href="{fact.url}">{escape(fact.value)}</a>' if fact.url else escape(fact.value)
        rows.append(f"<dt>{escape(fact.label)}</dt><dd{lang(fact)}>{value}</dd>")
    return f"<dl>{''.join(rows)}</dl>"


def _contents(book: Book, folios: dict[str, int]) -> str:
    rows = []
    for chapter in book.chapters:
        below = "".join(
            f'<li><a href="#{heading.anchor}"><span></span><span>{escape(heading.title)}</span>'
            f'<span class="folio">{folios.get(heading.anchor, "")}</span></a></li>'
            for heading in chapter.headings
        )
        rows.append(
            f'<li><a href="#{chapter.key}"><span class="number">{chapter.number}</span>'
            f'<span class="chapter-title">{escape(chapter.title)}</span>'
            f'<span class="folio">{folios.get(chapter.key, "")}</span></a>'
            f"{f'<ol>{below}</ol>' if below and _lists(book) else ''}</li>"
        )
    return f'<nav class="toc"><h1>{escape(book.words["contents"])}</h1><ol>{"".join(rows)}</ol></nav>'


def _lists(book: Book) -> bool:
    """Long books list their chapters only, so that the contents stay on one page."""
    return len(book.chapters) <= 6


def _chapter(chapter: Chapter) -> str:
    number = f'<span class="figure">{chapter.number}</span>'
    mark = hidden(idea_ring(chapter.idea, "")) if chapter.idea else number
    lead = f'<p class="lead">{escape(chapter.lead)}</p>' if chapter.lead else ""
    return (
        f'<section class="chapter"><header><div class="mark" aria-hidden="true">{mark}</div>'
        f'<h1 id="{chapter.key}">{escape(chapter.title)}</h1>{lead}</header>{beside(chapter.body)}</section>'
    )


def beside(body: str) -> str:
    """Every margin note before the paragraph or list it follows, so that it stands beside it."""
    root = ElementTree.fromstring(f"<div>{body}</div>")  # noqa: S314 - our own text
    for place, element in enumerate(list(root)):
        if element.get("class") == "note" and place and root[place - 1].tag in ("p", "ul", "ol", "dl"):
            root.remove(element)
            root.insert(place - 1, element)
    return "".join(ElementTree.tostring(element, encoding="unicode", method="html") for element in root)
