"""Sessions of a cohort: planned, changed, cancelled. What learners are told about it goes out with the change."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Cohort, Session
from courses.permissions import may_facilitate
from courses.services import session_mails
from portal.accounts.models import User
from portal.core import audit
from portal.core.errors import DomainError, NotAllowed

FIELDS = (
    "code", "plan", "title", "kind", "start", "end", "timezone", "venue", "room", "address", "map_url", "online_url",
    "agenda", "materials", "note", "required", "sign_up", "places", "catch_up", "units_before", "units_after",
)  # fmt: skip
WORTH_A_MAIL = ("start", "end", "timezone", "kind", "venue", "room", "address", "online_url")
"""When and where: whoever means to come is told."""


class Changed(DomainError):
    """Somebody else has changed it since the form was opened."""


class Cancelled(DomainError):
    """It does not take place."""


@transaction.atomic
def create(*, user: User, cohort: Cohort, values: dict[str, Any]) -> Session:
    """Plan a session. Raises NotAllowed, and DomainError for one that ends before it begins."""
    check_may_lead(user, cohort)
    row = Session(cohort=cohort, **_known(values))
    _check(row)
    row.save()
    audit.record(actor=user, action="course_session.planned", target=row)
    return row


@transaction.atomic
def change(*, user: User, session: Session, values: dict[str, Any], sequence: int | None = None) -> Session:
    """Change it; whoever means to come hears of a new time or place. Raises NotAllowed, Changed, Cancelled.

    `sequence` is what the form knew: a form that knows an older state does not overwrite a newer.
    """
    row = _locked(user, session)
    if sequence is not None and row.sequence != sequence:
        raise Changed(_("Somebody has changed this session in the meantime. Look at it and change it again."))
    before = {name: getattr(row, name) for name in FIELDS}
    for name, value in _known(values).items():
        setattr(row, name, value)
    _check(row)
    different = [name for name in FIELDS if getattr(row, name) != before[name]]
    if not different:
        return row
    row.sequence += 1
    row.changed_at = timezone.now()
    if row.start != before["start"]:
        row.reminded_at = None
    row.save()
    audit.record(actor=user, action="course_session.changed", target=row, data={"fields": different})
    if set(different) & set(WORTH_A_MAIL) and row.end > timezone.now():
        session_mails.changed(row, when_it_was=(before["start"], before["end"], before["timezone"]))
    return row


@transaction.atomic
def cancel(*, user: User, session: Session, why: str) -> Session:
    """It does not take place; everybody in the cohort is told why. Raises NotAllowed, Cancelled, DomainError."""
    row = _locked(user, session)
    why = why.strip()
    if not why:
        raise DomainError(_("Say why: everybody in the cohort reads it."))
    if row.end <= timezone.now():
        raise DomainError(_("This session is over: it can no longer be cancelled."))
    row.cancelled_at = row.changed_at = timezone.now()
    row.cancelled_why = why[:250]
    row.sequence += 1
    row.code_secret, row.code_until = "", None
    row.save()
    audit.record(actor=user, action="course_session.cancelled", target=row, why=row.cancelled_why)
    session_mails.cancelled(row)
    return row


def check_may_lead(user: Any, cohort: Cohort) -> None:
    """Raise NotAllowed for whoever does not lead the cohort."""
    if not may_facilitate(user, cohort):
        raise NotAllowed(_("Only those who lead this cohort may do this."))


def _locked(user: User, session: Session) -> Session:
    row = Session.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=session.pk)
    check_may_lead(user, row.cohort)
    if row.is_cancelled:
        raise Cancelled(_("This session is cancelled. Plan a new one instead."))
    return row


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in FIELDS}


def _check(row: Session) -> None:
    if row.end <= row.start:
        raise DomainError(_("The session ends before it begins."))


def next_code(cohort: Cohort) -> str:
    """A short name for a session without a plan."""
    taken = set(cohort.sessions.values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"X{number}") not in taken)


def is_over(session: Session, now: datetime) -> bool:
    """Whether it has ended."""
    return session.end <= now
