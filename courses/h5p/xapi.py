"""What an activity says a learner did. A statement is a claim of the browser: read strictly, believed no further."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERBS = "http://adlnet.gov/expapi/verbs/"
KNOWN = frozenset(
    "answered completed passed failed attempted interacted experienced progressed consumed initialized mastered".split()
)
TERMINAL = frozenset(("answered", "completed", "passed", "failed", "mastered"))
LONGEST = 60 * 60 * 24 * 7
"""Seconds; a longer duration is no duration."""
HIGHEST = 1_000_000
TOLERANCE = 0.01
REFUSALS = {
    "statement": "This is not a statement.",
    "id": "The statement's id is not a UUID.",
    "object": "The statement is about something else.",
    "child": "The statement is about a part of the activity.",
    "verb": "The verb is not one that H5P uses.",
    "result": "The result has values of the wrong type.",
    "score": "The score is not possible.",
}
_DURATION = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?)?", re.ASCII)


@dataclass(frozen=True)
class Refusal:
    """Why a statement does not count: a key of REFUSALS."""

    code: str


@dataclass(frozen=True)
class Claim:
    """What a statement says; `score` is between 0 and 1."""

    statement_id: str | None
    verb: str
    terminal: bool
    score: float | None = None
    raw: float | None = None
    maximum: float | None = None
    minimum: float | None = None
    success: bool | None = None
    completion: bool | None = None
    duration: float | None = None


class _Wrong(Exception):
    """Carries the code of a refusal."""


def read_statement(statement: Any, activity_iri: str) -> Claim | Refusal:
    """What a statement claims about exactly this activity, not about its parts; its actor is not looked at."""
    try:
        return _read(_object(statement, "statement"), activity_iri)
    except _Wrong as wrong:
        return Refusal(str(wrong))


def _read(statement: Mapping[str, Any], activity_iri: str) -> Claim:
    target = _object(statement.get("object"), "object")
    if target.get("id") != activity_iri or target.get("objectType", "Activity") != "Activity":
        raise _Wrong("object")
    context = _object(statement.get("context", {}), "statement")
    if _object(context.get("contextActivities", {}), "statement").get("parent"):
        raise _Wrong("child")
    verb = _verb(statement)
    result = _object(statement.get("result", {}), "result")
    score, raw, maximum, minimum = _score(_object(result.get("score", {}), "result"))
    return Claim(
        statement_id=_id(statement.get("id")),
        verb=verb,
        terminal=verb in TERMINAL,
        score=score,
        raw=raw,
        maximum=maximum,
        minimum=minimum,
        success=_flag(result.get("success")),
        completion=_flag(result.get("completion")),
        duration=_duration(result.get("duration")),
    )


def _object(value: Any, code: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Wrong(code)
    return value


def _verb(statement: Mapping[str, Any]) -> str:
    address = _object(statement.get("verb"), "verb").get("id")
    name = address.removeprefix(VERBS) if isinstance(address, str) and address.startswith(VERBS) else ""
    if name not in KNOWN:
        raise _Wrong("verb")
    return name


def _id(value: Any) -> str | None:
    if value is None:
        return None
    try:
        found = str(uuid.UUID(value)) if isinstance(value, str) else ""
    except ValueError:
        found = ""
    if not found or found != value.lower():
        raise _Wrong("id")
    return found


def _flag(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise _Wrong("result")
    return value


def _number(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong("result")
    if not abs(value) <= HIGHEST:
        raise _Wrong("score")
    return float(value)


def _score(given: Mapping[str, Any]) -> tuple[float | None, float | None, float | None, float | None]:
    scaled, raw, maximum, minimum = (_number(given.get(key)) for key in ("scaled", "raw", "max", "min"))
    least = minimum or 0.0
    if scaled is not None and not -TOLERANCE <= scaled <= 1 + TOLERANCE:
        raise _Wrong("score")
    if maximum is not None and maximum < max(least, 0):
        raise _Wrong("score")
    if raw is not None and (raw < least or (maximum is not None and raw > maximum)):
        raise _Wrong("score")
    if raw is None or not maximum:
        return (None if maximum == 0 or scaled is None else min(1.0, max(0.0, scaled))), raw, maximum, minimum
    share = raw / maximum
    if scaled is not None and abs(scaled - share) > TOLERANCE:
        raise _Wrong("score")
    return min(1.0, max(0.0, share)), raw, maximum, minimum


def _duration(value: Any) -> float | None:
    if value is None:
        return None
    match = _DURATION.fullmatch(value) if isinstance(value, str) and len(value) < 60 else None
    if not match or not any(match.groups()):
        raise _Wrong("result")
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return total if total <= LONGEST else None
