"""Native questions: what an answer may be, what it is worth, what its giver may see. Pure, without database or words.

An answer names choices by their ids, which all languages share: it can be given in one and gone on with in another.
Scores are for the learner alone (CURRICULUM.md, section 2: attempts are private practice).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.choices import QuestionKind, ShowAnswers

LONGEST = {QuestionKind.SHORT: 300, QuestionKind.LONG: 20_000}
"""Characters of a written answer."""
GAP = re.compile(r"\*([^*\n]+)\*")
"""`*word*` in a text with gaps; `*colour/color*` takes either."""
SCALE = (1, 5)
_CHOSEN = frozenset((QuestionKind.SINGLE, QuestionKind.TRUE_FALSE, QuestionKind.MULTIPLE))

Given = dict[str, Any]


class BadAnswer(ValueError):
    """An answer that is none. `code`: "missing", "unknown", "several", "incomplete", "long", "number"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Choice:
    """One of a question's choices. In an order they stand as they should; in pairs each has its other half."""

    id: str
    text: str = ""
    right: bool = False


@dataclass(frozen=True)
class Question:
    """What counts of a question."""

    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    text: str = ""
    """With gaps: the text."""
    tries: int = 0
    """0: as many as wanted."""
    show: ShowAnswers = ShowAnswers.EACH

    @property
    def ids(self) -> tuple[str, ...]:
        """Of its choices, as they should stand."""
        return tuple(choice.id for choice in self.choices)

    @property
    def gaps(self) -> tuple[tuple[str, ...], ...]:
        """What each gap takes."""
        return tuple(tuple(part.strip() for part in found.split("/")) for found in GAP.findall(self.text))

    @property
    def is_scored(self) -> bool:
        """Whether there is right and wrong."""
        if self.kind == QuestionKind.SHORT:
            return any(choice.right for choice in self.choices)
        return self.kind not in (QuestionKind.LONG, QuestionKind.SCALE, QuestionKind.UPLOAD)


@dataclass(frozen=True)
class Result:
    """What an answer is worth; without right and wrong all three are None."""

    score: float | None = None
    highest: float | None = None
    right: bool | None = None


def read(question: Question, posted: Mapping[str, Sequence[str]]) -> Given:
    """An answer as it is kept, from what a form sent (name to values). Raises BadAnswer.

    Names: `choice` (ids), `place-<id>` (1…n), `pair-<id>` (id), `gap-<number>`, `text`, `scale`.
    """
    kind = question.kind
    if kind in _CHOSEN:
        return {"choices": _chosen(question, list(posted.get("choice", ())))}
    if kind == QuestionKind.ORDER:
        return {"order": _ordered(question, posted)}
    if kind == QuestionKind.MATCH:
        return {"pairs": _paired(question, posted)}
    if kind == QuestionKind.GAPS:
        return {"gaps": [_written(_first(posted, f"gap-{n}"), 300) for n in range(len(question.gaps))]}
    if kind == QuestionKind.SCALE:
        return {"scale": _on_the_scale(_first(posted, "scale"))}
    if kind == QuestionKind.UPLOAD:
        return {}
    text = _written(_first(posted, "text"), LONGEST[kind])
    if not text:
        raise BadAnswer("missing")
    return {"text": text}


def result(question: Question, given: Given) -> Result:
    """What it is worth. An answer to an older version of the question is judged by what it still names."""
    if not question.is_scored:
        return Result()
    kind = question.kind
    if kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE):
        right = set(given.get("choices", ())) == {choice.id for choice in question.choices if choice.right}
        return Result(float(right), 1.0, right)
    if kind == QuestionKind.MULTIPLE:
        return _several(question, set(given.get("choices", ())))
    if kind == QuestionKind.SHORT:
        accepted = {_folded(choice.text) for choice in question.choices if choice.right}
        right = _folded(given.get("text", "")) in accepted
        return Result(float(right), 1.0, right)
    return _counted(_hits(question, given))


def may_try(question: Question, *, tried: int, right: bool) -> bool:
    """Whether another try is open after so many."""
    return not right and (question.tries == 0 or tried < question.tries)


def shows_answers(question: Question, *, tried: int, right: bool) -> bool:
    """Whether what is right is shown after so many tries."""
    if tried == 0 or question.show == ShowAnswers.NEVER:
        return False
    return question.show == ShowAnswers.EACH or right or not may_try(question, tried=tried, right=right)


def mixed(ids: Sequence[str], seed: str) -> tuple[str, ...]:
    """The ids in an order that depends on the seed alone, and is never the given one if there is another."""
    if len(ids) < 2:
        return tuple(ids)
    found = tuple(sorted(ids, key=lambda one: hashlib.sha256(f"{seed}/{one}".encode()).digest()))
    return found if found != tuple(ids) else (*found[1:], found[0])


def _chosen(question: Question, values: list[str]) -> list[str]:
    if not values:
        raise BadAnswer("missing")
    if not set(values) <= set(question.ids):
        raise BadAnswer("unknown")
    if len(set(values)) > 1 and question.kind != QuestionKind.MULTIPLE:
        raise BadAnswer("several")
    return [one for one in question.ids if one in values]


def _ordered(question: Question, posted: Mapping[str, Sequence[str]]) -> list[str]:
    places = {one: _number(_first(posted, f"place-{one}")) for one in question.ids}
    if sorted(places.values()) != list(range(1, len(places) + 1)):
        raise BadAnswer("incomplete")
    return sorted(places, key=places.__getitem__)


def _paired(question: Question, posted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    pairs = {one: _first(posted, f"pair-{one}") for one in question.ids}
    if not all(pairs.values()):
        raise BadAnswer("incomplete")
    if not set(pairs.values()) <= set(question.ids):
        raise BadAnswer("unknown")
    return pairs


def _on_the_scale(value: str) -> int:
    number = _number(value)
    if not SCALE[0] <= number <= SCALE[1]:
        raise BadAnswer("number")
    return number


def _number(value: str) -> int:
    if not value:
        raise BadAnswer("incomplete")
    if not re.fullmatch(r"[0-9]{1,3}", value):
        raise BadAnswer("number")
    return int(value)


def _first(posted: Mapping[str, Sequence[str]], name: str) -> str:
    values = posted.get(name) or ("",)
    return values[0].strip()


def _written(text: str, longest: int) -> str:
    if len(text) > longest:
        raise BadAnswer("long")
    return text.replace("\x00", "")


def _several(question: Question, chosen: set[str]) -> Result:
    right = {choice.id for choice in question.choices if choice.right}
    points = max(0, len(chosen & right) - len(chosen - right))
    return Result(float(points), float(len(right)), chosen == right)


def _hits(question: Question, given: Given) -> list[bool]:
    if question.kind == QuestionKind.ORDER:
        order = given.get("order", [])
        return [n < len(order) and order[n] == one for n, one in enumerate(question.ids)]
    if question.kind == QuestionKind.MATCH:
        pairs = given.get("pairs", {})
        return [pairs.get(one) == one for one in question.ids]
    words = given.get("gaps", [])
    return [n < len(words) and _folded(words[n]) in map(_folded, gap) for n, gap in enumerate(question.gaps)]


def _counted(hits: Iterable[bool]) -> Result:
    found = list(hits)
    return Result(float(sum(found)), float(len(found)), all(found))


def _folded(text: str) -> str:
    """Case, spaces, and the way accents are written make no difference; accents themselves do."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
