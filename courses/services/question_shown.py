"""What a question's template shows: only what its reader may see. What is right stays out of it until its time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.crypto import salted_hmac

from courses.choices import QuestionKind
from courses.questions import GAP, SCALE, Given, Question, Result, may_try, mixed, result, shows_answers
from courses.services.questions import Asked


@dataclass(frozen=True)
class History:
    """What somebody has done with a question so far."""

    tried: int = 0
    right: bool = False
    """Whether a try was right when it was made."""
    last: Given | None = None
    draft: Given | None = None
    draft_version: int = 0
    draft_at: Any = None
    last_at: Any = None

    @property
    def number(self) -> int:
        """Of the next try."""
        return self.tried + 1


@dataclass(frozen=True)
class Row:
    """A choice as it stands in the form."""

    id: str
    text: str
    chosen: bool = False
    place: int = 0
    half: str = ""
    """In pairs: the key of the half that was chosen."""
    mark: str = ""
    """"right" where it may be seen."""


@dataclass(frozen=True)
class Piece:
    """A piece of a text with gaps: words, or a gap."""

    html: str = ""
    number: int | None = None
    value: str = ""
    hit: bool | None = None
    """Whether the gap was filled well, once that may be seen."""


@dataclass(frozen=True)
class Half:
    """The other half of a pair, under a key that does not tell whose half it is."""

    key: str
    text: str


@dataclass(frozen=True)
class Point:
    """A point of a scale."""

    value: int
    words: str
    chosen: bool


@dataclass(frozen=True)
class Shown:
    """A question for one reader, now."""

    asked: Asked
    history: History
    rows: Sequence[Row] = ()
    halves: Sequence[Half] = ()
    lines: Sequence[Sequence[Piece]] = ()
    points: Sequence[Point] = ()
    text: str = ""
    file: Mapping[str, Any] | None = None
    is_open: bool = True
    worth: Result = field(default_factory=Result)
    reveals: bool = False
    said: Sequence[tuple[str, str]] = ()
    """Feedback to what was chosen: the choice, the words."""
    solution: Sequence[str] = ()
    explanation: str = ""
    tries_left: int | None = None
    """None: as many as wanted."""

    @property
    def was_tried(self) -> bool:
        """Whether there is a result to show."""
        return self.history.tried > 0

    @property
    def places(self) -> range:
        """Numbers of an order."""
        return range(1, len(self.rows) + 1)


def shown(asked: Asked, history: History, seed: str, typed: Given | None = None) -> Shown:
    """The question as this reader sees it; `typed` is what a form said that could not be taken."""
    rules = asked.rules
    worth = result(rules, history.last) if history.last is not None else Result()
    right = history.right or bool(worth.right)
    reveals = rules.is_scored and shows_answers(rules, tried=history.tried, right=right)
    given = next((one for one in (typed, history.draft, history.last) if one is not None), {})
    is_open = may_try(rules, tried=history.tried, right=right)
    return Shown(
        asked=asked,
        history=history,
        rows=_rows(asked, given, seed, reveals),
        halves=_halves(asked, seed),
        lines=_lines(asked, given, history.last if reveals else None),
        points=_points(asked, given),
        text=str(given.get("text", "")),
        file=given if given.get("file") else None,
        is_open=is_open,
        worth=worth,
        reveals=reveals,
        said=_said(asked, history.last),
        solution=_solution(asked) if reveals and not worth.right else (),
        explanation=asked.explanation if reveals or right or (history.tried and not rules.is_scored) else "",
        tries_left=max(0, rules.tries - history.tried) if rules.tries else None,
    )


def half_key(asked: Asked, choice: str) -> str:
    """What stands in the form for a choice's half."""
    return salted_hmac("courses.question.half", f"{asked.id}/{choice}").hexdigest()[:12]


def with_halves(asked: Asked, posted: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What a form sent, with the choices that the keys of halves stand for. Unknown keys stay as they are."""
    choices = {half_key(asked, one.id): one.id for one in asked.choices}
    return {
        name: [choices.get(value, "?" if value else "") for value in values] if name.startswith("pair-") else values
        for name, values in posted.items()
    }


def typed(asked: Asked, posted: Mapping[str, Sequence[str]]) -> Given:
    """What a form said, as far as it can be shown again: nothing is judged, nothing is lost."""
    first = {name: values[0] for name, values in posted.items() if values}
    ids = [one.id for one in asked.choices]
    numbers = {one: first.get(f"place-{one}", "") for one in ids}
    return {
        "choices": [one for one in posted.get("choice", ()) if one in ids],
        "places": {one: int(value) for one, value in numbers.items() if re.fullmatch("[0-9]{1,2}", value)},
        "pairs": {one: value for one in ids if (value := first.get(f"pair-{one}", "")) in ids},
        "gaps": [first.get(f"gap-{n}", "") for n in range(len(asked.rules.gaps))],
        "text": first.get("text", "").replace("\x00", ""),
        "scale": first.get("scale", ""),
    }


def _rows(asked: Asked, given: Given, seed: str, reveals: bool) -> list[Row]:
    kind, ids = asked.kind, [one.id for one in asked.choices]
    if kind == QuestionKind.ORDER:
        return _ordered(asked, given, seed)
    chosen, pairs = set(given.get("choices", ())), given.get("pairs", {})
    right = {one.id for one in asked.rules.choices if one.right} if reveals and kind in _CHOSEN else set()
    return [
        Row(
            id=name,
            text=words.text,
            chosen=name in chosen,
            half=half_key(asked, pairs[name]) if name in pairs else "",
            mark="right" if name in right else "",
        )
        for name, words in zip(ids, asked.choices, strict=True)
    ]


_CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)


def _ordered(asked: Asked, given: Given, seed: str) -> list[Row]:
    """As they were put; at first mixed, the same for the same reader."""
    lines = list(mixed([one.id for one in asked.choices], f"{seed}/{asked.id}"))
    kept = [one for one in given.get("order", ()) if one in lines]
    lines = [*kept, *(one for one in lines if one not in kept)]
    places = given.get("places") or {}
    words = {one.id: one.text for one in asked.choices}
    return [Row(id=one, text=words[one], place=places.get(one, number)) for number, one in enumerate(lines, 1)]


def _halves(asked: Asked, seed: str) -> list[Half]:
    if asked.kind != QuestionKind.MATCH:
        return []
    order = mixed([one.id for one in asked.choices], f"{seed}/{asked.id}/halves")
    words = {one.id: one.match for one in asked.choices}
    return [Half(half_key(asked, one), words[one]) for one in order]


def _lines(asked: Asked, given: Given, judged: Given | None) -> list[list[Piece]]:
    """Paragraphs cut at their gaps; the words that belong there are left out."""
    if asked.kind != QuestionKind.GAPS:
        return []
    values, hits = list(given.get("gaps", ())), _hits(asked.rules, judged)
    lines, number = [], 0
    for paragraph in asked.paragraphs:
        line = []
        for position, part in enumerate(GAP.split(paragraph)):
            if position % 2 == 0:
                line.append(Piece(html=part))
                continue
            value = values[number] if number < len(values) else ""
            line.append(Piece(number=number, value=value, hit=hits[number] if number < len(hits) else None))
            number += 1
        lines.append(line)
    return lines


def _hits(rules: Question, judged: Given | None) -> list[bool]:
    """Gap by gap, by the same rule as the whole."""
    if judged is None:
        return []
    words = list(judged.get("gaps", ()))
    one = [Question(QuestionKind.GAPS, text=f"*{'/'.join(gap)}*") for gap in rules.gaps]
    return [bool(result(gap, {"gaps": words[n : n + 1]}).right) for n, gap in enumerate(one)]


def _points(asked: Asked, given: Given) -> list[Point]:
    if asked.kind != QuestionKind.SCALE:
        return []
    words = [one.text for one in asked.choices]
    values = list(range(SCALE[0], SCALE[1] + 1))
    named = dict(zip(values if len(words) == len(values) else (values[0], values[-1]), words, strict=False))
    return [Point(one, named.get(one, ""), str(given.get("scale", "")) == str(one)) for one in values]


def _said(asked: Asked, last: Given | None) -> list[tuple[str, str]]:
    chosen = (last or {}).get("choices", ())
    found = [words for one in chosen if (words := asked.words_of(one))]
    return [(words.text, words.feedback) for words in found if words.feedback]


def _solution(asked: Asked) -> list[str]:
    """What would have been right, where the choices themselves do not show it."""
    match asked.kind:
        case QuestionKind.ORDER:
            return [one.text for one in asked.choices]
        case QuestionKind.MATCH:
            return [f"{one.text} – {one.match}" for one in asked.choices]
        case QuestionKind.GAPS:
            return [" / ".join(gap) for gap in asked.rules.gaps]
        case QuestionKind.SHORT:
            return [one.text for one in asked.rules.choices if one.right]
    return []
