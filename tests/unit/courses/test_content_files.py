# ruff: noqa: E501 (sentences in full)
"""Mistakes in the course's content files: each is named with file, line and what is wrong."""

from pathlib import Path

import pytest

from courses.demo.texts import read

UNIT = """---
id: "0.1"
title: "A unit"
---
## A heading
Words.

::: reflect first
What do you see?
:::

"""
WHERE = "content/en/m0/unit-1.md: line 12"
QUESTION = "::: question {name} single\ntext: Which?\nchoices:\n  - {{id: a, text: One, right: {right}, feedback: Yes.}}\n:::\n"
ACTIVITY = "::: activity {kind} tried\n{data}\n:::\n"
SORT = "title: Sort\nbins: [{id: one, text: One}]\nitems: [{id: a, text: A, bin: two}]"
WALK = "title: Walk\nscenes: [{id: start, text: Here, choices: [{text: Go, to: nowhere}]}]"
ORDER = "title: Order\nitems: [{id: a, text: A}]\nfeedback: [{first: a, second: z, text: No}]"
CHOICE = "title: Choose\nquestions: [{id: a, choices: [{id: a, text: A}]}]"


def problems(folder: Path, unit: str, other: str | None = None) -> list[str]:
    """Of a course with one unit in two languages."""
    files = {
        "sources.yaml": "G21: {text: A book}",
        "content/en/terms.yaml": "lesson-study: {name: Lesson Study}",
        "content/de/terms.yaml": "lesson-study: {name: Lesson Study}",
        "content/en/course.md": "---\ntitle: Course\n---\n",
        "content/de/course.md": "---\ntitle: Kurs\n---\n",
        "content/en/m0/module.md": "---\ntitle: M0\n---\n::: session S0 online 60\nplan: []\n:::\n",
        "content/de/m0/module.md": "---\ntitle: M0\n---\n::: session S0 online 60\nplan: []\n:::\n",
        "content/en/m0/unit-1.md": unit,
        "content/de/m0/unit-1.md": unit if other is None else other,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text:
            path.write_text(text, encoding="utf-8")
    (folder / "videos").mkdir(exist_ok=True)
    return read(["en", "de"], folder).problems


def test_a_whole_course_has_none(tmp_path: Path):
    more = "::: meeting S0\nCome.\n:::\n\n::: sources\nG21\n:::\n\n::: terms\nlesson-study\n:::\n"
    assert problems(tmp_path, UNIT + QUESTION.format(name="which", right="true") + more) == []


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("::: reflect first\nAgain?\n:::\n", f"{WHERE}: “reflect first” stands already in content/en/m0/unit-1.md: line 8. Ids are given once."),
        ("::: meeting S9\nCome.\n:::\n", f"{WHERE}: no module plans a session “S9”."),
        ("::: terms\nno-such-term\n:::\n", f"{WHERE}: no term “no-such-term”."),
        ("::: sources\nXX99\n:::\n", f"{WHERE}: no source “XX99”."),
        ("::: video no-film\nbefore: A?\n:::\n", f"{WHERE}: no storyboard videos/no-film.yaml."),
        (QUESTION.format(name="which", right="false"), f"{WHERE}: no answer is right."),
        (ACTIVITY.format(kind="dance", data="title: Dance"), f"{WHERE}: there is no activity of the kind “dance”. Kinds: choice, order, sort, walk."),
        (ACTIVITY.format(kind="sort", data=SORT), f"{WHERE}: “a” goes into no bin “two”."),
        (ACTIVITY.format(kind="walk", data=WALK), f"{WHERE}: a choice leads to “nowhere”, which is no scene."),
        (ACTIVITY.format(kind="order", data=ORDER), f"{WHERE}: a feedback names “z”, which is no item."),
        (ACTIVITY.format(kind="choice", data=CHOICE), f"{WHERE}: question “a” has no right choices."),
    ],
    ids=lambda value: value.split("\n")[0][4:] if value.startswith(":::") else "",
)  # fmt: skip
def test_loose_ends(tmp_path: Path, block: str, said: str):
    assert problems(tmp_path, UNIT + block) == [said]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("", "content/de/m0/unit-1.md is missing: every text needs all languages."),
        ("No front matter", "content/de/m0/unit-1.md: line 1: the file does not begin with front matter between two lines of ---."),
        (UNIT.replace("reflect first", "reflect second"), "content/de/m0/unit-1.md: line 8: “reflect second” is built differently from content/en/m0/unit-1.md, line 8. Ids, order, number of items and right answers are shared."),
        (UNIT + "::: quote\nMore.\n:::\n", "content/de/m0/unit-1.md: 4 blocks stand where content/en/m0/unit-1.md has 3."),
        (UNIT.replace("title:", "name:"), "content/de/m0/unit-1.md: line 1: the front matter differs from the source in: name, title."),
        (UNIT + "::: quote\nNever closed.\n", "content/de/m0/unit-1.md: line 12: the block is never closed. End it with a line of three colons."),
    ],
    ids=["missing", "no-front-matter", "another-id", "one-more", "other-front-matter", "never-closed"],
)  # fmt: skip
def test_a_language_that_differs(tmp_path: Path, other: str, said: str):
    assert said in problems(tmp_path, UNIT, other)
