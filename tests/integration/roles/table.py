"""Reads the documents that say who gets which answer: of the whole site, and of the course room."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"
SITE, COURSES = DOCS / "roles-and-addresses.md", DOCS / "course-roles-and-addresses.md"


@dataclass(frozen=True)
class Row:
    """One address, asked in one way, with the group of answers that it gives."""

    address: str
    method: str
    group: str

    def __str__(self) -> str:
        return f"{self.method} {self.address}"

    def place(self, things: dict[str, object]) -> str:
        """The address with what stands for the names in braces."""
        return self.address.format(**things)


def _tables(document: Path) -> Iterator[list[list[str]]]:
    table: list[list[str]] = []
    for line in [*document.read_text().splitlines(), ""]:
        if line.startswith("|"):
            table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif table:
            yield table
            table = []


def groups(document: Path) -> dict[str, dict[str, str]]:
    """Group of answers, role, answer."""
    head, _line, *rows = next(_tables(document))
    return {name: dict(zip(head[1:], answers, strict=True)) for name, *answers in rows}


def rows(document: Path) -> list[Row]:
    """Every address of the document."""
    _groups, *tables = _tables(document)
    found = [(cells[0], cells[1], cells[2]) for table in tables for cells in table[2:]]
    return [Row(address, method, group) for address, methods, group in found for method in methods.split(", ")]
