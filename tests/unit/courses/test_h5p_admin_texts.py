"""Equal sentences of the engine stand once; texts go between form and content unharmed."""

import pytest

from courses.h5p import issues
from courses.h5p.semantics import Field
from courses.integrations import h5p_text
from courses.integrations.h5p_words import findings

PLAIN = Field("text", "text")
RICH = Field("text", "text", tags=("p", "strong", "em"))


def test_equal_sentences_stand_once_with_their_places():
    found = [issues.issue("entry-damaged", f"content/{number}.png") for number in range(12)]
    (one,) = findings([*found[:1], *found[1:]])
    assert one.paths == [f"content/{number}.png" for number in range(8)]
    assert (one.more, one.sentence) == (4, issues.MESSAGES["entry-damaged"])


@pytest.mark.parametrize(
    ("stored", "shown", "source"),
    [
        ("Fish &amp; chips", "Fish & chips", False),
        ("<p>One</p>\n<p>Two<br>lines</p>", "One\n\nTwo\nlines", False),
        ("<div>5 &lt; 6</div>", "5 < 6", False),
        ("<p>A <strong>word</strong></p>", "<p>A <strong>word</strong></p>", True),
        ('<p class="x">A</p>', '<p class="x">A</p>', True),
    ],
)
def test_people_see_paragraphs_and_html_only_where_there_is_more(stored, shown, source):
    assert h5p_text.shown(stored, RICH) == shown
    assert h5p_text.is_source(stored, RICH) is source


@pytest.mark.parametrize(
    ("typed", "before", "field", "stored"),
    [
        ("Fish & chips <b>", "Old", PLAIN, "Fish &amp; chips &lt;b&gt;"),
        ("New", "<p>Old</p>", RICH, "<p>New</p>"),
        ("5 < 6\n\nTwo\nlines", "<div>Old</div>", RICH, "<div>5 &lt; 6</div><div>Two<br>lines</div>"),
        ("One", "Old", RICH, "One"),
        ("One\n\nTwo", "Old", RICH, "<p>One</p><p>Two</p>"),
        ("<p>A <em>b</em></p>", "<p><strong>Old</strong></p>", RICH, "<p>A <em>b</em></p>"),
    ],
)
def test_what_is_typed_is_stored_as_h5p_does(typed, before, field, stored):
    assert h5p_text.stored(typed, before, field) == stored
    assert h5p_text.stored(h5p_text.shown(stored, field), stored, field) == stored


def test_forbidden_tags_are_named():
    assert h5p_text.forbidden("<p><em>a</em><script>b</script><h2>c</h2></p>", RICH) == ["h2", "script"]
