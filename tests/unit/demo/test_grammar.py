"""The grammar of content files: text in, data out, and a line number for whoever made a mistake."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.demo.grammar import Block, GrammarError, parse, rich_text

FRONT = "---\ntitle: A page\nslug: a-page\n---\n"


def blocks(body):
    return parse(FRONT + body).blocks


def test_front_matter_is_yaml_and_the_rest_are_blocks():
    document = parse(FRONT + "## Why\n\nOne.\n\nTwo.\n")
    assert document.front == {"title": "A page", "slug": "a-page"}
    assert document.blocks == (Block("heading", argument="Why"), Block("text", body="One.\n\nTwo."))


def test_paragraphs_lists_and_sub_headings_stay_one_text():
    assert blocks("One.\n\n- a\n- b\n\n### Sub\n\nTwo.\n") == (
        Block("text", body="One.\n\n- a\n- b\n\n### Sub\n\nTwo."),
    )


@pytest.mark.parametrize(
    ("body", "block"),
    [
        ("::: note\nBeside.\n:::", Block("note", body="Beside.")),
        ("::: quote A teacher\nWell said.\n:::", Block("quote", argument="A teacher", body="Well said.")),
        ("::: figure bench\nA bench.\n:::", Block("figure", argument="bench", body="A bench.")),
        ("::: diagram idea-3\n:::", Block("diagram", argument="idea-3")),
        (
            "::: callout warn Take care\nRead this.\n:::",
            Block("callout", argument="warn Take care", body="Read this."),
        ),
        ("::: funding\n:::", Block("funding")),
        ("::: pages one two\n:::", Block("pages", argument="one two")),
        (
            "::: steps\n1. **Plan.** Together.\n2. **Teach.** Once.\n:::",
            Block("steps", items=(("", "Plan", "Together."), ("", "Teach", "Once."))),
        ),
        ("::: terms\n- **Lesson.** An hour.\n:::", Block("terms", items=(("", "Lesson", "An hour."),))),
        (
            "::: day Thursday\n- 09:00 **Welcome.** Coffee.\n- 09:30 **Start.**\n:::",
            Block("day", argument="Thursday", items=(("09:00", "Welcome", "Coffee."), ("09:30", "Start", ""))),
        ),
        (
            "::: speakers\n- Researcher, University of Malta\n- **A. Name.** Host, ITS\n:::",
            Block("speakers", items=(("", "", "Researcher, University of Malta"), ("", "A. Name", "Host, ITS"))),
        ),
    ],
)
def test_each_fenced_block(body, block):
    assert blocks(body) == (block,)


def test_an_item_may_go_on_in_the_next_line():
    (block,) = blocks("::: terms\n- **Lesson.** An hour\n  in a school.\n\n- **Team.** People.\n:::")
    assert block.items == (("", "Lesson", "An hour in a school."), ("", "Team", "People."))


def test_a_title_may_end_with_another_sign():
    (block,) = blocks("::: day One\n- 11:00 **What stays?** The end.\n:::")
    assert block.items == (("11:00", "What stays?", "The end."),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no front matter", "does not begin with front matter"),
        ("---\ntitle: x\n", "does not begin with front matter"),
        ("---\n[\n---\n", "not YAML"),
        ("---\n- a list\n---\n", "not a list of names and values"),
        (FRONT + "::: note\nnever closed", "line 5: the block “note” is never closed"),
        (FRONT + "Text.\n\n::: banana\n:::", "line 7: “::: banana” opens no known block"),
        (FRONT + "::: note\n::: quote\n", "is never closed"),
        (FRONT + ":::\n", "line 5: “:::” opens no known block"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, message):
    with pytest.raises(GrammarError, match=message):
        parse(text)


def test_empty_front_matter_is_no_mistake():
    assert parse("---\n\n---\n").front == {}


def test_the_shape_is_what_translations_have_in_common():
    body = "## A\n\nOne.\n\n- x\n- y\n\n::: steps\n1. **P.** Q\n2. **R.** S\n:::\n\n::: funding\n:::\n"
    assert parse(FRONT + body).shape == ["heading:0", "text:3", "steps:2", "funding:0"]


def test_page_links_are_found_in_every_kind_of_block():
    body = (
        "[a](page:one) [b](https://x.example/)\n\n::: terms\n- **T.** [c](page:two)\n:::\n\n::: pages three four\n:::\n"
    )
    assert parse(FRONT + body).page_links == {"one", "two", "three", "four"}


def test_rich_text_is_stored_as_wagtail_stores_it():
    html = rich_text(
        "**Bold** and *thin*, [in](page:aims), [out](https://x.example/?a=1&b=2)\n\n- one\n- two", {"aims": 7}.get
    )
    assert html == (
        '<p><b>Bold</b> and <i>thin</i>, <a linktype="page" id="7">in</a>, '
        '<a href="https://x.example/?a=1&amp;b=2">out</a></p><ul><li>one</li><li>two</li></ul>'
    )


def test_loose_lists_have_no_paragraphs_inside():
    assert rich_text("- one\n\n- two", None) == "<ul><li>one</li><li>two</li></ul>"


def test_html_in_markdown_stays_text():
    assert rich_text("<script>alert(1)</script>", None) == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert "<b>" not in rich_text("<b>x</b>", None)


def test_dangerous_links_stay_text():
    assert "href" not in rich_text("[x](javascript:alert(1))", None)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        document = parse(FRONT + text)
    except GrammarError:
        return
    assert all(block.name for block in document.blocks)
    assert len(document.shape) == len(document.blocks)


@given(st.text(max_size=200))
def test_any_file_is_read_or_refused(text):
    with suppress(GrammarError):
        parse(text)


@given(
    st.lists(st.sampled_from(["## H", "Text.", "", "- a", "::: note", ":::", "::: steps", "1. **A.** b"]), max_size=12)
)
def test_blocks_come_in_their_order_and_nothing_is_lost(lines):
    try:
        document = parse(FRONT + "\n".join(lines))
    except GrammarError:
        return
    headings = [block for block in document.blocks if block.name == "heading"]
    assert len(headings) == sum(1 for block in document.blocks if block.argument == "H")
    fences = [line for line in lines if line.startswith("::: ")]
    assert sum(1 for block in document.blocks if block.name in ("note", "steps")) <= len(fences)


@given(st.text(max_size=150))
def test_rich_text_never_holds_other_markup(text):
    html = rich_text(text, lambda _key: 1)
    assert "<script" not in html
    assert "javascript:" not in html.replace("&", "") or 'href="javascript:' not in html
