"""Handing in tasks and deciding about them. `_take` alone changes a state; the table is `courses.task_states`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.choices import PartKind, TaskState
from courses.models import Enrolment, Submission, SubmissionComment
from courses.permissions import may_decide, may_learn, may_read_submission
from courses.services import progress, school_task_mails
from courses.services.cohort_end import refuse_after_the_end
from courses.task_states import MOVES, WITH_LEARNER, Step, after
from portal.core import audit
from portal.core.errors import DomainError, InvalidContent, NotAllowed

ACTIONS = {
    Step.HAND_IN: "task.handed_in",
    Step.LOOK: "task.looked_at",
    Step.RETURN: "task.returned",
    Step.ACCEPT: "task.accepted",
}


class Closed(DomainError):
    """The task is not with the learner: it was handed in, or it is accepted."""


class Overtaken(DomainError):
    """Something newer is stored than the form knew; `now` is how it is."""

    def __init__(self, message: str, now: Submission) -> None:
        super().__init__(message)
        self.now = now


@transaction.atomic
def keep(
    *, user: Any, enrolment: Enrolment, page: UUID, task: UUID, text: str, language: str, known: int,
    now: datetime | None = None,
) -> Submission:  # fmt: skip
    """Store the learner's draft. `known` is the version the form was made from, 0 for none.

    Raises NotAllowed, CohortEnded, Closed; Overtaken where another form stored another text in between.
    """
    if not may_learn(user, enrolment):
        raise NotAllowed(_("Only the learner writes here, while taking part in the course."))
    refuse_after_the_end(enrolment.cohort, now)
    row, created = _locked(enrolment, page, task, language)
    _refuse_closed(row)
    if row.text == text and not created:
        return row
    if not created and row.version != known:
        raise Overtaken(
            _("In the meantime another version was stored, perhaps in another window. Both stand below."), row
        )
    row.text, row.language, row.page = text, language, page
    row.version += not created
    row.save(update_fields=["text", "language", "page", "version", "changed_at"])
    return row


def _locked(enrolment: Enrolment, page: UUID, task: UUID, language: str) -> tuple[Submission, bool]:
    """The learner's row, made when missing; nobody else changes it until the transaction ends."""
    values = {"page": page, "language": language}
    row, created = Submission.objects.get_or_create(enrolment=enrolment, task=task, defaults=values)
    row = Submission.objects.select_for_update().get(pk=row.pk)
    row.enrolment = enrolment
    return row, created


def _refuse_closed(row: Submission) -> None:
    if row.state == TaskState.DONE:
        raise Closed(_("The task is accepted: nothing is changed any more."))
    if row.state not in WITH_LEARNER:
        raise Closed(_("The task is handed in. You can change it again if it comes back to you."))


@transaction.atomic
def hand_in(
    *, user: Any, enrolment: Enrolment, page: UUID, task: UUID, text: str, language: str, known: int,
    now: datetime | None = None,
) -> Submission:  # fmt: skip
    """Store the text and give the task to the facilitators. Raises as `keep` does, and InvalidContent for nothing."""
    values: dict[str, Any] = {"enrolment": enrolment, "page": page, "task": task, "text": text, "language": language}
    row = keep(user=user, known=known, now=now, **values)
    if not text.strip() and not row.files.exists():
        raise InvalidContent(_("Write something, or add a file: there is nothing to hand in yet."))
    _take(row, Step.HAND_IN, user=user, words=text, language=language, now=now)
    school_task_mails.handed_in(row)
    return row


@transaction.atomic
def look(*, user: Any, submission: Submission, known: int, now: datetime | None = None) -> Submission:
    """Say that somebody is at it. Raises NotAllowed, Overtaken."""
    row = _for_decision(user, submission, known)
    _take(row, Step.LOOK, user=user, now=now)
    return row


@transaction.atomic
def decide(
    *, user: Any, submission: Submission, step: Step, words: str, language: str, known: int,
    now: datetime | None = None,
) -> Submission:  # fmt: skip
    """Accept it or give it back, with a comment.

    Raises NotAllowed, InvalidContent without words, CohortEnded for giving back what nobody could hand in again, and
    Overtaken where somebody else decided first.
    """
    row = _for_decision(user, submission, known)
    if not words.strip():
        raise InvalidContent(_("Write a few words with your decision: one strength and one question, for example."))
    _take(row, step, user=user, words=words, language=language, now=now)
    school_task_mails.decided(row)
    return row


def _for_decision(user: Any, submission: Submission, known: int) -> Submission:
    if not may_decide(user, submission):
        raise NotAllowed(_("Only facilitators of the cohort and the mentor of the team decide about tasks."))
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("enrolment__cohort", "decided_by")
        .get(pk=submission.pk)
    )
    if row.version != known:
        who = row.decided_by.get_full_name() if row.decided_by else row.enrolment.user.get_full_name()
        told = _("This was changed a moment ago by %(name)s: it is now “%(state)s”. Your words are kept below.")
        raise Overtaken(told % {"name": who, "state": row.get_state_display()}, row)
    return row


def _take(
    row: Submission, step: Step, *, user: Any, words: str = "", language: str = "", now: datetime | None = None
) -> None:
    """The one place where a state changes: state, moments, history, progress and log together."""
    now, before, goal = now or timezone.now(), row.state, after(row.state, step)
    if goal is None:
        raise Closed(_("This is not possible now: the task is “%(state)s”.") % {"state": row.get_state_display()})
    if MOVES[step].in_time:
        refuse_after_the_end(row.enrolment.cohort, now)
    values: dict[str, Any] = {"state": goal, "changed_at": now}
    if MOVES[step].by_learner:
        values |= {"handed_in_at": now, "first_handed_in_at": row.first_handed_in_at or now, "decided_by": None}
    else:
        values |= {"decided_at": now, "decided_by": user}
    untouched = Submission.objects.filter(pk=row.pk, state=before, version=row.version)
    if not untouched.update(version=F("version") + 1, **values):
        raise Overtaken(_("Somebody else changed this in the same moment. Look at it again."), row)
    row.refresh_from_db(fields=[*values, "version"])
    SubmissionComment.objects.create(
        submission=row, author=user, text=words, language=language or row.language, state=goal, created_at=now
    )
    _record(row, user, step, now)


def _record(row: Submission, user: Any, step: Step, now: datetime) -> None:
    audit.record(actor=user, action=ACTIONS[step], target=row)
    if step in (Step.HAND_IN, Step.ACCEPT):
        progress.record_part(
            enrolment=row.enrolment,
            unit=row.page,
            part=row.task,
            kind=PartKind.TASK,
            passed=step == Step.ACCEPT,
            at=now,
        )


@transaction.atomic
def comment(
    *, user: Any, submission: Submission, text: str, language: str, now: datetime | None = None
) -> SubmissionComment:
    """A word in between. Raises NotAllowed, CohortEnded, InvalidContent."""
    if not may_read_submission(user, submission):
        raise NotAllowed(_("Only the learner and those who accompany the cohort write here."))
    refuse_after_the_end(submission.enrolment.cohort, now)
    if not text.strip():
        raise InvalidContent(_("Write something first."))
    row = SubmissionComment.objects.create(submission=submission, author=user, text=text, language=language)
    school_task_mails.commented(submission, row)
    return row
