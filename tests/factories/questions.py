"""A unit with a question of each kind, in four languages, and what right answers to them look like."""

import json
from typing import Any
from uuid import UUID

from django.core.cache import cache

from courses.choices import QuestionKind
from courses.services import question_shown, questions
from tests.factories.course import SmallCourse, identity

GERMAN = "de"
KINDS: dict[str, list[tuple[str, str, bool]]] = {
    "single": [("a", "", False), ("b", "", True)],
    "multiple": [("a", "", True), ("b", "", True), ("c", "", False)],
    "truefalse": [("t", "", False), ("f", "", True)],
    "order": [("a", "", False), ("b", "", False), ("c", "", False)],
    "match": [("a", "one", False), ("b", "two", False)],
    "gaps": [],
    "short": [("a", "", True)],
    "long": [],
    "scale": [("low", "", False), ("high", "", False)],
    "upload": [],
}


def block(kind: str) -> UUID:
    """The id of the question of this kind."""
    return identity("asked", kind)


def choice(kind: str, name: str) -> str:
    """The id of one of its choices."""
    return str(identity("asked", kind, name))


def words(text: str, language: str) -> str:
    """English as it is; other languages say which they are."""
    return text if language == "en" else f"{text} ({language})"


def body(language: str = "en", **changes: dict[str, Any]) -> list[dict[str, Any]]:
    """The unit's blocks; `changes` by kind: `single={"tries": 1}`."""
    blocks = [
        {"type": "question", "id": str(block(kind)), "value": _value(kind, rows, language) | changes.get(kind, {})}
        for kind, rows in KINDS.items()
    ]
    prompt = {"text": words("What did you see?", language), "help": "Think of one pupil.", "need": "tried"}
    return [*blocks, {"type": "reflection", "id": str(identity("reflection")), "value": prompt}]


def ask(course: SmallCourse, **changes: dict[str, Any]) -> None:
    """Unit 1.1 asks all of it, in four languages."""
    for language, page in course.pages[(1, 1)].items():
        set_body(page, body(language, **changes))


def set_body(page: Any, blocks: list[dict[str, Any]]) -> None:
    """As an editor would; readers see it at once."""
    page = type(page).objects.get(pk=page.pk)
    page.body = json.dumps(blocks)
    page.save()
    cache.clear()


def right(course: SmallCourse, kind: str) -> dict[str, list[str]]:
    """What a form says when the answer is right."""
    names = [name for name, _match, _right in KINDS[kind]]
    match QuestionKind(kind):
        case QuestionKind.ORDER:
            return {f"place-{choice(kind, name)}": [str(n)] for n, name in enumerate(names, 1)}
        case QuestionKind.MATCH:
            asked = questions.question(course.key(1, 1), block(kind), "en")
            assert asked
            return {
                f"pair-{choice(kind, name)}": [question_shown.half_key(asked, choice(kind, name))] for name in names
            }
        case QuestionKind.GAPS:
            return {"gap-0": ["study"], "gap-1": ["26"]}
        case QuestionKind.SHORT:
            return {"text": ["text a"]}
        case QuestionKind.LONG:
            return {"text": ["I saw Maple take the flour off twice."]}
        case QuestionKind.SCALE:
            return {"scale": ["4"]}
    return {"choice": [choice(kind, name) for name, _match, is_right in KINDS[kind] if is_right]}


def _value(kind: str, rows: list[tuple[str, str, bool]], language: str) -> dict[str, Any]:
    text = "Lesson *Study* at *26/26.0* °C" if kind == "gaps" else f"Which {kind}?"
    items = [
        {
            "type": "item",
            "id": choice(kind, name),
            "value": {
                "text": f"Text {name}" if kind == "short" else words(f"Text {name}", language),
                "match": words(match, language) if match else "",
                "right": is_right,
                "feedback": words(f"About {name}.", language),
            },
        }
        for name, match, is_right in rows
    ]
    return {
        "kind": kind,
        "text": f"<p>{words(text, language)}</p>",
        "help": "",
        "choices": items,
        "explanation": f"<p>{words(f'Because of {kind}.', language)}</p>",
        "tries": 0,
        "show": "each",
        "need": "tried",
    }
