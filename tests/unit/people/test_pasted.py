"""Pasted lists as they really come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.people.pasted import read


def found(text):
    return [(row.email, row.name) for row in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna@ls4vet.example", [("anna@ls4vet.example", "")]),
        ("Kis Anna <anna@ls4vet.example>", [("anna@ls4vet.example", "Kis Anna")]),
        ('"Kis, Anna" <anna@ls4vet.example>', [("anna@ls4vet.example", "Kis, Anna")]),
        ("Kis Anna\tanna@ls4vet.example", [("anna@ls4vet.example", "Kis Anna")]),
        ("anna@ls4vet.example;Kis Anna", [("anna@ls4vet.example", "Kis Anna")]),
        ("mailto:anna@ls4vet.example", [("anna@ls4vet.example", "")]),
        ("\ufeffanna@ls4vet.example\u200b", [("anna@ls4vet.example", "")]),
        ("a@ls4vet.example, b@ls4vet.example; c@ls4vet.example", [(f"{x}@ls4vet.example", "") for x in "abc"]),
        ("a@ls4vet.example\r\n\r\n  \nb@ls4vet.example", [("a@ls4vet.example", ""), ("b@ls4vet.example", "")]),
        ("O'Neil Éva, eva@ls4vet.example", [("eva@ls4vet.example", "O'Neil Éva")]),
        ("no address", [("", "")]),
        ("anna@", [("", "")]),
        ("anna@nowhere", [("", "")]),
        ("anna@@ls4vet.example", [("", "")]),
        ("", []),
        (" \n ; , \n", []),
    ],
)
def test_rows(text, expected):
    assert found(text) == expected


def test_a_double_names_its_twin_whatever_the_case():
    rows = read("a@ls4vet.example\nb@ls4vet.example\nA@LS4VET.example")
    assert [row.twin for row in rows] == [0, 0, 1]


def test_broken_rows_are_no_doubles():
    assert [row.twin for row in read("nonsense\nnonsense")] == [0, 0]


def test_direction_marks_do_not_hide_in_names():
    assert read("Anna\u202eEvil <a@ls4vet.example>")[0].name == "AnnaEvil"


@given(st.text(max_size=300))
def test_nothing_breaks_it(text):
    rows = read(text)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert all("@" in row.email for row in rows if row.email)
