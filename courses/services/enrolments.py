"""Who takes the course: reads for pages, and the ways in and out. Each state is reached by one function.

nobody ── join ──▶ REQUESTED ── approve ──▶ ACTIVE or WAITING        (by approval)
nobody ── join ──▶ ACTIVE or WAITING                                 (open, or invited)
WAITING ── a place gets free ──▶ OFFERED ── accept ──▶ ACTIVE        (`courses.services.places`)
any of these ── withdraw ──▶ WITHDRAWN,   ── remove or refuse ──▶ REFUSED
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.choices import CohortState, EnrolmentState, Entry
from courses.errors import CohortClosed
from courses.models import Cohort, CohortInvitation, Enrolment
from courses.permissions import may_facilitate, may_manage_courses
from courses.services import enrolment_mails as mails
from courses.services import places
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed

UNDER_WAY = (EnrolmentState.REQUESTED, EnrolmentState.WAITING, EnrolmentState.OFFERED, EnrolmentState.ACTIVE)
"""States that lead somewhere: to join again changes nothing."""


def current(user: Any, course: UUID) -> Enrolment | None:
    """The enrolment in which somebody takes the course now, with its cohort: the newest, one query."""
    if not user.is_authenticated:
        return None
    rows = Enrolment.objects.active().filter(user=user, cohort__course=course)
    return rows.select_related("cohort__intensity", "team").order_by("-active_since", "-pk").first()


def of(user: Any, cohort: Cohort) -> Enrolment | None:
    """Somebody's row in a cohort, whatever its state."""
    return cohort.enrolments.filter(user=user).first() if user.is_authenticated else None


def check_open(cohort: Cohort, now: datetime) -> None:
    """Raise CohortClosed, in words, when nobody can join."""
    if cohort.state == CohortState.PREPARING:
        raise CohortClosed(_("This cohort is still in preparation."))
    if cohort.state == CohortState.ENDED or (cohort.end and cohort.end < timezone.localdate(now)):
        raise CohortClosed(_("This cohort is over."))


@transaction.atomic
def join(
    *, user: Any, cohort: Cohort, invitation: CohortInvitation | None = None, now: datetime | None = None
) -> Enrolment:
    """Take part, ask to, or stand on the waiting list: what the cohort's entry and its places give.

    Who is on the way in already stays as they are. Raises CohortClosed, NotAllowed.
    """
    now = now or timezone.now()
    cohort = places.locked(cohort)
    check_open(cohort, now)
    _refuse_guides(user, cohort)
    known = of(user, cohort)
    if known and known.state in UNDER_WAY and not (invitation and known.state == EnrolmentState.REQUESTED):
        return known
    if invitation is None:
        _check_way_in(cohort, known)
    row = known or Enrolment(cohort=cohort, user=user, created_at=now, state=EnrolmentState.REQUESTED)
    if cohort.entry == Entry.APPROVAL and invitation is None:
        return _ask(row, now)
    row.state = EnrolmentState.REQUESTED
    row.save()
    record(actor=user, action="enrolment.joined", target=row, data={"invited": invitation is not None})
    return _enter(row, now)


@transaction.atomic
def approve(*, user: Any, enrolment: Enrolment, now: datetime | None = None) -> Enrolment:
    """A facilitator lets somebody in: to a place, or to the end of the waiting list. Raises NotAllowed, DomainError."""
    row = _mine_to_decide(user, enrolment)
    if row.state != EnrolmentState.REQUESTED:
        raise DomainError(_("This request has been decided already, or taken back."))
    record(actor=user, action="enrolment.approved", target=row)
    return _enter(row, now or timezone.now())


@transaction.atomic
def refuse(*, user: Any, enrolment: Enrolment, why: str = "") -> Enrolment:
    """A facilitator says no; the reason goes to the person. Raises NotAllowed, DomainError."""
    row = _mine_to_decide(user, enrolment)
    if row.state != EnrolmentState.REQUESTED:
        raise DomainError(_("This request has been decided already, or taken back."))
    places.leave(row, EnrolmentState.REFUSED)
    record(actor=user, action="enrolment.refused", target=row)
    mails.send("refused", row, why=why)
    return row


@transaction.atomic
def accept(*, user: Any, enrolment: Enrolment, now: datetime | None = None) -> Enrolment:
    """Take the place one is offered. Raises DomainError when the offer is over, NotAllowed for somebody else's."""
    now = now or timezone.now()
    row = _own(user, enrolment)
    if row.state == EnrolmentState.ACTIVE:
        return row
    if row.state != EnrolmentState.OFFERED or (row.offered_until and row.offered_until <= now):
        raise DomainError(_("No place is offered to you any more. You can join the cohort’s waiting list again."))
    places.settle_in(row, now)
    record(actor=user, action="enrolment.accepted", target=row)
    mails.send("active", row)
    return row


@transaction.atomic
def withdraw(*, user: Any, enrolment: Enrolment, now: datetime | None = None) -> Enrolment:
    """Leave: a request, the waiting list, an offer, or the cohort. What was done stays. Raises NotAllowed."""
    row = _own(user, enrolment)
    if row.state not in UNDER_WAY:
        return row
    before = row.state
    places.leave(row, EnrolmentState.WITHDRAWN)
    record(actor=user, action="enrolment.withdrawn", target=row, data={"from": before})
    mails.send("withdrawn", row)
    places.move_up(row.cohort, now or timezone.now())
    return row


@transaction.atomic
def remove(*, user: Any, enrolment: Enrolment, why: str = "", now: datetime | None = None) -> Enrolment:
    """A facilitator ends somebody's part; they come back only by invitation. Raises NotAllowed, DomainError."""
    row = _mine_to_decide(user, enrolment)
    if row.state not in UNDER_WAY:
        raise DomainError(_("This person does not take part any more."))
    before = row.state
    places.leave(row, EnrolmentState.REFUSED)
    record(actor=user, action="enrolment.removed", target=row, why=why, data={"from": before})
    mails.send("removed", row, why=why)
    places.move_up(row.cohort, now or timezone.now())
    return row


@transaction.atomic
def put_in(*, user: Any, cohort: Cohort, person: Any, now: datetime | None = None) -> Enrolment:
    """A course manager enrols somebody, who is told: to a place, or to the end of the waiting list.

    Raises NotAllowed, CohortClosed.
    """
    now = now or timezone.now()
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers do this."))
    cohort = places.locked(cohort)
    check_open(cohort, now)
    _refuse_guides(person, cohort)
    known = of(person, cohort)
    if known and known.state in UNDER_WAY and known.state != EnrolmentState.REQUESTED:
        return known
    row = known or Enrolment(cohort=cohort, user=person, created_at=now)
    row.state = EnrolmentState.REQUESTED
    row.save()
    record(actor=user, action="enrolment.put_in", target=row)
    return _enter(row, now)


def _ask(row: Enrolment, now: datetime) -> Enrolment:
    row.state, row.created_at = EnrolmentState.REQUESTED, now
    row.save()
    record(actor=row.user, action="enrolment.requested", target=row)
    mails.send("requested", row)
    mails.tell_facilitators(row)
    return row


def _enter(row: Enrolment, now: datetime) -> Enrolment:
    """A place if one is free and nobody waits for it, else the end of the waiting list."""
    places.move_up(row.cohort, now)
    if places.give(row, now):
        mails.send("active", row)
    else:
        places.queue(row, now)
        mails.send("waiting", row)
    return row


def _check_way_in(cohort: Cohort, known: Enrolment | None) -> None:
    if known and known.state == EnrolmentState.REFUSED:
        raise CohortClosed(_("The facilitators have decided that you do not take part. Write to them for another way."))
    if cohort.entry == Entry.INVITATION:
        raise CohortClosed(_("One joins this cohort by invitation only."))


def _refuse_guides(user: Any, cohort: Cohort) -> None:
    if not (user.is_authenticated and user.is_active):
        raise NotAllowed(_("Sign in to join."))
    if cohort.people.filter(user=user).exists():
        raise NotAllowed(_("You look after this cohort; you cannot be a learner in it as well."))


def _own(user: Any, enrolment: Enrolment) -> Enrolment:
    """The row as it is now, with its cohort locked."""
    if enrolment.user_id != user.pk or not user.is_active:
        raise NotAllowed(_("This is somebody else’s enrolment."))
    return _fresh(enrolment)


def _mine_to_decide(user: Any, enrolment: Enrolment) -> Enrolment:
    if not may_facilitate(user, enrolment.cohort):
        raise NotAllowed(_("Only the facilitators of this cohort decide who takes part."))
    return _fresh(enrolment)


def _fresh(enrolment: Enrolment) -> Enrolment:
    places.locked(enrolment.cohort)
    return Enrolment.objects.select_related("cohort__intensity", "user").get(pk=enrolment.pk)
