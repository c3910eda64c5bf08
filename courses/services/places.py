"""Places of a cohort and its waiting list. Whatever changes them holds the cohort's row, so each place is given once;
the database refuses a number that is taken, should anybody forget to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from courses.choices import CohortState, EnrolmentState
from courses.models import Cohort, Enrolment
from courses.models.run.cohorts import HOLDS_A_PLACE
from courses.services import enrolment_mails as mails
from courses.services import recount
from portal.core.audit import record


@dataclass(frozen=True)
class Room:
    """How full a cohort is. `left` is None where there is no limit."""

    taken: int
    waiting: int
    left: int | None


def locked(cohort: Cohort) -> Cohort:
    """The cohort as it is now; until the transaction ends nobody else changes its places."""
    return Cohort.objects.select_for_update(of=("self",)).select_related("intensity").get(pk=cohort.pk)


def room_of(cohort: Cohort) -> Room:
    """One query."""
    found = cohort.enrolments.aggregate(
        taken=Count("pk", filter=Q(state__in=HOLDS_A_PLACE)),
        waiting=Count("pk", filter=Q(state=EnrolmentState.WAITING)),
    )
    return Room(found["taken"], found["waiting"], _left(cohort, found["taken"], found["waiting"]))


def rooms(cohorts: list[Cohort]) -> dict[int, Room]:
    """Of several cohorts, by their key: one query."""
    rows = Enrolment.objects.filter(cohort__in=cohorts).values_list("cohort").annotate(
        taken=Count("pk", filter=Q(state__in=HOLDS_A_PLACE)),
        waiting=Count("pk", filter=Q(state=EnrolmentState.WAITING)),
    )  # fmt: skip
    found = {pk: (taken, waiting) for pk, taken, waiting in rows.order_by("cohort")}
    return {one.pk: Room(*found.get(one.pk, (0, 0)), _left(one, *found.get(one.pk, (0, 0)))) for one in cohorts}


def place_in_line(enrolment: Enrolment) -> int:
    """1 for whoever is next on the waiting list."""
    ids = list(enrolment.cohort.enrolments.waiting().values_list("pk", flat=True))
    return ids.index(enrolment.pk) + 1 if enrolment.pk in ids else 0


def give(row: Enrolment, now: datetime) -> bool:
    """A free place for good; False when there is none. The cohort is locked."""
    place = _free(row.cohort)
    if place is None:
        return False
    row.place = place
    settle_in(row, now)
    return True


def settle_in(row: Enrolment, now: datetime) -> None:
    """The place is this person's; they take part from now on, or again."""
    row.state, row.waiting_since, row.offered_until = EnrolmentState.ACTIVE, None, None
    row.active_since = row.active_since or now
    row.save()
    recount.take_in(enrolment=row)


def queue(row: Enrolment, now: datetime) -> None:
    """To the end of the waiting list."""
    row.state, row.place, row.waiting_since, row.offered_until = EnrolmentState.WAITING, None, now, None
    row.save()


def leave(row: Enrolment, state: EnrolmentState) -> None:
    """The place is free again, and so is the team; what the person did stays."""
    row.state, row.place, row.waiting_since, row.offered_until, row.team = state, None, None, None, None
    row.save()


@transaction.atomic
def move_up(cohort: Cohort, now: datetime | None = None) -> int:
    """End offers whose time is over, and offer free places to the waiting list, first come first. How many offers.

    The same moment again changes nothing.
    """
    now = now or timezone.now()
    cohort = locked(cohort)
    if cohort.state != CohortState.OPEN:
        return 0
    _end_late_offers(cohort, now)
    offered = 0
    for row in cohort.enrolments.waiting().select_related("user"):
        place = _free(cohort)
        if place is None:
            break
        row.cohort = cohort
        _offer(row, place, now)
        offered += 1
    return offered


def move_all(now: datetime | None = None) -> int:
    """Every open cohort where somebody waits or is asked: what `move_waiting_lists` does. How many offers."""
    some = (EnrolmentState.WAITING, EnrolmentState.OFFERED)
    rows = Cohort.objects.filter(state=CohortState.OPEN, enrolments__state__in=some).distinct()
    return sum(move_up(cohort, now) for cohort in rows)


def _offer(row: Enrolment, place: int, now: datetime) -> None:
    """A place for as long as the cohort says; where it gives no time to think, for good."""
    row.place = place
    if not row.cohort.offer_hours:
        settle_in(row, now)
        mails.send("active", row)
        return
    row.state, row.offered_until = EnrolmentState.OFFERED, now + timedelta(hours=row.cohort.offer_hours)
    row.save()
    record(actor=None, action="enrolment.offered", target=row)
    mails.send("offered", row)


def _end_late_offers(cohort: Cohort, now: datetime) -> None:
    late = cohort.enrolments.filter(state=EnrolmentState.OFFERED, offered_until__lte=now).select_related("user")
    for row in late.order_by("offered_until", "pk"):
        row.cohort = cohort
        leave(row, EnrolmentState.WITHDRAWN)
        record(actor=None, action="enrolment.lapsed", target=row)
        mails.send("lapsed", row)


def _free(cohort: Cohort) -> int | None:
    """The lowest number nobody has; None when all are taken."""
    taken = set(cohort.enrolments.exclude(place=None).values_list("place", flat=True))
    if cohort.places is not None and len(taken) >= cohort.places:
        return None
    return next(number for number in count(1) if number not in taken)


def _left(cohort: Cohort, taken: int, waiting: int) -> int | None:
    """Free places for who comes now: those that people wait for are not free."""
    return None if cohort.places is None else max(0, cohort.places - taken - waiting)
