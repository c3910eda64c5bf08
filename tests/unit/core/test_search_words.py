"""What search does to words before and after the index: cleaning, marking, cutting. No database."""

import re
from html import unescape

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from portal.core import search

LANGUAGE = st.sampled_from(["en", "hu", "de", "nl"])


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  lesson \t study\n", "lesson study"),
        ("a\x00b", "a b"),
        ("\u202elesson", "lesson"),
        ("", ""),
        ("\x00\x01", ""),
        ("képzés", "képzés"),
    ],
)
def test_a_query_is_cleaned(raw, clean):
    assert search.clean_query(raw) == clean


def test_a_query_may_have_two_hundred_characters_and_no_more():
    assert search.clean_query("x" * 200) == "x" * 200
    with pytest.raises(search.QueryTooLong):
        search.clean_query("x" * 201)
    with pytest.raises(search.QueryTooLong):
        search.clean_query("x" * 1_000_000)


def test_found_words_are_marked_in_every_form():
    marked = search.mark("Der Bericht für Lehrkräfte & Schulen", "lehrkraft", "de")
    assert marked == "Der Bericht für <mark>Lehrkräfte</mark> &amp; Schulen"


def test_words_typed_without_accents_are_marked_too():
    assert search.mark("A képzések rendje", "kepzesek", "hu") == "A <mark>képzések</mark> rendje"


def test_nothing_is_marked_for_an_empty_question():
    assert search.mark("<b>Lessons</b>", "", "en") == "&lt;b&gt;Lessons&lt;/b&gt;"


def test_markup_in_text_and_question_stays_text():
    text = "<script>alert('lessons')</script>"
    marked = search.mark(text, "<script> lesson", "en")
    assert "<script" not in marked.replace("<mark>", "")
    assert "<mark>lessons</mark>" in marked


@given(st.text(max_size=120), st.text(max_size=30), LANGUAGE)
def test_marking_brings_in_no_other_markup(text, query, language):
    marked = str(search.mark(text, query, language))
    assert re.fullmatch(r"(?:[^<>]|</?mark>)*", marked, re.DOTALL)
    assert unescape(marked.replace("<mark>", "").replace("</mark>", "")) == unescape(escape(text))


@given(st.text(alphabet=st.characters(exclude_characters="&<>\"'"), max_size=120), st.text(max_size=30), LANGUAGE)
def test_without_the_marks_the_text_is_the_text(text, query, language):
    assert str(search.mark(text, query, language)).replace("<mark>", "").replace("</mark>", "") == text


def test_a_short_text_is_its_own_excerpt():
    assert search.excerpt("One short sentence.", "absent", "en") == "One short sentence."


def test_an_excerpt_stands_around_the_first_word_found():
    text = "before " * 100 + "Lehrkräfte planen " + "after " * 100
    piece = search.excerpt(text, "Lehrkraft", "de")
    assert "Lehrkräfte" in piece
    assert piece.startswith("… before")
    assert piece.endswith("after …")
    assert len(piece) <= search.EXCERPT_CHARS + 4


@given(st.text(max_size=600), st.text(max_size=20), LANGUAGE)
def test_an_excerpt_is_a_piece_of_the_text(text, query, language):
    piece = search.excerpt(text, query, language)
    assert len(piece) <= search.EXCERPT_CHARS + 4
    start = "… " if piece.startswith("… ") and not text.startswith("… ") else ""
    end = " …" if piece.endswith(" …") and not text.endswith(" …") else ""
    assert piece[len(start) : len(piece) - len(end)] in text


def test_questions_without_words_or_too_short_ask_nothing():
    assert search.find("…!?", "en") == []
    assert search.suggest("l", "en") == []
    assert search.suggest("", "en") == []
