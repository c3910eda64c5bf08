"""Native questions: what counts as an answer, what it is worth, when what is right is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.choices import QuestionKind, ShowAnswers
from courses.questions import LONGEST, BadAnswer, Choice, Question, Result, may_try, mixed, read, result, shows_answers

CHOICES = (Choice("a", "One"), Choice("b", "Two", right=True), Choice("c", "Three", right=True))
SINGLE = Question(QuestionKind.SINGLE, (Choice("a"), Choice("b", right=True)))
MULTIPLE = Question(QuestionKind.MULTIPLE, CHOICES)
ORDER = Question(QuestionKind.ORDER, CHOICES)
MATCH = Question(QuestionKind.MATCH, CHOICES)
GAPS = Question(QuestionKind.GAPS, text="Water at *26* °C, in *colour/color* and *jugyō kenkyū*.")


@pytest.mark.parametrize(
    ("question", "posted", "kept", "worth"),
    [
        (SINGLE, {"choice": ["b"]}, {"choices": ["b"]}, Result(1, 1, True)),
        (SINGLE, {"choice": ["a"]}, {"choices": ["a"]}, Result(0, 1, False)),
        (SINGLE, {"choice": ["b", "b"]}, {"choices": ["b"]}, Result(1, 1, True)),
        (MULTIPLE, {"choice": ["c", "b"]}, {"choices": ["b", "c"]}, Result(2, 2, True)),
        (MULTIPLE, {"choice": ["a", "b"]}, {"choices": ["a", "b"]}, Result(0, 2, False)),
        (MULTIPLE, {"choice": ["c"]}, {"choices": ["c"]}, Result(1, 2, False)),
        (
            ORDER,
            {"place-a": ["1"], "place-b": ["3"], "place-c": ["2"]},
            {"order": ["a", "c", "b"]},
            Result(1, 3, False),
        ),
        (
            MATCH,
            {"pair-a": ["a"], "pair-b": ["b"], "pair-c": ["a"]},
            {"pairs": {"a": "a", "b": "b", "c": "a"}},
            Result(2, 3, False),
        ),
        (
            GAPS,
            {"gap-0": [" 26 "], "gap-1": ["Color"], "gap-2": ["JUGYŌ  kenkyū"]},
            {"gaps": ["26", "Color", "JUGYŌ  kenkyū"]},
            Result(3, 3, True),
        ),
        (GAPS, {"gap-0": ["26"], "gap-2": ["jugyo kenkyu"]}, {"gaps": ["26", "", "jugyo kenkyu"]}, Result(1, 3, False)),
        (Question(QuestionKind.SHORT, CHOICES), {"text": ["two"]}, {"text": "two"}, Result(1, 1, True)),
        (Question(QuestionKind.SHORT, CHOICES), {"text": ["One"]}, {"text": "One"}, Result(0, 1, False)),
        (Question(QuestionKind.SHORT), {"text": ["anything"]}, {"text": "anything"}, Result()),
        (Question(QuestionKind.LONG), {"text": ["A\x00B"]}, {"text": "AB"}, Result()),
        (Question(QuestionKind.SCALE), {"scale": ["5"]}, {"scale": 5}, Result()),
        (Question(QuestionKind.UPLOAD), {}, {}, Result()),
    ],
)
def test_answers(question: Question, posted: dict, kept: dict, worth: Result):
    answer = read(question, posted)
    assert answer == kept
    assert result(question, answer) == worth


@pytest.mark.parametrize(
    ("question", "posted", "code"),
    [
        (SINGLE, {}, "missing"),
        (SINGLE, {"choice": ["x"]}, "unknown"),
        (SINGLE, {"choice": ["a", "b"]}, "several"),
        (MULTIPLE, {"choice": ["a", "x"]}, "unknown"),
        (ORDER, {"place-a": ["1"], "place-b": ["1"], "place-c": ["2"]}, "incomplete"),
        (ORDER, {"place-a": ["1"], "place-b": ["2"]}, "incomplete"),
        (ORDER, {"place-a": ["1"], "place-b": ["2"], "place-c": ["²"]}, "number"),
        (MATCH, {"pair-a": ["a"]}, "incomplete"),
        (MATCH, {"pair-a": ["a"], "pair-b": ["b"], "pair-c": ["x"]}, "unknown"),
        (Question(QuestionKind.SCALE), {"scale": ["6"]}, "number"),
        (Question(QuestionKind.SCALE), {}, "incomplete"),
        (Question(QuestionKind.LONG), {"text": ["  "]}, "missing"),
        (Question(QuestionKind.SHORT), {"text": ["x" * (LONGEST[QuestionKind.SHORT] + 1)]}, "long"),
    ],
)
def test_what_is_no_answer(question: Question, posted: dict, code: str):
    with pytest.raises(BadAnswer) as refused:
        read(question, posted)
    assert refused.value.code == code


def test_an_answer_to_an_older_question_is_judged_by_what_it_still_names():
    assert result(ORDER, {"order": ["a", "gone"]}) == Result(1, 3, False)
    assert result(MULTIPLE, {"choices": ["b", "c", "gone"]}) == Result(1, 2, False)


@pytest.mark.parametrize(
    ("tries", "tried", "right", "again"),
    [(0, 99, False, True), (0, 1, True, False), (2, 1, False, True), (2, 2, False, False), (1, 0, False, True)],
)
def test_tries(tries: int, tried: int, right: bool, again: bool):
    question = Question(QuestionKind.SINGLE, CHOICES, tries=tries)
    assert may_try(question, tried=tried, right=right) is again


@pytest.mark.parametrize(
    ("show", "tried", "right", "shown"),
    [
        (ShowAnswers.EACH, 0, False, False),
        (ShowAnswers.EACH, 1, False, True),
        (ShowAnswers.RIGHT, 1, False, False),
        (ShowAnswers.RIGHT, 1, True, True),
        (ShowAnswers.RIGHT, 2, False, True),
        (ShowAnswers.NEVER, 2, True, False),
    ],
)
def test_when_what_is_right_is_shown(show: ShowAnswers, tried: int, right: bool, shown: bool):
    question = Question(QuestionKind.SINGLE, CHOICES, tries=2, show=show)
    assert shows_answers(question, tried=tried, right=right) is shown


@given(st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=9, unique=True), st.text(max_size=20))
@settings(max_examples=60)
def test_lines_are_mixed_the_same_for_everybody_who_comes_back(ids: list[str], seed: str):
    found = mixed(ids, seed)
    assert sorted(found) == sorted(ids)
    assert found != tuple(ids)
    assert found == mixed(ids, seed)


@given(st.permutations(["a", "b", "c"]))
def test_no_order_is_worth_more_than_the_right_one(order: list[str]):
    worth = result(ORDER, {"order": order})
    assert worth.score is not None
    assert worth.highest == 3.0
    assert worth.right == (order == ["a", "b", "c"]) == (worth.score == 3.0)
