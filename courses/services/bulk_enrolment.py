"""Many people at once from a list: what would happen, row by row, and then just that.

Who has an account takes part at once, or waits where the cohort is full, and is told; everybody else gets an
invitation. A row that fails leaves the others alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.choices import EnrolmentState
from courses.models import Cohort, Enrolment, Team
from courses.permissions import may_manage_courses
from courses.roster import Person
from courses.services import cohort_invitations, enrolments, places
from portal.accounts.models import User
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed


class Deed(StrEnum):
    """What is done with a row."""

    ENROL = "enrol"
    WAIT = "wait"
    INVITE = "invite"
    SKIP = "skip"
    FAULT = "fault"


FAULTS = {
    "email": gettext_lazy("no email address that could be right"),
    "language": gettext_lazy("a language this site does not have"),
}


@dataclass(frozen=True)
class Verdict:
    """What would happen, or has happened, with one row."""

    person: Person
    deed: Deed
    words: str


def look_at(*, people: Iterable[Person], cohort: Cohort) -> list[Verdict]:
    """Say of each row what would happen; changes nothing, and asks four times whatever the length."""
    people = list(people)
    emails = [person.email for person in people]
    known = {user.email.casefold(): user for user in _accounts(emails)}
    inside = dict(cohort.enrolments.values_list("user_id", "state"))
    guides = set(cohort.people.values_list("user_id", flat=True))
    invited = {row.email.casefold() for row in cohort_invitations.waiting(cohort) if row.email}
    left = places.room_of(cohort).left
    report = []
    for person in people:
        user = known.get(person.email.casefold())
        verdict = _verdict(person, user, inside, guides, invited, left)
        if verdict.deed == Deed.ENROL and left is not None:
            left -= 1
        report.append(verdict)
    return report


def enrol_all(*, user: Any, cohort: Cohort, people: Iterable[Person]) -> list[Verdict]:
    """Do what can be done. Raises NotAllowed, and CohortClosed for a cohort that nobody can join."""
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers enrol people from a list."))
    enrolments.check_open(cohort, timezone.now())
    report = []
    for verdict in look_at(people=people, cohort=cohort):
        if verdict.deed in (Deed.ENROL, Deed.WAIT, Deed.INVITE):
            try:
                verdict = _do(user, cohort, verdict)
            except DomainError as problem:
                verdict = Verdict(verdict.person, Deed.FAULT, str(problem))
        report.append(verdict)
    counts = {deed.value: sum(1 for one in report if one.deed == deed) for deed in Deed}
    record(actor=user, action="cohort.list_enrolled", target=cohort, data=counts)
    return report


def _verdict(
    person: Person,
    user: User | None,
    inside: dict[Any, str],
    guides: set[Any],
    invited: set[str],
    left: int | None,
) -> Verdict:
    if person.faults:
        return Verdict(person, Deed.FAULT, "; ".join(str(FAULTS[code]) for code in person.faults))
    if person.twin:
        return Verdict(person, Deed.SKIP, _("the same address as line %(number)s") % {"number": person.twin})
    if user is None:
        if person.email.casefold() in invited:
            return Verdict(person, Deed.SKIP, _("has an open invitation already"))
        return Verdict(person, Deed.INVITE, _("has no account yet: is invited by email"))
    if user.pk in guides:
        return Verdict(person, Deed.SKIP, _("looks after this cohort"))
    if inside.get(user.pk) in enrolments.UNDER_WAY and inside[user.pk] != EnrolmentState.REQUESTED:
        return Verdict(person, Deed.SKIP, _("is in the cohort or on its waiting list already"))
    if left is not None and left <= 0:
        return Verdict(person, Deed.WAIT, _("goes to the end of the waiting list"))
    return Verdict(person, Deed.ENROL, _("takes part at once"))


@transaction.atomic
def _do(user: Any, cohort: Cohort, verdict: Verdict) -> Verdict:
    person, now = verdict.person, timezone.now()
    if verdict.deed == Deed.INVITE:
        language = person.language or next(iter(cohort.languages), settings.LANGUAGE_CODE)
        cohort_invitations.invite(user=user, cohort=cohort, email=person.email, language=language, now=now)
        return Verdict(person, Deed.INVITE, _("invited"))
    learner = _accounts([person.email]).get()
    row = enrolments.put_in(user=user, cohort=cohort, person=learner, now=now)
    if person.team and row.state == EnrolmentState.ACTIVE:
        _to_team(row, person)
    if row.state == EnrolmentState.ACTIVE:
        return Verdict(person, Deed.ENROL, _("takes part"))
    return Verdict(person, Deed.WAIT, _("is on the waiting list"))


def _to_team(row: Enrolment, person: Person) -> None:
    team = row.cohort.teams.filter(name__iexact=person.team).first()
    row.team = team or Team.objects.create(cohort=row.cohort, name=person.team, school=person.school)
    row.save(update_fields=["team"])


def _accounts(emails: list[str]) -> Any:
    """People by their addresses, whatever the case."""
    rows = User.objects.filter(is_active=True).annotate(folded=Lower("email"))
    return rows.filter(folded__in=[email.lower() for email in emails])
