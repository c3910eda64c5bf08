"""Reads docs/roles-and-addresses.md, the one place where it says who gets which answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "roles-and-addresses.md"
METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Row:
    """One address, asked in one way, with the group of answers that it gives."""

    address: str
    method: str
    group: str

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def _tables() -> Iterator[list[list[str]]]:
    table: list[list[str]] = []
    for line in [*DOCUMENT.read_text().splitlines(), ""]:
        if line.startswith("|"):
            table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif table:
            yield table
            table = []


def groups() -> dict[str, dict[str, str]]:
    """Group of answers, role, answer."""
    head, _line, *rows = next(_tables())
    return {name: dict(zip(head[1:], answers, strict=True)) for name, *answers in rows}


def rows() -> list[Row]:
    """Every address of the document."""
    _groups, *tables = _tables()
    found = [(cells[0], cells[1], cells[2]) for table in tables for cells in table[2:]]
    return [Row(address, method, group) for address, methods, group in found for method in methods.split(", ")]
