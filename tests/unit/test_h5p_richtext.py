"""Rich text in sentences: what leaves comes back the same, and nothing a translator types can lose a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.h5p import markup
from courses.integrations.h5p_richtext import RichText

TAGS = tuple(markup.KNOWN)
LINK = '<a href="https://ls4vet.example/?a=1&amp;b=2" target="_blank">'


def pieces(source: str) -> list[str]:
    return [piece.text for piece in RichText(source).pieces]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", []),
        ("Plain words", ["Plain words"]),
        ("<p>One.</p>\n<p>Two.</p>", ["One.", "Two."]),
        (f"<p>See {LINK}this</a> page.</p>", ['See <a id="a1">this</a> page.']),
        (f"<p>{LINK}All of it</a></p>", ["All of it"]),
        ("<p>H<sub>2</sub>O <i class='x'>now</i>!</p>".replace("'", '"'), ['H<sub>2</sub>O <i id="i1">now</i>!']),
        ("<ul><li><strong>Bold</strong></li><li> spaced </li></ul>", ["Bold", "spaced"]),
        ("<p>&nbsp;</p><p><br></p><hr>", []),
        ("<p>Line<br>break<br></p>", ["Line<br>break"]),
        ("<strong><p>In</p>out</strong>", ["In", "out"]),
        ("<table><tr><td>1 &lt; 2</td><th>Tom &amp; Ann</th></tr></table>", ["1 &lt; 2", "Tom &amp; Ann"]),
        (f"<p>{LINK}a</a> or {LINK.replace('1', '2')}b</a></p>", ['<a id="a1">a</a> or <a id="a2">b</a>']),
    ],
)  # fmt: skip
def test_taken_apart_and_put_back(source, found):
    assert pieces(source) == found
    assert RichText(source).render({}) == source


def test_words_take_the_places_of_words():
    rich = RichText(f'<p class="x">See {LINK}this</a>.</p><p>Second.</p>')
    assert rich.render({0: 'Itt <a id="a1">van</a>, nézze!'}) == (
        f'<p class="x">Itt {LINK}van</a>, nézze!</p><p>Second.</p>'
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ('<a id="a1" href="javascript:alert(1)" onclick="x()">y</a>', f"{LINK}y</a>"),
        ('<a id="a9">y</a>', "<a>y</a>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("</p><p>new", "<p>new</p>"),
        ('<a id="a1">not closed', f"{LINK}not closed</a>"),
    ],
)
def test_what_a_translator_types_cannot_bring_attributes_or_break_out(typed, stored):
    assert RichText(f"<p>Some {LINK}words</a></p>").render({0: typed}) == f"<p>{stored}</p>"


@given(
    st.recursive(
        st.text(alphabet="ab <>&*", max_size=8),
        lambda inner: st.builds(
            lambda tag, children: f"<{tag}>{''.join(children)}</{tag}>",
            st.sampled_from(TAGS),
            st.lists(inner, max_size=4),
        ),
        max_leaves=12,
    )
)
def test_whatever_the_engine_lets_through_comes_back_as_it_was(source):
    clean = markup.clean(source, TAGS)
    rich = RichText(clean)
    assert markup.clean(rich.render({}), TAGS) == clean
    assert markup.clean(rich.render({n: piece.text for n, piece in enumerate(rich.pieces)}), TAGS) == clean
