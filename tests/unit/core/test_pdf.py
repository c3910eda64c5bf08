"""A printed sheet: tagged, in its language and in the site's fonts, with every name as it was written."""

import io

import pytest
from pypdf import PdfReader

from portal.core import pdf


def printed(*names: str, language: str = "en", heading: str = "Attendance sheet") -> PdfReader:
    data = {
        "language": language,
        "title": heading,
        "author": "LS4VET",
        "project": "LS4VET",
        "heading": heading,
        "event": "Ő",
        "lines": ["30 November 2026"],
        "columns": ["No.", "Name", "Signature"],
        "names": names,
        "blank": 5,
        "funding": {"text": "Funded", "language": language},
    }
    return PdfReader(io.BytesIO(pdf.make("attendance", data)), strict=True)


def is_pdf_ua(sheet: PdfReader) -> bool:
    return "pdfuaid:part" in sheet.trailer["/Root"]["/Metadata"].get_data().decode()


@pytest.mark.parametrize(
    "name",
    [
        '#import "x": * $a$ <b>',
        "Štěpán Żółw",
        "Ünal Şahin",
        "Ελένη Παπά",
        "Шевченко Олена",
        '"; #panic() //',
        "& <script>alert(1)</script>",
        "Dr. Wolfeschlegelsteinhausenbergerdorff-Maximiliane",
    ],
)
def test_names_stand_as_they_are_written(name: str):
    sheet = printed(name)
    text = sheet.pages[0].extract_text().replace("\u200b", "")
    assert name.replace(" ", "") in "".join(text.split())
    assert is_pdf_ua(sheet)


@pytest.mark.parametrize("name", ["李 小龙", "\U000f0000 Nobody", "a\x00b", "\u202eabc", "x" * 120])
def test_no_name_keeps_the_sheet_from_being_printed(name: str):
    sheet = printed("Anna", name)
    assert "1 Anna" in sheet.pages[0].extract_text()
    assert sheet.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "Attendance sheet"), ("hu", "Jelenléti ív"), ("de", "Anwesenheitsliste"), ("nl", "Presentielijst")],
)
def test_it_speaks_its_language_and_repeats_its_head(language: str, heading: str):
    sheet = printed(*[f"Ő {number}" for number in range(60)], language=language, heading=heading)
    assert (sheet.trailer["/Root"]["/Lang"], sheet.metadata.title) == (language, heading)
    assert heading in sheet.pages[0].extract_text().splitlines()
    assert all("No. Name Signature" in page.extract_text().splitlines() for page in sheet.pages)
    assert len(sheet.pages) == 4
