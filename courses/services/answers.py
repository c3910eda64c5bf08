"""Answers to native questions: given, kept as a draft, read. Scores are for their giver alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import questions as rules
from courses.choices import CohortState, PartKind, QuestionKind
from courses.errors import Closed, Stale
from courses.models import Answer, Enrolment
from courses.permissions import may_learn
from courses.questions import BadAnswer, Given
from courses.services import outline, progress, question_shown, questions
from courses.services.deeds import Deed
from courses.services.outline import Unit
from courses.services.question_shown import History
from courses.services.questions import Asked
from portal.core.errors import NotAllowed

WRITTEN = (QuestionKind.SHORT, QuestionKind.LONG)
"""Kinds whose drafts are kept."""


@dataclass(frozen=True)
class Sent:
    """What a form brought: its fields, the number of the try it is for, and the state of things it knows."""

    fields: Mapping[str, Sequence[str]]
    number: int
    version: str
    known: int = 0
    """The version of the draft it was opened with; 0: there was none."""
    file: Given | None = None
    """For a question that asks for a file: its uuid, name and size."""


@transaction.atomic
def answer(*, user: Any, enrolment: Enrolment, unit: UUID, block: UUID, sent: Sent, language: str) -> Answer:
    """Count one try. Sent twice, it counts once. Raises BadAnswer, Stale, Closed, NotAllowed."""
    asked = _asked(user, enrolment, unit, block, language)
    tries, draft = _locked(enrolment, block)
    _check_version(asked, sent)
    given = _given(asked, sent)
    if sent.number != len(tries) + 1:
        return _again(tries, sent, given)
    _check_open(asked, tries)
    worth = rules.result(asked.rules, given)
    row = draft or Answer(enrolment=enrolment, unit=unit, question=block, number=sent.number)
    row.given, row.language, row.submitted_at = given, language, timezone.now()
    row.score, row.max_score, row.right = worth.score, worth.highest, worth.right
    row.save()
    progress.record_part(
        enrolment=enrolment, unit=unit, part=block, kind=PartKind.QUESTION, passed=_passed(row), at=row.submitted_at
    )
    return row


@transaction.atomic
def save_draft(*, user: Any, enrolment: Enrolment, unit: UUID, block: UUID, sent: Sent, language: str) -> Answer:
    """Keep a text that is still being written. Raises Stale when another window has written since, and as above."""
    asked = _asked(user, enrolment, unit, block, language)
    if asked.kind not in WRITTEN:
        raise NotAllowed(_("This question keeps no drafts."))
    tries, draft = _locked(enrolment, block)
    if sent.number != len(tries) + 1:
        raise Stale(_("You have answered this question in another window since. Your text is kept here."))
    _check_open(asked, tries)
    given = {"text": _text(asked, sent)}
    if draft and draft.given != given and draft.version != sent.known:
        raise Stale(_("A newer draft was saved elsewhere, perhaps on another device. Both are shown here."), draft)
    row = draft or Answer(enrolment=enrolment, unit=unit, question=block, number=sent.number, version=0)
    if row.given != given or not row.pk:
        row.given, row.language, row.version = given, language, row.version + 1
        row.save()
    return row


def history(enrolment: Enrolment, unit: UUID, block: UUID) -> History:
    """One question's past: one query."""
    rows = Answer.objects.filter(enrolment=enrolment, unit=unit, question=block).order_by("number")
    return _history(rows)


def for_unit(enrolment: Enrolment, unit: Unit) -> Mapping[str, History]:
    """All questions of a unit: one query."""
    rows = Answer.objects.filter(enrolment=enrolment, unit=unit.key).order_by("question", "number")
    return {str(block): _history(found) for block, found in groupby(rows, key=lambda row: row.question)}


def deeds(enrolments: Iterable[Enrolment]) -> Iterator[Deed]:
    """What the records say, for the recount: once for each try."""
    rows = Answer.objects.filter(enrolment__in=enrolments, submitted_at__isnull=False)
    for row in rows.order_by("submitted_at", "pk"):
        if row.submitted_at:
            yield Deed(row.enrolment_id, row.unit, row.question, _passed(row), row.submitted_at)


def _passed(row: Answer) -> bool:
    """Where there is no right and wrong, an answer is all one can ask."""
    return row.right is not False


def _history(rows: Iterable[Answer]) -> History:
    found = list(rows)
    tries = [row for row in found if row.submitted_at]
    draft = next((row for row in found if not row.submitted_at), None)
    return History(
        tried=len(tries),
        right=any(row.right for row in tries),
        last=tries[-1].given if tries else None,
        last_at=tries[-1].submitted_at if tries else None,
        draft=draft.given if draft else None,
        draft_version=draft.version if draft else 0,
        draft_at=draft.changed_at if draft else None,
    )


def _asked(user: Any, enrolment: Enrolment, unit: UUID, block: UUID, language: str) -> Asked:
    """The question, if it belongs to the course this person takes, and the time for it is not over."""
    if not may_learn(user, enrolment):
        raise NotAllowed(_("This form belongs to somebody else, or you no longer take part in this course."))
    course = outline.course(enrolment.cohort.course)
    found = questions.question(unit, block, language) if course and course.unit(unit) else None
    if found is None:
        raise NotAllowed(_("This question is not part of your course any more."))
    if enrolment.cohort.state == CohortState.ENDED:
        raise Closed(_("Your cohort has ended, so answers are no longer taken. Everything you did is kept."))
    return found


def _locked(enrolment: Enrolment, block: UUID) -> tuple[list[Answer], Answer | None]:
    """Tries and draft, while nobody else writes in this enrolment."""
    progress.hold(enrolment)
    rows = list(Answer.objects.filter(enrolment=enrolment, question=block).order_by("number"))
    tries = [row for row in rows if row.submitted_at]
    return tries, next((row for row in rows if not row.submitted_at), None)


def _check_version(asked: Asked, sent: Sent) -> None:
    if sent.version != asked.version:
        raise Stale(_("The question was changed while you had it open. Read it again; your answer is kept below."))


def _check_open(asked: Asked, tries: list[Answer]) -> None:
    right = any(row.right for row in tries) or bool(tries and rules.result(asked.rules, tries[-1].given).right)
    if right:
        raise Closed(_("You have answered this already, and it is right."))
    if not rules.may_try(asked.rules, tried=len(tries), right=False):
        raise Closed(_("That was the last try; this answer was not counted."))


def _again(tries: list[Answer], sent: Sent, given: Given) -> Answer:
    """A form for an earlier try: sent twice it is the same answer; else somebody was quicker in another window."""
    earlier = tries[sent.number - 1] if 1 <= sent.number <= len(tries) else None
    if earlier and _same(earlier.given, given):
        return earlier
    raise Stale(_("You have answered this question in another window since. This answer was not counted; it is below."))


def _same(one: Given, other: Given) -> bool:
    """Whether two forms said the same; a file that was sent twice is stored under two names."""
    return {**one, "file": ""} == {**other, "file": ""}


def _given(asked: Asked, sent: Sent) -> Given:
    if asked.kind == QuestionKind.UPLOAD:
        if not sent.file:
            raise BadAnswer("missing")
        return sent.file
    return rules.read(asked.rules, question_shown.with_halves(asked, sent.fields))


def _text(asked: Asked, sent: Sent) -> str:
    """A draft may be empty, and half a word; too long is too long."""
    text = next(iter(sent.fields.get("text", ())), "").replace("\x00", "")
    if len(text) > rules.LONGEST[asked.kind]:
        raise BadAnswer("long")
    return text
