"""The code on the screen of a session: shown, taken away, typed by learners."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import presence_code
from courses.choices import EnrolmentState
from courses.models import Enrolment, Session
from courses.services import attendance
from courses.services.sessions import check_may_lead
from portal.accounts.models import User
from portal.core import audit
from portal.core.errors import DomainError

EARLY, LATE = timedelta(hours=1), timedelta(hours=2)
"""When a code may be shown: before the session begins, and after it has ended."""
OPEN_FOR = timedelta(minutes=30)
TRIES, WITHIN = 12, 600
"""How often one person may type a code, in how many seconds."""


class Outcome(StrEnum):
    """What came of a typed code."""

    HERE = "here"
    AGAIN = "again"
    """Ticked off before."""
    OTHERWISE = "otherwise"
    """A facilitator has said something else."""
    WRONG = "wrong"
    LATE = "late"
    OTHER_COHORT = "other_cohort"
    NOT_ENROLLED = "not_enrolled"
    OFTEN = "often"


@dataclass(frozen=True)
class Answer:
    """The outcome, with the session it is about and words where a rule gives them."""

    outcome: Outcome
    session: Session | None = None
    words: str = ""


@transaction.atomic
def show(*, user: User, session: Session, now: datetime | None = None) -> Session:
    """Begin to show a code, or show it longer. Raises NotAllowed, and DomainError outside the session's time."""
    now = now or timezone.now()
    row = Session.objects.select_for_update().get(pk=session.pk)
    check_may_lead(user, session.cohort)
    if row.is_cancelled:
        raise DomainError(_("This session is cancelled."))
    if not row.start - EARLY <= now <= row.end + LATE:
        raise DomainError(
            _("The code can be shown from an hour before the session begins until two hours after its end.")
        )
    if not is_shown(row, now):
        row.code_secret = secrets.token_urlsafe(32)
        audit.record(actor=user, action="course_session.code_shown", target=row)
    row.code_until = now + OPEN_FOR
    row.save(update_fields=["code_secret", "code_until"])
    return row


@transaction.atomic
def take_away(*, user: User, session: Session) -> None:
    """From now on no code is taken. Raises NotAllowed."""
    check_may_lead(user, session.cohort)
    Session.objects.filter(pk=session.pk).update(code_secret="", code_until=None)


def is_shown(session: Session, now: datetime) -> bool:
    """Whether a code is on the screen."""
    return bool(session.code_secret and session.code_until and session.code_until > now and not session.is_cancelled)


def shown(session: Session, now: datetime) -> dict[str, Any]:
    """What the screen shows."""
    return {"code": presence_code.at(session.code_secret, now), "seconds": presence_code.seconds_left(now)}


def enter(*, user: User, typed: str, now: datetime | None = None) -> Answer:
    """Somebody types a code: it ticks them off in the session of their cohort that shows it."""
    now = now or timezone.now()
    if not _is_within_limit(user):
        return Answer(Outcome.OFTEN)
    mine = {row.cohort_id: row for row in _enrolments(user)}
    rows = list(_with_code(now))
    own = [row for row in rows if row.cohort_id in mine]
    for row in own:
        if presence_code.is_right(row.code_secret, typed, now):
            return _arrive(mine[row.cohort_id], row)
    for row in own:
        if presence_code.is_late(row.code_secret, typed, now):
            return Answer(Outcome.LATE, row)
    if not mine:
        return Answer(Outcome.NOT_ENROLLED)
    others = (row for row in rows if row.cohort_id not in mine)
    if any(presence_code.is_right(row.code_secret, typed, now) for row in others):
        return Answer(Outcome.OTHER_COHORT)
    return Answer(Outcome.WRONG)


def _arrive(enrolment: Enrolment, session: Session) -> Answer:
    try:
        new = attendance.arrive(enrolment=enrolment, session=session)
    except DomainError as problem:
        return Answer(Outcome.OTHERWISE, session, str(problem))
    return Answer(Outcome.HERE if new else Outcome.AGAIN, session)


def _enrolments(user: User) -> Any:
    return Enrolment.objects.filter(user=user, state=EnrolmentState.ACTIVE).select_related("cohort")


def _with_code(now: datetime) -> Any:
    """Sessions whose code is on a screen: few at any time."""
    rows = Session.objects.filter(code_until__gt=now, cancelled_at=None).exclude(code_secret="")
    return rows.select_related("cohort")


def _is_within_limit(user: User) -> bool:
    """Sixty-four million codes, a handful of tries: nobody guesses one."""
    key = f"course-session-code:{user.pk}"
    cache.add(key, 0, WITHIN)
    try:
        return cache.incr(key) <= TRIES
    except ValueError:  # it ran out between the two lines
        return True
