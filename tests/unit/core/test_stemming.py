"""Words to stems: inflected forms of one word meet, in each of the four languages."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.stemming import fold, index_stems, stem, stems


@pytest.mark.parametrize(
    ("language", "inflected", "plain"),
    [
        ("hu", "képzések", "képzés"),
        ("hu", "képzésekben", "képzés"),
        ("hu", "tanárok", "tanár"),
        ("de", "Lehrkräften", "Lehrkraft"),
        ("de", "Lehrkräfte", "Lehrkraft"),
        ("de", "Schulen", "Schule"),
        ("nl", "docenten", "docent"),
        ("nl", "lessen", "les"),
        ("en", "teachers", "teacher"),
        ("en", "teachers'", "teacher"),
        ("en", "planning", "planned"),
    ],
)
def test_forms_of_one_word_have_one_stem(language, inflected, plain):
    assert stem(inflected, language) == stem(plain, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("hu", "képzés", "kép"), ("de", "Lehrkraft", "Lehre"), ("nl", "docent", "dominee"), ("en", "teacher", "tea")],
)
def test_different_words_stay_apart(language, one, other):
    assert stem(one, language) != stem(other, language)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Főzőkanál", "fozokanal"),
        ("ÁRVÍZTŰRŐ", "arvizturo"),
        ("Größe", "grosse"),
        ("GRÖSSE", "grosse"),
        ("coördinatie", "coordinatie"),
        ("Œuvre", "oeuvre"),
        ("ﬁn", "fin"),
    ],
)
def test_folding_takes_case_and_accents_away(text, folded):
    assert fold(text) == folded


def test_composed_and_decomposed_letters_are_the_same():
    assert stem(unicodedata.normalize("NFD", "képzések"), "hu") == stem("képzések", "hu")


def test_the_index_also_holds_the_stem_of_the_unaccented_spelling():
    assert stem("kepzesekben", "hu") in index_stems("a képzésekben", "hu").split()
    assert stem("képzésekben", "hu") in index_stems("a képzésekben", "hu").split()


def test_both_apostrophes_are_one():
    assert stem("teacher’s", "en") == stem("teacher's", "en") == "teacher"


def test_a_language_without_an_algorithm_is_only_folded():
    assert stem("Écoles", "fr") == "ecoles"


def test_texts_without_words_have_no_stems():
    assert list(stems("… – !? __", "en")) == []
    assert index_stems("", "hu") == ""


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80), st.sampled_from(["en", "hu", "de", "nl"]))
def test_any_text_becomes_plain_stems(text, language):
    for found in stems(text, language):
        assert not any(unicodedata.combining(char) for char in found)
        assert "'" not in found
