"""Cohorts somebody takes part in or looks after, and how far they have come.

What hangs on an enrolment with words of their own (answers, journal, tasks) is the business of the parts before this
one. After an erasure a place that was theirs goes to the next in line; of somebody who took part there stays a row
without a person, with the units that were done and their days, so that the figures of a cohort that ran stay true.
Requests and places in line leave nothing.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from courses.choices import CohortState, EnrolmentState
from courses.models import (
    CohortInvitation,
    CohortPerson,
    Enrolment,
    PartDone,
    Team,
    UnitDone,
    UnitVisit,
)
from courses.services import places
from portal.accounts import personal_data


def export(user: Any) -> Iterator[personal_data.Item]:
    """Enrolments with their states, visits, parts and units; cohorts looked after; invitations to the address."""
    rows = Enrolment.objects.filter(user=user).order_by("pk")
    yield "course/enrolments.json", list(
        rows.values(
            "uuid", "cohort__name", "cohort__intensity__code", "state", "team__name", "team__school", "created_at",
            "waiting_since", "offered_until", "active_since", "finished_at", "last_seen_at",
        )
    )  # fmt: skip
    mine = {"enrolment__user": user}
    yield "course/visits.json", list(
        UnitVisit.objects.filter(**mine).order_by("pk").values(
            "enrolment__uuid", "unit", "first_at", "last_at", "language", "block"
        )
    )  # fmt: skip
    yield "course/parts-done.json", list(
        PartDone.objects.filter(**mine).order_by("pk").values(
            "enrolment__uuid", "unit", "part", "kind", "passed", "done_at", "passed_at"
        )
    )  # fmt: skip
    done = UnitDone.objects.filter(**mine).order_by("pk")
    yield "course/units-done.json", list(done.values("enrolment__uuid", "unit", "done_at"))
    roles = CohortPerson.objects.filter(user=user).order_by("pk")
    yield "course/cohorts-looked-after.json", list(roles.values("cohort__name", "role"))
    invited = CohortInvitation.objects.filter(email__iexact=user.email).order_by("pk")
    yield (
        "course/cohort-invitations.json",
        list(invited.values("cohort__name", "email", "created_at", "expires_at", "used_at", "revoked_at")),
    )


def erase(user: Any) -> None:
    """Nothing stays that says who it was or what they did in a unit."""
    CohortPerson.objects.filter(user=user).delete()
    Team.objects.filter(mentor=user).update(mentor=None)
    CohortInvitation.objects.filter(email__iexact=user.email).delete()
    CohortInvitation.objects.filter(created_by=user).update(created_by=None)
    for enrolment in Enrolment.objects.filter(user=user).select_related("cohort"):
        _forget(enrolment)


def _forget(enrolment: Enrolment) -> None:
    """The row goes, or is left without a person in it."""
    cohort = places.locked(enrolment.cohort)
    if enrolment.active_since is None:
        enrolment.delete()
    else:
        enrolment.visits.all().delete()
        enrolment.parts.all().delete()
        enrolment.calendar_key, enrolment.last_seen_at, enrolment.team = "", None, None
        if cohort.state != CohortState.ENDED and enrolment.state != EnrolmentState.WITHDRAWN:
            places.leave(enrolment, EnrolmentState.WITHDRAWN)
        enrolment.save()
    places.move_up(cohort, timezone.now())
