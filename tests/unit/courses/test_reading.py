"""What is pure in reading: names of chapters, codes of sources, times, references."""

import pytest
from django.template import Context
from django.utils.safestring import mark_safe

from courses import captions
from courses.models import Source
from courses.services.films import name_of
from courses.templatetags import course


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Look here. And there.", "Look here. And there."),
        ("A longer first sentence stands. The second does not.", "A longer first sentence stands."),
        ("Why? The first lock asks why. More.", "Why? The first lock asks why."),
        ("", ""),
    ],
)
def test_a_chapter_is_called_by_its_first_words(text, name):
    assert captions.first_sentence(text) == name


def test_a_long_name_ends_between_words():
    name = name_of("Imagine a class of apprentice bakers, who have been weighing flour, water and salt since morning.")
    assert name == "Imagine a class of apprentice bakers, who have been …"
    assert len(name) <= 62


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("So [G21].", 'So [<a href="#source-G21">G21</a>].'),
        ("So [G21, LS4-M].", 'So [<a href="#source-G21">G21</a>, <a href="#source-LS4-M">LS4-M</a>].'),
        ("So [G21, No99].", "So [G21, No99]."),
        ("An array[0] and [sic].", "An array[0] and [sic]."),
        ("<script>[G21]", '&lt;script&gt;[<a href="#source-G21">G21</a>]'),
    ],
)
def test_codes_become_links_where_the_page_has_all_of_them(text, wanted):
    assert course.cited(Context({"codes": frozenset({"G21", "LS4-M"})}), text) == wanted


def test_safe_text_stays_as_it_is_and_pages_without_sources_have_no_links():
    assert course.cited(Context({}), mark_safe("<p>[G21]</p>")) == "<p>[G21]</p>"


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65, "1:05"), (3599, "59:59"), (3600, "60:00")])
def test_times_of_a_film(seconds, shown):
    assert course.minutes_seconds(seconds) == shown


def test_titles_are_set_in_italics_and_nothing_else_is_markup():
    source = Source(reference="Goei & al. *A <b>title</b>*, *10*(2).", doi="10.1/x")
    assert course.reference(source) == ("Goei &amp; al. <cite>A &lt;b&gt;title&lt;/b&gt;</cite>, <cite>10</cite>(2).")
    assert 'href="https://doi.org/10.1/x"' in course.doi_link(source)
    assert course.doi_link(Source(reference="")) == ""
