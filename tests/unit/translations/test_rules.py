"""Guard, comparison, terms: pure rules."""

import pytest

from portal.translations.comparing import difference
from portal.translations.guard import faults
from portal.translations.terms import found_in

LINK = 'See <a id="a1">the page</a>.'


@pytest.mark.parametrize(
    ("source", "target", "markup"),
    [
        ("%(number)s pages", "%(number)s oldal", False),
        ("%(a)s of %(b)s", "%(b)s: %(a)s", False),
        (LINK, '<a id="a1">Az oldal</a> itt van.', True),
        ("Plain", "5 < 6 & 7", False),
        ("Plain", "<b>Fett</b>", True),
        ("100%", "100 %", False),
        ("Anything %(x)s", "", False),
    ],
)
def test_good_translations_pass(source, target, markup):
    assert list(faults(source, target, markup=markup)) == []


@pytest.mark.parametrize(
    ("source", "target", "markup", "word"),
    [
        ("%(number)s pages", "oldalak", False, "“%(number)s” is missing"),
        ("%(number)s pages", "%(nummer)s Seiten", False, "“%(nummer)s” is not in the original"),
        ("{name} came", "kwam", False, "“{name}” is missing"),
        ("%s of %s", "%s", False, "“%s” is missing"),
        (LINK, "Lásd az oldalt.", True, 'The link <a id="a1"> is missing'),
        (LINK, 'Lásd <a id="a2">az oldalt</a>.', True, "is not in the original"),
        (LINK, 'Lásd <a id="a1">az oldalt.', True, "not closed"),
        ("Plain", '<img src=x onerror="alert(1)">', False, "is not in the original"),
        ("Plain", "a\u202eb", False, "cannot be seen"),
        ("Plain", "a\x07b", False, "cannot be seen"),
    ],
)
def test_losses_are_named(source, target, markup, word):
    assert word in " ".join(faults(source, target, markup=markup))


def test_difference_word_by_word():
    pieces = difference("We meet in Vienna today.", "We meet in Graz today.")
    assert [(piece.sort, piece.text) for piece in pieces] == [
        ("same", "We meet in "),
        ("gone", "Vienna"),
        ("new", "Graz"),
        ("same", " today."),
    ]
    assert difference("one two three", "four five six") == [("gone", "one two three"), ("new", "four five six")]
    assert difference("same", "same") == [("same", "same")]
    assert difference("", "new") == [("new", "new")]
    assert "".join(piece.text for piece in difference("a <b>c</b>", "d")) == "a <b>c</b>d"


TERMS = [("lesson", "Stunde", ""), ("research lesson", "Forschungsstunde", ""), ("big idea", "Leitidee|Grundidee", "")]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Two research lessons.", "Zwei Forschungsstunden.", {"research lesson": True}),
        ("Two research lessons.", "Zwei Stunden.", {"research lesson": False}),
        ("The big ideas of a lesson", "Die Grundideen einer Stunde", {"big idea": True, "lesson": True}),
        ("A plan of the research lesson", "Ein Forschungsstundenplan", {"research lesson": True}),
        ("No term here", "Kein Wort", {}),
    ],
)
def test_terms_are_found_inflected(source, target, expected):
    assert {found.term: found.used for found in found_in(source, target, TERMS, ("en", "de"))} == expected


def test_terms_in_hungarian():
    terms = [("research lesson", "kutatóóra", "")]
    found = list(found_in("After the research lesson", "A kutatóórák után", terms, ("en", "hu")))
    assert [row.used for row in found] == [True]
