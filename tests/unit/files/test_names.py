"""Names that could mislead people or systems are refused with words that help; all others are kept as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.errors import BadName
from portal.files.names import LONGEST, clean_name


@pytest.mark.parametrize(
    "name",
    [
        "report.pdf",
        "Jegyzőkönyv – 4. ülés.docx",
        "Über uns.odt",
        ".htaccess",
        "a",
        "x" * LONGEST,
        "👩\u200d👧.jpg",
        "a..b",
    ],
)
def test_ordinary_names_are_kept(name):
    assert clean_name(name) == name


def test_space_around_goes_and_letters_are_composed():
    assert clean_name("  U\u0308ber.txt ") == "\u00dcber.txt"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "no name"),
        ("   ", "no name"),
        (".", "no name"),
        ("..", "no name"),
        ("../../etc/passwd", "path"),
        ("C:\\Users\\me\\film.mp4", "path"),
        ("a\0b.txt", "invisible"),
        ("a\nb.txt", "invisible"),
        ("a\rSet-Cookie: x=1.txt", "invisible"),
        ("invoice\u202efdp.exe", "invisible"),
        ("a\u2066b.txt", "invisible"),
        ("a\u200bb.txt", "invisible"),
        ("a\u2028b.txt", "invisible"),
        ("x" * 300, "300 characters; at most 200"),
    ],
)
def test_misleading_names_are_refused(name, words):
    with pytest.raises(BadName, match=words):
        clean_name(name)


@given(st.text(max_size=300))
def test_whatever_is_kept_is_one_short_line_without_a_path(raw):
    try:
        name = clean_name(raw)
    except BadName:
        return
    assert 0 < len(name) <= LONGEST
    assert not set("/\\\n\r\0\u202e") & set(name)
    assert clean_name(name) == name
