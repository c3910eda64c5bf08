"""What an editor's question needs, and what everybody may find of it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from courses.blocks import QuestionBlock
from courses.question_checks import faults


def choice(text: str, right: bool = False, match: str = "") -> dict[str, Any]:
    return {"text": text, "right": right, "match": match, "feedback": ""}


A, B, RIGHT = choice("a"), choice("b"), choice("c", right=True)
PAIRS = [choice("a", match="1"), choice("b", match="2")]


def question(kind: str, *choices: dict[str, Any], text: str = "<p>Which?</p>", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, "choices": list(choices), "tries": 0, "need": "tried", **more}


@pytest.mark.parametrize(
    "sound",
    [
        question("single", A, RIGHT),
        question("truefalse", A, RIGHT),
        question("multiple", A, RIGHT, choice("d", right=True)),
        question("order", A, B),
        question("match", *PAIRS),
        question("gaps", text="<p>Lesson *Study*, *colour/color*</p>"),
        question("short"),
        question("short", RIGHT),
        question("long"),
        question("scale", A, B),
        question("upload"),
        question("single", A, RIGHT, need="passed"),
        {},
    ],
)
def test_what_can_be_answered_is_taken(sound: dict[str, Any]):
    assert faults(sound) == {}


@pytest.mark.parametrize(
    ("broken", "field", "word"),
    [
        (question("single", A, B), "choices", "exactly one"),
        (question("single", choice("x", right=True), RIGHT), "choices", "now it is 2"),
        (question("single", RIGHT), "choices", "at least two"),
        (question("truefalse", A, B, RIGHT), "choices", "exactly two"),
        (question("multiple", A, B), "choices", "at least one"),
        (question("order", A), "choices", "at least two"),
        (question("order", A, choice(" A ")), "choices", "the same"),
        (question("match", A, B), "choices", "its pair"),
        (question("match", choice("a", match="1"), choice("b", match="1")), "choices", "other half"),
        (question("gaps"), "text", "asterisks"),
        (question("gaps", text="<p>a */b* c</p>"), "text", "takes nothing"),
        (question("gaps", text='<p><a href="x*y*">a *b* c</a></p>'), "text", "one line"),
        (question("gaps", A, text="<p>*a*</p>"), "choices", "Take them away"),
        (question("short", A), "choices", "accept"),
        (question("scale", A, B, RIGHT), "choices", "ends"),
        (question("long", need="passed"), "need", "nobody can pass"),
        (question("single", A, RIGHT, need="passed", tries=2), "need", "never finish"),
    ],
)
def test_what_nobody_could_answer_is_refused(broken: dict[str, Any], field: str, word: str):
    assert word in faults(broken)[field]


def test_the_editor_reads_it_at_the_field():
    block = QuestionBlock()
    value = block.to_python(question("single", A, B, show="each", help="", explanation=""))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert isinstance(refused.value.block_errors["choices"], ValidationError)


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        (question("gaps", text="<p>Lesson *Study*</p>", help="", explanation="<p>Because</p>", show="each"), "Study"),
        (question("short", choice("forty", right=True), help="", explanation="", show="each"), "forty"),
        (question("match", *PAIRS, help="", explanation="", show="each"), "2"),
    ],
)
def test_the_search_finds_no_answers(value: dict[str, Any], hidden: str):
    block = QuestionBlock()
    assert hidden not in " ".join(block.get_searchable_content(block.to_python(value)))
