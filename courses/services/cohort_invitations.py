"""Inviting into a cohort: a link for everybody who has it, or a link for one address, which works once.

Only a digest of a link is kept; it is shown, or sent, once.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.choices import EnrolmentState
from courses.errors import InvitationUnusable
from courses.models import Cohort, CohortInvitation, Enrolment
from courses.permissions import may_facilitate
from courses.services import enrolment_mails as mails
from courses.services import enrolments
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.people.pasted import Row

VALID = timedelta(days=30)


@dataclass(frozen=True)
class Verdict:
    """What would happen, or has happened, with one row of a list. `kind` is ok, skipped or bad."""

    row: Row
    kind: str
    words: str


def digest(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def waiting(cohort: Cohort, now: datetime | None = None) -> list[CohortInvitation]:
    """Links that work now."""
    rows = cohort.invitations.filter(used_at=None, revoked_at=None, expires_at__gt=now or timezone.now())
    return list(rows.select_related("created_by"))


@transaction.atomic
def make_link(*, user: Any, cohort: Cohort, now: datetime | None = None) -> tuple[CohortInvitation, str]:
    """A link for everybody who has it, with the token it is made of. Raises NotAllowed."""
    _need_right(user, cohort)
    row, token = _make(user, cohort, "", now or timezone.now())
    record(actor=user, action="cohort.link_made", target=row)
    return row, token


def look_at(*, rows: Iterable[Row], cohort: Cohort, now: datetime | None = None) -> list[Verdict]:
    """Say of each row what sending would do; changes nothing, and asks twice whatever the length."""
    invited = {row.email.casefold() for row in waiting(cohort, now) if row.email}
    inside = {email.casefold() for email in _inside(cohort)}
    return [_verdict(row, invited, inside) for row in rows]


def invite_all(
    *, user: Any, cohort: Cohort, rows: Iterable[Row], language: str, now: datetime | None = None
) -> list[Verdict]:
    """Send what can be sent; a row that fails leaves the others alone. Raises NotAllowed."""
    _need_right(user, cohort)
    report = []
    for verdict in look_at(rows=rows, cohort=cohort, now=now):
        if verdict.kind == "ok":
            try:
                invite(user=user, cohort=cohort, email=verdict.row.email, language=language, now=now)
                verdict = Verdict(verdict.row, "ok", _("invited"))
            except DomainError as problem:
                verdict = Verdict(verdict.row, "bad", str(problem))
        report.append(verdict)
    return report


@transaction.atomic
def invite(*, user: Any, cohort: Cohort, email: str, language: str, now: datetime | None = None) -> CohortInvitation:
    """Invite one address. Raises NotAllowed, and DomainError where an invitation waits already."""
    _need_right(user, cohort)
    now = now or timezone.now()
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if any(row.email.casefold() == email.casefold() for row in waiting(cohort, now)):
        raise DomainError(_("An invitation to this address is open already."))
    row, token = _make(user, cohort, email, now)
    mails.invite(cohort=cohort, to=email, token=token, language=language, until=row.expires_at, by=user)
    record(actor=user, action="cohort.invited", target=row)
    return row


@transaction.atomic
def revoke(*, user: Any, invitation: CohortInvitation, now: datetime | None = None) -> None:
    """The link works no more; twice is once. Raises NotAllowed, and DomainError for one that was used."""
    _need_right(user, invitation.cohort)
    row = CohortInvitation.objects.select_for_update().get(pk=invitation.pk)
    if row.used_at:
        raise DomainError(_("This invitation has been used already."))
    if row.revoked_at is None:
        row.revoked_at = now or timezone.now()
        row.save(update_fields=["revoked_at"])
        record(actor=user, action="cohort.invitation_revoked", target=row)


def find(token: str, *, now: datetime | None = None) -> CohortInvitation:
    """The invitation a link opens. Raises InvitationUnusable with the reason in words."""
    row = (
        CohortInvitation.objects.filter(digest=digest(token)).select_related("cohort__intensity", "created_by").first()
    )
    if row is None:
        raise InvitationUnusable(_("This link is not complete."))
    if row.revoked_at:
        raise InvitationUnusable(_("This invitation has been withdrawn. Ask the person who invited you."))
    if row.used_at:
        raise InvitationUnusable(_("This invitation has been used already."))
    if row.expires_at <= (now or timezone.now()):
        raise InvitationUnusable(_("This invitation is too old. Ask the person who invited you for a new one."))
    return row


def is_for(invitation: CohortInvitation, user: Any) -> bool:
    """Whether this person may use it: a link without an address is for everybody."""
    return not invitation.email or invitation.email.casefold() == user.email.casefold()


@transaction.atomic
def accept(*, user: Any, token: str, now: datetime | None = None) -> Enrolment:
    """Join by a link: no approval is asked, a full cohort has its waiting list.

    Raises InvitationUnusable, CohortClosed, NotAllowed.
    """
    now = now or timezone.now()
    CohortInvitation.objects.select_for_update().filter(digest=digest(token)).first()
    row = find(token, now=now)
    if not is_for(row, user):
        raise InvitationUnusable(_("This invitation is for another address than the one you are signed in with."))
    enrolment = enrolments.join(user=user, cohort=row.cohort, invitation=row, now=now)
    if row.email:
        row.used_at = now
        row.save(update_fields=["used_at"])
    return enrolment


def _make(user: Any, cohort: Cohort, email: str, now: datetime) -> tuple[CohortInvitation, str]:
    token = secrets.token_urlsafe(32)
    row = CohortInvitation.objects.create(
        cohort=cohort, digest=digest(token), email=email, created_by=user, created_at=now, expires_at=now + VALID
    )
    return row, token


def _inside(cohort: Cohort) -> list[str]:
    there = (EnrolmentState.ACTIVE, EnrolmentState.OFFERED, EnrolmentState.WAITING)
    return list(cohort.enrolments.filter(state__in=there).values_list("user__email", flat=True))


def _verdict(row: Row, invited: set[str], inside: set[str]) -> Verdict:
    if not row.email:
        return Verdict(row, "bad", _("no email address that could be right"))
    if row.twin:
        return Verdict(row, "skipped", _("the same as row %(number)s") % {"number": row.twin})
    if row.email.casefold() in invited:
        return Verdict(row, "skipped", _("has an open invitation already"))
    if row.email.casefold() in inside:
        return Verdict(row, "skipped", _("is in the cohort or on its waiting list already"))
    return Verdict(row, "ok", _("will be invited"))


def _need_right(user: Any, cohort: Cohort) -> None:
    if not may_facilitate(user, cohort):
        raise NotAllowed(_("Only the facilitators of this cohort invite people."))
