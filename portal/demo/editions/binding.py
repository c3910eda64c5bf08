"""Makes the files, and knows which of them are older than their texts."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from portal.demo.editions import epub, odt, pdf
from portal.demo.editions.compose import Shelf, compose
from portal.demo.editions.package import digest, pack
from portal.demo.editions.plan import Book
from portal.demo.source import HERE

FILES = HERE / "files"
MANIFEST = "manifest.json"
BINDERS = {"epub": epub.bind, "odt": odt.bind}
ADVICE = "run `make editions`"


class Bindery:
    """Compares the files in `folder` with the texts on the shelf, and makes those that differ."""

    def __init__(self, shelf: Shelf, folder: Path = FILES) -> None:
        self.shelf = shelf
        self.folder = folder
        self.images = shelf.root / "images"
        path = folder / MANIFEST
        self.manifest: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def wanted(self) -> Iterator[tuple[str, Book, str]]:
        """Name, book and format of every file that the results offer."""
        for code, language, kind in self.shelf.files():
            book = compose(self.shelf, code, language)
            yield f"{book.name}.{kind}", book, kind

    def source(self, book: Book, kind: str) -> str:
        """A digest of everything that decides what the file says and how it looks."""
        if kind == "pdf":
            return hashlib.sha256(pdf.source(book, self.images)).hexdigest()
        return digest(BINDERS[kind](book, self.images))

    def stale(self) -> list[str]:
        """Files that are missing or older than their texts."""
        return [
            name
            for name, book, kind in self.wanted()
            if not (self.folder / name).exists() or self.manifest.get(name) != self.source(book, kind)
        ]

    def renew(self, *, force: bool = False) -> Iterator[str]:
        """Make what is stale (or everything), and yield each file's name; drop what no result offers any more."""
        self.folder.mkdir(exist_ok=True)
        fresh: dict[str, str] = {}
        with ExitStack() as stack:
            browser = None
            for name, book, kind in self.wanted():
                fresh[name] = self.source(book, kind)
                if not force and self.manifest.get(name) == fresh[name] and (self.folder / name).exists():
                    continue
                if kind == "pdf":
                    browser = browser or stack.enter_context(pdf.press())
                    data = pdf.bind(book, browser, self.images)
                else:
                    data = pack(BINDERS[kind](book, self.images))
                (self.folder / name).write_bytes(data)
                yield name
        for path in self.folder.iterdir():
            if path.name not in {*fresh, MANIFEST}:
                path.unlink()
        text = json.dumps(fresh, indent=1, sort_keys=True) + "\n"
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")
        self.manifest = fresh
