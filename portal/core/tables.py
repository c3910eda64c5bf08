"""Tables that leave the site: CSV and XLSX. No spreadsheet takes what people typed for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA = "=+-@\t\r\n"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
SHEET_NAME = 31
"""What Excel allows, without these signs."""
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

Rows = Iterable[Sequence[Any]]


def unarmed(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA and cell else cell


def as_csv(rows: Rows) -> bytes:
    """With the mark by which Excel knows UTF-8. Numbers stay numbers."""
    text = io.StringIO()
    csv.writer(text).writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Iterable[tuple[str, Rows]]) -> bytes:
    """A workbook; the first row of each sheet is its head."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        for number, (name, rows) in enumerate(sheets, 1):
            sheet = book.add_worksheet(f"{number} {name.translate(NOT_IN_NAMES)}"[:SHEET_NAME].strip())
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, [_plain(cell) for cell in row])
            sheet.set_column(0, 0, 32)
            sheet.freeze_panes(1, 1)
    return target.getvalue()


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    return cell if isinstance(cell, int | float) else unarmed(str(cell))
