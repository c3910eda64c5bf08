"""A pasted list of people: whatever mail programs and spreadsheets make of it, read row by row."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 500
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f]")
_ADDRESS = re.compile(r"[^\s<>,;\"']+@[^\s<>,;\"']+")
_BETWEEN = re.compile(r"[;,](?=[^;,]*@)")


@dataclass(frozen=True)
class Row:
    """One entry of the list. `email` is empty where there is none; `twin` is the number of an earlier equal row."""

    number: int
    text: str
    email: str = ""
    name: str = ""
    twin: int = 0


def read(pasted: str) -> list[Row]:
    """The entries in their order: one a line, or several between commas and semicolons. Empty lines don't count."""
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for text in _entries(pasted):
        number = len(rows) + 1
        email, name = _parts(text)
        twin = seen.get(email.casefold(), 0) if email else 0
        if email and not twin:
            seen[email.casefold()] = number
        rows.append(Row(number, text[:200], email, name, twin))
    return rows


def _entries(pasted: str) -> list[str]:
    lines = (_UNSEEN.sub("", line).strip() for line in pasted.replace("\t", " ").splitlines())
    parts = (part.strip(" ,;") for line in lines for part in _split(line))
    return [part for part in parts if part]


def _split(line: str) -> list[str]:
    """Several addresses in one line are several entries; a name with a comma before one address is one."""
    return _BETWEEN.split(line) if line.count("@") > 1 else [line]


def _parts(text: str) -> tuple[str, str]:
    found = _ADDRESS.search(text.replace("mailto:", ""))
    if not found:
        return "", ""
    email = found.group().strip(".:()[]")
    try:
        validate_email(email)
    except ValidationError:
        return "", ""
    name = parseaddr(text)[0] if "<" in text else text.replace("mailto:", "").replace(found.group(), "")
    return email, " ".join(name.strip(" <>,;\"'()").split())[:120]
