"""Who means to come to a session. The last place is held by the database: a number is given once."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Enrolment, Seat, Session
from courses.permissions import may_learn
from portal.core.errors import DomainError, NotAllowed


class NoPlace(DomainError):
    """All places are taken."""


@transaction.atomic
def say(*, user: Any, session: Session, enrolment: Enrolment, comes: bool) -> Seat:
    """Say that one comes, or that one doesn't; saying it twice changes nothing.

    Raises NotAllowed for somebody else's or another cohort's, NoPlace, and DomainError when it is too late.
    """
    if not may_learn(user, enrolment) or enrolment.cohort_id != session.cohort_id:
        raise NotAllowed(_("This session belongs to another cohort."))
    _check_open(session)
    seat, _created = Seat.objects.get_or_create(session=session, enrolment=enrolment, defaults={"comes": False})
    if seat.comes == comes and (seat.place is not None or not comes or session.places is None):
        return seat
    seat.comes = comes
    if not comes or session.places is None:
        seat.place = None
        seat.save(update_fields=["comes", "place", "changed_at"])
        return seat
    return _take_place(seat, session)


def places_left(session: Session, taken: int) -> int | None:
    """Free places; None where there is no limit."""
    return None if session.places is None else max(0, session.places - taken)


def _check_open(session: Session) -> None:
    if session.is_cancelled:
        raise DomainError(_("This session is cancelled."))
    if not session.sign_up:
        raise DomainError(_("Nobody needs to sign up for this session: you are expected."))
    if session.start <= timezone.now():
        raise DomainError(_("This session has begun or is over."))


def _take_place(seat: Seat, session: Session) -> Seat:
    """The lowest free number; whoever loses the race for it looks again."""
    while (place := _free_place(session)) is not None:
        try:
            with transaction.atomic():
                seat.place = place
                seat.save(update_fields=["comes", "place", "changed_at"])
                return seat
        except IntegrityError:  # taken in this very moment
            continue
    seat.place = None
    raise NoPlace(_("All places are taken. If somebody cancels, a place becomes free: look again later."))


def _free_place(session: Session) -> int | None:
    taken = set(Seat.objects.filter(session=session, place__isnull=False).values_list("place", flat=True))
    return next((number for number in range(1, (session.places or 0) + 1) if number not in taken), None)
