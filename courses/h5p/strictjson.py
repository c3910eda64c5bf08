"""JSON that every program reads alike: UTF-8, no NaN, no halves of characters, not too deep and not too much."""

import json
import re
from itertools import accumulate
from typing import Any, Never

from courses.h5p.issues import Refused, issue
from courses.h5p.limits import DEFAULT, MB, Limits, megabytes

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_UNPAIRED = re.compile("[\ud800-\udfff]")
LARGEST = 2**53
DIGITS = 25


def loads(data: bytes, path: str = "", limits: Limits = DEFAULT, *, measured: bool = False) -> Any:
    """The value; raises Refused."""
    if len(data) > limits.json:
        raise Refused(issue("json-too-large", path, size=megabytes(len(data)), limit=limits.json // MB))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(issue("json-encoding", path)) from None
    if not measured:
        measure(data, path, limits)
    found = _Reading(path)
    try:
        value = json.loads(
            text, parse_constant=found.refuse, parse_int=found.integer, parse_float=found.float, strict=True
        )
    except json.JSONDecodeError as error:
        raise Refused(issue("json-invalid", path, line=error.lineno)) from None
    if "\\u" in text or "\0" in text:
        _look_for_halves(value, found)
    return value


def measure(data: bytes, path: str, limits: Limits) -> int:
    """How many values there are at most, without reading them; raises Refused."""
    bare = _STRING.sub(b"", data)
    count = 1 + bare.count(b",") + bare.count(b":") + bare.count(b"[") + bare.count(b"{")
    if count > limits.json_nodes:
        raise Refused(issue("json-many", path, limit=limits.json_nodes))
    steps = memoryview(bare.translate(_STEPS, _NO_BRACKETS)).cast("b")
    if max(accumulate(steps), default=0) > limits.json_depth:
        raise Refused(issue("json-deep", path, limit=limits.json_depth))
    return count


class _Reading:
    """What json.loads asks about numbers."""

    def __init__(self, path: str) -> None:
        self.path = path

    def refuse(self, value: str) -> Never:
        raise Refused(issue("json-value", self.path, value=value[:40]))

    def integer(self, text: str) -> int:
        if len(text) > DIGITS or abs(int(text)) > LARGEST:
            self.refuse(text)
        return int(text)

    def float(self, text: str) -> float:
        value = float(text)
        if value - value != 0:
            self.refuse(text)
        return value


def _look_for_halves(value: Any, found: _Reading) -> None:
    """Refuse unpaired surrogates and NUL, which only escapes can bring in."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if "\0" in one or _UNPAIRED.search(one):
                found.refuse(one)
        elif isinstance(one, dict):
            waiting += one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def dumps(value: Any) -> bytes:
    """The same bytes for the same value, as H5P's own programs write it: compact and in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
