"""The demo is checked as a whole before anything is stored; every mistake is named with its file."""

import pytest

from portal.demo.source import HERE, SeedError, read
from portal.demo.streams import Streams
from tests.factories.demo import TREE, change, write_demo
from tests.factories.records import LANGUAGES


@pytest.fixture
def demo(tmp_path):
    return write_demo(tmp_path)


def problems(root):
    with pytest.raises(SeedError) as caught:
        read(list(LANGUAGES), root)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_a_sound_demo_is_read(demo):
    source = read(list(LANGUAGES), demo)
    assert [plan.key for plan in source.pages] == [row["key"] for row in TREE]
    assert set(source.labels) == set(LANGUAGES)
    assert all(set(plan.texts) == set(LANGUAGES) for plan in source.pages)
    assert source.labels["hu"]["settings"]["name"] == "Mini HU"


def test_the_real_demo_is_sound():
    source = read(list(LANGUAGES), HERE)
    assert source.pages[0].key == "home"
    assert len(source.pages) > 30


def test_a_missing_language_is_named(demo):
    (demo / "content" / "nl" / "about.md").unlink()
    assert problems(demo) == ["content/nl/about.md is missing: every page needs all languages."]


def test_a_missing_source_is_named_too(demo):
    (demo / "content" / "en" / "about.md").unlink()
    assert problems(demo) == ["content/en/about.md is missing: every page needs all languages."]


def test_a_broken_link_is_named(demo):
    change(demo, "content/de/about.md", "page:about", "page:nowhere")
    assert problems(demo) == ["content/de/about.md: the link page:nowhere leads nowhere."]


def test_a_list_of_pages_may_not_name_an_unknown_one(demo):
    change(demo, "content/hu/about.md", "::: pages about news", "::: pages about gone")
    assert "content/hu/about.md: the link page:gone leads nowhere." in problems(demo)


def test_an_unclosed_block_is_named_with_its_line(demo):
    change(demo, "content/hu/news-first.md", "Short text HU.", "Short text HU.\n\n::: note\nStill open")
    (problem,) = problems(demo)
    assert problem.startswith("content/hu/news-first.md: line ")
    assert "“note” is never closed" in problem


def test_an_unknown_block_is_named(demo):
    change(demo, "content/nl/about.md", "::: callout", "::: shout")
    (problem,) = problems(demo)
    assert problem.startswith("content/nl/about.md: line ")
    assert "opens no known block" in problem


def test_blocks_that_differ_are_named(demo):
    change(demo, "content/de/about.md", "- two DE\n", "")
    assert problems(demo) == ["content/de/about.md: blocks differ from the source: text:2 stands where text:3 should."]


def test_a_block_that_is_left_out_is_named(demo):
    change(demo, "content/de/about.md", "::: funding\n:::\n", "")
    (problem,) = problems(demo)
    assert problem == "content/de/about.md: blocks differ from the source: pages:0 stands where funding:0 should."


def test_front_matter_that_differs_is_named(demo):
    change(demo, "content/nl/home.md", "headline:", "heading:")
    assert problems(demo) == [
        "content/nl/home.md: the front matter differs from the source in: heading, headline.",
        "content/nl/home.md: a HomePage has no “heading”.",
    ]


@pytest.mark.parametrize("name", ["title", "slug"])
def test_a_page_needs_title_and_slug(demo, name):
    for language in LANGUAGES:
        path = demo / "content" / language / "about.md"
        lines = [line for line in path.read_text().splitlines() if not line.startswith(f"{name}:")]
        path.write_text("\n".join(lines))
    assert problems(demo) == [f"content/{language}/about.md: “{name}” is missing." for language in LANGUAGES]


def test_a_parent_comes_before_its_children(demo):
    change(demo, "tree/10-all.yaml", "parent: events", "parent: io1")
    assert problems(demo) == ["tree: “meeting” stands below “io1”, which does not come before it."]


def test_the_tree_may_not_name_an_unknown_page(demo):
    change(demo, "tree/10-all.yaml", "primary_page: about", "primary_page: abuot")
    assert problems(demo) == ["tree: “home” names the page “abuot”, which does not exist."]


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("records/organisations.yaml", "records/organisations.yaml is missing."),
        ("content/hu/labels-site.yaml", "content/hu/labels-site.yaml is missing."),
    ],
)
def test_a_missing_file_of_records_is_named(demo, place, problem):
    (demo / place).unlink()
    assert problems(demo) == [problem]


def test_yaml_that_is_none_is_named(demo):
    (demo / "records" / "images.yaml").write_text("a: [")
    (problem,) = problems(demo)
    assert problem.startswith("records/images.yaml is not YAML:")


def test_all_mistakes_are_told_at_once(demo):
    (demo / "content" / "nl" / "about.md").unlink()
    (demo / "records" / "results.yaml").unlink()
    change(demo, "content/de/news-first.md", "Short text DE.", "[x](page:gone)")
    assert len(problems(demo)) == 3


def test_an_empty_folder_is_told(tmp_path):
    assert "records/ideas.yaml is missing." in problems(tmp_path)


def test_block_ids_are_the_same_in_every_language_and_run(demo):
    def ids(language):
        text = read(list(LANGUAGES), demo).pages[1].texts[language]
        body = Streams("about", lambda _key: 1, lambda _key: 2).fields(text)["body"]
        return [block["id"] for block in body]

    assert ids("en") == ids("hu") == ids("nl") == ids("en")
    assert len(set(ids("en"))) == len(ids("en"))


def test_a_day_becomes_its_heading_and_its_points(demo):
    text = read(list(LANGUAGES), demo).pages[5].texts["en"]
    fields = Streams("meeting", lambda _key: 1, lambda _key: 2).fields(text)
    assert [(block["type"], block["value"]) for block in fields["programme"]] == [
        ("day", "Thursday EN"),
        ("item", {"time": "09:00:00", "title": "Welcome EN", "text": "<p>With coffee EN</p>"}),
        ("item", {"time": None, "title": "Close EN", "text": ""}),
    ]
    assert fields["speakers"][0]["value"] == {"name": "", "role": "Researcher EN", "organisation": "University EN"}
