"""Reading, writing and compiling the catalogues in `locale/`."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from portal.core.catalogues.extract import DOMAINS, Found

SOURCE_LANGUAGE = "en"
LINE_WIDTH = 100
# English, Hungarian, German and Dutch alike: one, and everything else.
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def po_path(root: Path, language: str, domain: str) -> Path:
    """Where the catalogue of a language and domain lies."""
    return root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def all_paths(root: Path, languages: Iterable[str]) -> Iterator[tuple[str, str, Path]]:
    """Language, domain and path of every catalogue there should be."""
    for language in languages:
        for domain in DOMAINS:
            yield language, domain, po_path(root, language, domain)


def read(path: Path, language: str) -> Catalog:
    """Read a catalogue; one that is missing is empty. Raises `ValueError` naming the file when it is malformed."""
    if not path.exists():
        catalog = Catalog()
        catalog.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
        return catalog
    try:
        with path.open("rb") as file:
            return read_po(file, locale=None, abort_invalid=True)
    except Exception as error:
        raise ValueError(f"{path}: {error}") from error


def update(catalog: Catalog, found: Iterable[Found], language: str) -> Catalog:
    """A catalogue of exactly the found strings, with what was translated so far; English translates itself."""
    fresh = Catalog()
    fresh.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
    for entry in found:
        singular = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        known = catalog.get(singular, entry.context)
        fresh.add(
            entry.id,
            string=_translation(entry, known, language),
            locations=[(file, 0) for file in sorted(entry.files)],
            auto_comments=entry.comments,
            user_comments=known.user_comments if known else (),
            context=entry.context,
        )
        added = fresh.get(singular, entry.context)
        if added and known and known.fuzzy and language != SOURCE_LANGUAGE:
            added.flags.add("fuzzy")
    return fresh


def _translation(entry: Found, known: Message | None, language: str) -> str | tuple[str, ...]:
    if language == SOURCE_LANGUAGE:
        return entry.id
    plural = isinstance(entry.id, tuple)
    string = known.string if known else None
    if plural:
        return tuple(string) if isinstance(string, tuple | list) else ("", "")
    return string if isinstance(string, str) else ""


def write(catalog: Catalog, path: Path, language: str) -> bool:
    """Write a catalogue in a stable order without line numbers; False when the file says that already."""
    body = io.BytesIO()
    write_po(body, catalog, width=LINE_WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    content = HEADER.format(language=language, plural_forms=PLURAL_FORMS).encode() + body.getvalue().rstrip() + b"\n"
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def compile_to_mo(path: Path, language: str) -> Path:
    """Compile one catalogue next to its source; unfinished (fuzzy) strings stay out."""
    target = path.with_suffix(".mo")
    compiled = io.BytesIO()
    write_mo(compiled, read(path, language))
    target.write_bytes(compiled.getvalue())
    return target
