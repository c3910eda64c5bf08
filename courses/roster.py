"""A list of people from a spreadsheet: a CSV file of whatever kind, read row by row. Pure; it never guesses in silence.

Columns are found by their headers in any of the site's languages; separator and encoding are worked out. A file whose
lines are in different encodings is read line by line.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 500
"""Rows."""
LARGEST = 1_000_000
"""Bytes."""
COLUMNS = {
    "email": "email, e-mail, mail, email address, e-mail address, e-mail cím, e-mail-cím, email cím, e-mail-adresse, "
    "e-mailadresse, email-adresse, e-mailadres, emailadres",
    "name": "name, full name, név, teljes név, vollständiger name, naam, volledige naam",
    "language": "language, nyelv, sprache, taal",
    "team": "team, csapat, csoport, gruppe, groep",
    "school": "school, organisation, iskola, intézmény, schule, organisatie",
}
LANGUAGES = {
    "en": "en, english, angol, englisch, engels",
    "hu": "hu, hungarian, magyar, ungarisch, hongaars",
    "de": "de, german, német, deutsch, duits",
    "nl": "nl, dutch, holland, niederländisch, nederlands",
}
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = re.compile(r"^[=+@\t\r-]+\s*(?=\S)")


class BadList(ValueError):
    """A file that cannot be read as a list. `code`: "empty", "large", "rows", "columns", "email", "twice"."""

    def __init__(self, code: str, about: str = "") -> None:
        self.code, self.about = code, about
        super().__init__(code)


@dataclass(frozen=True)
class Person:
    """One row. `line` counts from 1, headers included. `faults`: "email", "language"; `twin`: an earlier equal row."""

    line: int
    email: str
    name: str = ""
    language: str = ""
    team: str = ""
    school: str = ""
    faults: tuple[str, ...] = ()
    twin: int = 0


@dataclass(frozen=True)
class Roster:
    """What a file says. `unknown`: headers that mean nothing here; `mixed`: lines read in another encoding."""

    people: tuple[Person, ...]
    unknown: tuple[str, ...] = ()
    mixed: tuple[int, ...] = field(default=())


def read(content: bytes) -> Roster:
    """The people of a file. Raises BadList."""
    if len(content) > LARGEST:
        raise BadList("large")
    text, mixed = _decoded(content)
    rows = [row for row in _rows(text) if any(row[1])]
    if not rows:
        raise BadList("empty")
    (_line, headers), *rest = rows
    places, unknown = _columns(headers)
    if len(rest) > LONGEST:
        raise BadList("rows", str(len(rest)))
    return Roster(tuple(_people(rest, places)), unknown, mixed)


def _decoded(content: bytes) -> tuple[str, tuple[int, ...]]:
    """UTF-16 where its mark says so; else UTF-8, with what is not as Central European Windows would have it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace"), ()
    lines, mixed = [], []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True), start=1):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            lines.append(line.decode("cp1250", "replace"))
            mixed.append(number)
    return "".join(lines), tuple(mixed) if len(mixed) < len(lines) else ()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line numbers with cells; a first line `sep=;` names the separator, as spreadsheets write it."""
    first, _newline, rest = text.partition("\n")
    named = re.fullmatch(r'"?sep=(.)"?\s*', first.strip("\r"))
    body, offset = (rest, 1) if named else (text, 0)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=named[1] if named else _separator(body))
    try:
        for cells in reader:
            yield reader.line_num + offset, [_cell(cell) for cell in cells]
    except csv.Error as error:
        raise BadList("columns") from error


def _separator(text: str) -> str:
    """What stands most often in the first line that has words."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(";,\t", key=lambda sign: (line.count(sign), sign == ";"))


def _cell(text: str) -> str:
    """Without signs nobody sees, and without what spreadsheets take for a formula."""
    return _FORMULA.sub("", " ".join(_UNSEEN.sub("", text).split()))[:200]


def _columns(headers: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    places: dict[str, int] = {}
    unknown = []
    for number, header in enumerate(headers):
        name = _known(COLUMNS, header)
        if name and name in places:
            raise BadList("twice", header)
        if name:
            places[name] = number
        elif header:
            unknown.append(header)
    if "email" not in places:
        raise BadList("email", ", ".join(header for header in headers if header)[:200])
    return places, tuple(unknown)


def _known(words: dict[str, str], text: str) -> str:
    folded = text.casefold().strip(" :*")
    return next((name for name, all_ in words.items() if folded in all_.split(", ")), "")


def _people(rows: Iterable[tuple[int, list[str]]], places: dict[str, int]) -> Iterator[Person]:
    seen: dict[str, int] = {}
    for line, cells in rows:
        values = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        email = values["email"].removeprefix("mailto:").strip("<>")
        faults = [] if _is_address(email) else ["email"]
        language = _known(LANGUAGES, values.get("language", ""))
        if values.get("language") and not language:
            faults.append("language")
        twin = seen.get(email.casefold(), 0) if not faults else 0
        if not faults:
            seen.setdefault(email.casefold(), line)
        more = {name: values.get(name, "")[:120] for name in ("name", "team", "school")}
        yield Person(line, email, language=language, faults=tuple(faults), twin=twin, **more)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
