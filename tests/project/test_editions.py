"""The short editions: every file a result offers exists, is what it says it is, and is as new as its texts."""

import re
import zipfile
from xml.etree import ElementTree

import pytest

from portal.demo.editions import odt
from portal.demo.editions.binding import ADVICE, FILES, Bindery
from portal.demo.editions.compose import LANGUAGES, Shelf, compose
from portal.demo.editions.package import pack
from portal.demo.editions.plan import BOOKS

SHELF = Shelf()
NAMES = [(f"{code.lower()}-{language}.{kind}", code, language, kind) for code, language, kind in SHELF.files()]
KINDS = {
    "epub": "application/epub+zip",
    "odt": "application/vnd.oasis.opendocument.text",
}
OF_KIND = {kind: [row for row in NAMES if row[3] == kind] for kind in ("pdf", "epub", "odt")}


def _ids(rows):
    return [row[0] for row in rows]


@pytest.fixture(scope="module")
def books():
    return {(code, language): compose(SHELF, code, language) for code in BOOKS for language in LANGUAGES}


def test_no_file_is_older_than_its_texts():
    stale = Bindery(SHELF).stale()
    assert not stale, f"{', '.join(stale)}: {ADVICE}"


def test_nothing_else_lies_there():
    assert {path.name for path in FILES.iterdir()} == {*_ids(NAMES), "manifest.json"}


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in FILES.iterdir()) < 4_000_000


@pytest.mark.parametrize(("name", "code", "language", "kind"), OF_KIND["pdf"], ids=_ids(OF_KIND["pdf"]))
def test_a_pdf_is_tagged_and_names_its_language_and_title(name, code, language, kind, books):
    data = (FILES / name).read_bytes()
    assert data.startswith(b"%PDF-1.")
    catalogue = re.search(rb"/Type /Catalog\n.*?endobj", data, re.DOTALL)[0]
    assert f"/Lang ({language})".encode() in catalogue
    for needed in (b"/StructTreeRoot", b"/Outlines", b"/MarkInfo"):
        assert needed in data
    title = re.search(rb"/Title (\(.*?\)|<[0-9A-F]+>)\n", data)[1]
    text = bytes.fromhex(title[1:-1].decode()).decode("utf-16") if title[:1] == b"<" else title[1:-1].decode()
    assert text.startswith(books[code, language].title)


@pytest.mark.parametrize(
    ("name", "code", "language", "kind"), OF_KIND["epub"] + OF_KIND["odt"], ids=_ids(OF_KIND["epub"] + OF_KIND["odt"])
)
def test_a_package_is_well_formed(name, code, language, kind, books):
    with zipfile.ZipFile(FILES / name) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first).decode() == KINDS[kind]
        assert archive.testzip() is None
        texts = {
            entry.filename: archive.read(entry).decode()
            for entry in archive.infolist()
            if entry.filename.endswith((".xml", ".xhtml", ".opf", ".svg"))
        }
    trees = {path: ElementTree.fromstring(text) for path, text in texts.items()}
    about = trees["meta.xml" if kind == "odt" else "EPUB/package.opf"]
    assert about.findtext(".//{http://purl.org/dc/elements/1.1/}language").split("-")[0] == language
    assert about.findtext(".//{http://purl.org/dc/elements/1.1/}title") == books[code, language].title
    page = trees["content.xml" if kind == "odt" else "EPUB/title.xhtml"]
    assert books[code, language].title in "".join(page.itertext())


@pytest.mark.parametrize(("name", "code", "language", "kind"), OF_KIND["epub"], ids=_ids(OF_KIND["epub"]))
def test_an_epub_lists_all_its_parts(name, code, language, kind):
    with zipfile.ZipFile(FILES / name) as archive:
        inside = {path.removeprefix("EPUB/") for path in archive.namelist() if path.startswith("EPUB/")}
        package = archive.read("EPUB/package.opf").decode()
        navigation = archive.read("EPUB/nav.xhtml").decode()
    assert set(re.findall(r'<item id="[^"]*" href="([^"]*)"', package)) == inside - {"package.opf"}
    assert {target.partition("#")[0] for target in re.findall(r'<a href="([^"]*)"', navigation)} <= inside
    assert {"schema:accessMode", "schema:accessibilityHazard"} <= set(re.findall(r'property="([^"]*)"', package))


def test_links_inside_a_book_lead_somewhere(books):
    for book in books.values():
        text = "".join(f'<h1 id="{chapter.key}"></h1>{chapter.body}' for chapter in book.chapters)
        ids = re.findall(r' id="([^"]*)"', text)
        assert len(ids) == len(set(ids)), book.name
        assert set(re.findall(r'href="#([^"]*)"', text)) <= set(ids), book.name


def test_a_missing_funding_text_stands_in_english_and_says_so(books):
    assert books["IO1", "hu"].disclaimer.language == "en"
    assert books["IO1", "de"].disclaimer.language == ""


def test_binding_twice_gives_the_same_bytes(books):
    book = books["IO3", "hu"]
    assert pack(odt.bind(book, FILES.parent / "images")) == pack(odt.bind(book, FILES.parent / "images"))
