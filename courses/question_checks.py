"""What an editor's question needs before anybody can answer it. Pure: values in, messages out, by field."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from courses.choices import Need, QuestionKind
from courses.questions import GAP

CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE)
WITHOUT_RIGHT = (QuestionKind.LONG, QuestionKind.SCALE, QuestionKind.UPLOAD)
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</p>")


def faults(value: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by the field it is to be mended in; the first fault of each."""
    found: dict[str, str] = {}
    for field, message in _faults(value):
        found.setdefault(field, message)
    return found


def plain(markup: str) -> str:
    """The words of a rich text, a line for each paragraph."""
    return html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", markup)))


def without_answers(kind: str, markup: str) -> str:
    """A question as it may be read by anybody: gaps are gaps."""
    text = plain(markup)
    return GAP.sub("…", text) if kind == QuestionKind.GAPS else text


def _faults(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not value.get("kind"):
        return
    kind, choices = QuestionKind(value["kind"]), list(value.get("choices") or [])
    yield from _choices(kind, choices)
    yield from _doubles(kind, choices)
    if kind == QuestionKind.GAPS:
        yield from _gaps(str(getattr(value.get("text"), "source", value.get("text") or "")))
    yield from _need(kind, value, choices)


def _choices(kind: QuestionKind, choices: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    right = sum(bool(one.get("right")) for one in choices)
    if kind in (*CHOSEN, QuestionKind.ORDER, QuestionKind.MATCH) and len(choices) < 2:
        yield "choices", _("This kind of question needs at least two answers.")
    if kind == QuestionKind.TRUE_FALSE and len(choices) != 2:
        yield "choices", _("True or false has exactly two answers.")
    if kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE) and right != 1:
        yield "choices", _("Mark exactly one answer as right; now it is %(count)s.") % {"count": right}
    if kind == QuestionKind.MULTIPLE and not right:
        yield "choices", _("Mark at least one answer as right.")
    if kind == QuestionKind.SHORT and choices and not right:
        yield "choices", _("Mark the answers you accept as right, or take all answers away.")
    if kind == QuestionKind.MATCH and not all((one.get("match") or "").strip() for one in choices):
        yield "choices", _("Each answer needs its pair.")
    if kind == QuestionKind.SCALE and len(choices) not in (0, 2, 5):
        yield "choices", _("A scale has words for both ends (two answers), for each point (five), or none.")
    if kind in (QuestionKind.LONG, QuestionKind.UPLOAD, QuestionKind.GAPS) and choices:
        yield "choices", _("This kind of question has no answers to choose. Take them away.")


def _doubles(kind: QuestionKind, choices: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Nobody can tell two answers apart that read the same."""
    texts = [" ".join((one.get("text") or "").split()).casefold() for one in choices]
    halves = [" ".join((one.get("match") or "").split()).casefold() for one in choices]
    if len(set(texts)) < len(texts):
        yield "choices", _("Two answers read the same.")
    if kind == QuestionKind.MATCH and len(set(halves)) < len(halves):
        yield "choices", _("Two pairs have the same other half.")


def _gaps(markup: str) -> Iterator[tuple[str, str]]:
    found = GAP.findall(plain(markup))
    if not found:
        yield "text", _("Put the words that are asked for between asterisks: “Lesson *Study*”.")
    if any(not part.strip() for gap in found for part in gap.split("/")):
        yield "text", _("A gap takes nothing: write a word between the asterisks, and one after each slash.")
    if len(GAP.findall(markup)) != len(found):
        yield "text", _("Asterisks of a gap stand on one line, and not in a link.")


def _need(
    kind: QuestionKind, value: Mapping[str, Any], choices: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    if value.get("need") != Need.PASSED:
        return
    if kind in WITHOUT_RIGHT or (kind == QuestionKind.SHORT and not choices):
        yield "need", _("There is no right answer here, so nobody can pass. Choose “tried”.")
    elif value.get("tries"):
        yield "need", _("Somebody who has used up the tries could never finish the unit. Choose “tried”, or 0 tries.")
