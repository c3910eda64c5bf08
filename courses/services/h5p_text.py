"""An activity as something to read: for paper, for browsers without script, for whoever cannot play it."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import nh3
from django.core.cache import cache

from courses.h5p import markup
from courses.h5p.segments import Kind, Segment, extract
from courses.integrations.h5p_engine import libraries_of, name_of
from courses.models import H5PActivity
from courses.services.h5p_play import Text

KEPT_FOR = 24 * 3600
READABLE = "p div br strong b em i u sub sup ul ol li blockquote code pre table thead tbody tr th td".split()
_CELL = {"colspan", "rowspan", "scope"}
ATTRIBUTES = {"*": {"dir", "lang"}, "ol": {"start"}, "td": _CELL, "th": _CELL}
ORDERING = "LS4VET.Ordering"
"""Stores its lines in the right order, which is the answer: read, they stand by the alphabet."""
_AFTERWARDS = re.compile(
    r"feedback|tip$|^tip|hint|solution|explanation|consequence|tooEarly|incorrect|retry", re.IGNORECASE
)
"""Names of fields whose text is shown after an answer."""
_PLACE = re.compile(r"(?<=\.)(\d+|[0-9a-f]{8}-[0-9a-f-]{27})(?=\.|$)")
_GAP = re.compile(r"\*[^*\n]+\*")
_HEADLINES = (".title", "@title")


@dataclass(frozen=True)
class Block:
    """Something to read: a `line`, a `list` of lines, a `heading`, or `html` (safe)."""

    kind: str
    lines: tuple[str, ...]


def as_text(activity: H5PActivity, text: Text) -> list[Block]:
    """What the activity says, questions and choices, without what comes after an answer. No query once it is known."""
    return cache.get_or_set(_key(activity, text), lambda: list(_blocks(activity, text)), KEPT_FOR) or []


def _key(activity: H5PActivity, text: Text) -> str:
    content = json.dumps(text.parameters, sort_keys=True).encode()
    return f"h5p-text:{activity.uuid}:{activity.version}:{hashlib.sha256(content).hexdigest()[:32]}"


def _blocks(activity: H5PActivity, text: Text) -> Iterator[Block]:
    segments = extract(text.parameters, name_of(activity.library), libraries_of(activity), language=text.language)
    shown = [one for one in segments if not one.interface and not _comes_afterwards(one)]
    last = ""
    for _place, group in groupby(shown, key=lambda one: (_PLACE.sub("#", one.path), one.kind)):
        for block in _of(list(group), mixed=activity.library.machine == ORDERING):
            if block.lines != (last,):
                yield block
            last = block.lines[-1]


def _of(group: list[Segment], mixed: bool) -> Iterator[Block]:
    lines = tuple(_line(one) for one in group)
    if group[0].kind is Kind.HTML:
        yield from (Block("html", (line,)) for line in lines)
    elif group[0].path.endswith(_HEADLINES):
        yield from (Block("heading", (line,)) for line in lines)
    elif len(lines) > 1:
        yield Block("list", tuple(sorted(lines)) if mixed else lines)
    else:
        yield Block("line", lines)


def _line(one: Segment) -> str:
    text = _GAP.sub("_____", one.text) if one.gaps else one.text
    return _unstyled(text) if one.kind is Kind.HTML else text


def _unstyled(text: str) -> str:
    """HTML as it may stand in a page of ours: no styles, no classes."""
    clean = markup.clean(text, READABLE)
    return nh3.clean(clean, tags=set(markup.allowed(READABLE)), attributes=ATTRIBUTES)


def _comes_afterwards(one: Segment) -> bool:
    return any(_AFTERWARDS.search(part) for part in one.path.split("."))


def elsewhere(parameters: Any) -> list[str]:
    """Addresses of films and pictures on other hosts, which an activity may not load: they are offered as links."""
    found: dict[str, None] = {}
    waiting = [parameters]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            path = one.get("path")
            if isinstance(path, str) and path.startswith(("https://", "http://")):
                found[path] = None
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
    return list(found)
