"""Citations in the three forms, whatever stands in titles and names."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.citation import Citation, citation_of

PLAIN = {
    "authors": "LS4VET consortium",
    "title": "A model for Lesson Study",
    "version": "1.2",
    "date": date(2023, 5, 30),
    "project": "LS4VET 2020-1-HU01",
    "url": "https://example.org/en/results/io1/",
    "key": "io1-1.2",
}


def test_the_line_to_copy():
    assert Citation(**PLAIN).text == (
        "LS4VET consortium (2023). A model for Lesson Study (version 1.2). LS4VET 2020-1-HU01. "
        "https://example.org/en/results/io1/"
    )


def test_bibtex():
    assert Citation(**PLAIN).bibtex() == (
        "@techreport{io1-1.2,\n"
        "  author = {{LS4VET consortium}},\n"
        "  title = {{A model for Lesson Study}},\n"
        "  institution = {LS4VET 2020-1-HU01},\n"
        "  year = {2023},\n"
        "  month = {5},\n"
        "  note = {Version 1.2},\n"
        "  url = {https://example.org/en/results/io1/}\n"
        "}\n"
    )


def test_ris():
    assert Citation(**PLAIN).ris().split("\r\n") == [
        "TY  - RPRT",
        "AU  - LS4VET consortium",
        "TI  - A model for Lesson Study",
        "PB  - LS4VET 2020-1-HU01",
        "PY  - 2023",
        "DA  - 2023/05/30",
        "ET  - 1.2",
        "UR  - https://example.org/en/results/io1/",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Costs & benefits", r"Costs \& benefits"),
        ("100 %", r"100 \%"),
        ("a_b", r"a\_b"),
        ("No. #4", r"No. \#4"),
        ("5 $", r"5 \$"),
        ("A } B", r"A \} B"),
        ("{ A", r"\{ A"),
    ],
)
def test_bibtex_signs_are_escaped(title, written):
    assert f"title = {{{{{written}}}}}," in Citation(**{**PLAIN, "title": title}).bibtex()


def test_a_backslash_is_a_word_in_bibtex():
    assert r"a\textbackslash{}b" in Citation(**{**PLAIN, "title": r"a\b"}).bibtex()


def test_an_address_keeps_its_signs():
    assert (
        "url = {https://example.org/a_b/?c=d&e=f}"
        in Citation(**{**PLAIN, "url": "https://example.org/a_b/?c=d&e=f"}).bibtex()
    )


@given(st.text(max_size=60))
def test_no_title_breaks_out_of_its_braces(title):
    entry = Citation(**{**PLAIN, "title": title}).bibtex()
    bare = re.sub(r"\\[{}]", "", entry)
    depth = 0
    for position, char in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth > 0 or position < len("@techreport") or position >= len(bare) - 2
    assert depth == 0


@given(st.text(max_size=60))
def test_no_title_adds_a_line_to_ris(title):
    assert len(Citation(**{**PLAIN, "title": title}).ris().splitlines()) == 9


def test_a_page_and_its_version_are_cited():
    page = SimpleNamespace(title="The model", result=SimpleNamespace(authors="We", code="IO1"))
    version = SimpleNamespace(number="2.0", date=date(2022, 1, 2))
    made = citation_of(page, version, "https://x.example/", project="P")
    assert made == Citation("We", "The model", "2.0", date(2022, 1, 2), "P", "https://x.example/", "io1-2.0")
