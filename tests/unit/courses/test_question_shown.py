"""What a question shows to its reader: what is right stays out of it until its time."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from courses.choices import QuestionKind, ShowAnswers
from courses.questions import Choice, Question, read
from courses.services.question_shown import History, half_key, shown, typed, with_halves
from courses.services.questions import Asked, Words

UNIT = UUID(int=1)


def asked(kind: str, *choices: tuple[str, str, bool], text: str = "", **rules: Any) -> Asked:
    words = tuple(Words(name, f"Text {name}", match, f"About {name}") for name, match, _right in choices)
    question = Question(
        QuestionKind(kind), tuple(Choice(name, f"Text {name}", right) for name, _match, right in choices), text, **rules
    )
    return Asked(UNIT, "q", "en", question, (text or "Which?",), "", words, "<p>Because.</p>", True)


SINGLE = asked("single", ("a", "", False), ("b", "", True))
ORDER = asked("order", ("a", "", False), ("b", "", False), ("c", "", False))
MATCH = asked("match", ("a", "1", False), ("b", "2", False))
GAPS = asked("gaps", text="Lesson *Study* at *26* °C")


def later(question: Asked) -> Asked:
    return replace(question, rules=replace(question.rules, show=ShowAnswers.RIGHT))


@pytest.mark.parametrize("question", [SINGLE, ORDER, MATCH, GAPS])
def test_before_a_try_nothing_says_what_is_right(question: Asked):
    now = shown(question, History(), "anna")
    assert not any((now.reveals, now.solution, now.explanation, now.said, *(row.mark for row in now.rows)))
    assert now.is_open
    words = "".join(piece.html for line in now.lines for piece in line)
    assert "Study" not in words
    assert "26" not in words


def test_a_half_is_not_named_by_its_pair():
    now = shown(MATCH, History(), "anna")
    assert {half.key for half in now.halves}.isdisjoint({"a", "b"})
    posted = {f"pair-{one}": [half_key(MATCH, one)] for one in "ab"}
    assert read(MATCH.rules, with_halves(MATCH, posted)) == {"pairs": {"a": "a", "b": "b"}}
    assert with_halves(MATCH, {"pair-a": ["b"], "pair-b": [""]}) == {"pair-a": ["?"], "pair-b": [""]}


def test_a_wrong_try_shows_what_was_said_and_what_is_right():
    now = shown(SINGLE, History(tried=1, last={"choices": ["a"]}), "anna")
    assert [row.mark for row in now.rows] == ["", "right"]
    assert now.said == [("Text a", "About a")]
    assert now.explanation
    assert now.is_open


@pytest.mark.parametrize(
    ("question", "given"),
    [(SINGLE, {"choices": ["a"]}), (ORDER, {"order": ["b", "a", "c"]}), (GAPS, {"gaps": ["x", "26"]})],
)
def test_where_what_is_right_waits_a_wrong_try_does_not_tell(question: Asked, given: dict[str, Any]):
    now = shown(later(question), History(tried=1, last=given), "anna")
    assert not any((now.reveals, now.solution, now.explanation, *(row.mark for row in now.rows)))
    assert all(piece.hit is None for line in now.lines for piece in line)
    right = shown(later(question), History(tried=2, right=True, last=given), "anna")
    assert right.explanation
    assert not right.is_open


def test_after_the_last_try_the_form_is_closed_and_the_solution_shown():
    question = replace(ORDER, rules=replace(ORDER.rules, tries=1))
    now = shown(question, History(tried=1, last={"order": ["b", "a", "c"]}), "anna")
    assert (now.is_open, now.tries_left) == (False, 0)
    assert now.solution == ["Text a", "Text b", "Text c"]
    assert [row.id for row in now.rows] == ["b", "a", "c"]


def test_gaps_say_which_were_right():
    now = shown(GAPS, History(tried=1, last={"gaps": ["study", "27"]}), "anna")
    assert [piece.hit for line in now.lines for piece in line if piece.number is not None] == [True, False]
    assert now.solution == ["Study", "26"]


def test_an_answer_made_before_a_choice_went_is_shown_by_what_is_left():
    now = shown(SINGLE, History(tried=1, last={"choices": ["gone"]}), "anna")
    assert [row.chosen for row in now.rows] == [False, False]
    now = shown(ORDER, History(tried=1, last={"order": ["c", "gone", "a"]}), "anna")
    assert [row.id for row in now.rows] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("question", "posted", "expected"),
    [
        (SINGLE, {"choice": ["b", "x"]}, {"choices": ["b"]}),
        (ORDER, {"place-a": ["2"], "place-b": ["2"], "place-c": ["no"]}, {"places": {"a": 2, "b": 2}}),
        (GAPS, {"gap-0": ["Stu"]}, {"gaps": ["Stu", ""]}),
        (asked("long"), {"text": ["half a \x00sentence"]}, {"text": "half a sentence"}),
    ],
)
def test_what_was_typed_is_kept_for_the_form(question: Asked, posted: dict[str, Any], expected: dict[str, Any]):
    assert typed(question, posted).items() >= expected.items()


def test_a_version_follows_what_is_asked_not_how_it_is_said():
    said = replace(SINGLE, paragraphs=("Welche?",), language="de")
    assert said.version == SINGLE.version
    more = asked("single", ("a", "", False), ("b", "", True), ("c", "", False))
    assert more.version != SINGLE.version
