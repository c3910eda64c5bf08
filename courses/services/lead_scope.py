"""Whom somebody looks after: cohorts, and within each of them the whole or only the teams one mentors."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from courses.choices import CohortRole, EnrolmentState, TaskState
from courses.models import Cohort, CohortPerson, Enrolment, Team
from courses.permissions import may_manage_courses, teams_to_look_after


@dataclass(frozen=True)
class Scope:
    """A cohort as one person may see it."""

    cohort: Cohort
    teams: frozenset[int] | None
    """None: everybody."""

    @property
    def is_whole(self) -> bool:
        """Whether this is the whole cohort."""
        return self.teams is None

    def learners(self) -> QuerySet[Enrolment]:
        """Those who take part and whom the person may see."""
        rows = self.cohort.enrolments.filter(state=EnrolmentState.ACTIVE)
        return rows if self.teams is None else rows.filter(team__in=self.teams)


def scope(*, user: Any, cohort: UUID) -> Scope:
    """Raises Cohort.DoesNotExist, also for those who have nothing to do with it."""
    found = Cohort.objects.select_related("intensity").get(uuid=cohort)
    teams = teams_to_look_after(user, found)
    if teams is not None and not teams:
        raise Cohort.DoesNotExist
    return Scope(found, teams)


def learner(*, user: Any, cohort: UUID, enrolment: UUID) -> Enrolment:
    """A learner this person looks after. Raises Cohort.DoesNotExist and Enrolment.DoesNotExist."""
    rows = scope(user=user, cohort=cohort).learners().select_related("user", "team", "cohort__intensity")
    return rows.get(uuid=enrolment)


@dataclass
class Numbers:
    """What waits in a cohort."""

    learners: int = 0
    to_read: int = 0
    asking: int = 0


def cohorts(user: Any) -> list[tuple[Cohort, Numbers]]:
    """The cohorts somebody looks after, with the numbers of the learners they may see. Four queries at most."""
    found = Cohort.objects.select_related("intensity").order_by("-start", "name", "pk")
    seen: dict[int, frozenset[int] | None] = {}
    facilitates: set[int] = set()
    if not may_manage_courses(user):
        seen, facilitates = _own(user)
        found = found.filter(pk__in=seen)
    rows = [(cohort, Numbers()) for cohort in found]
    numbers = {cohort.pk: own for cohort, own in rows}
    for cohort, team, state, people, to_read in _counted(list(numbers)):
        teams = seen.get(cohort)
        if state == EnrolmentState.REQUESTED and (not seen or cohort in facilitates):
            numbers[cohort].asking += people
        if state == EnrolmentState.ACTIVE and (teams is None or team in teams):
            numbers[cohort].learners += people
            numbers[cohort].to_read += to_read
    return rows


def _own(user: Any) -> tuple[dict[int, frozenset[int] | None], set[int]]:
    """Cohorts with the teams one sees, as `teams_to_look_after` says, and those one leads."""
    roles = CohortPerson.objects.filter(user=user).values_list("cohort", "role")
    teams: dict[int, set[int]] = {}
    for cohort, team in Team.objects.filter(mentor=user).values_list("cohort", "pk"):
        teams.setdefault(cohort, set()).add(team)
    seen: dict[int, frozenset[int] | None] = {cohort: frozenset(own) for cohort, own in teams.items()}
    facilitates = set()
    for cohort, role in roles:
        if role == CohortRole.FACILITATOR:
            facilitates.add(cohort)
            seen[cohort] = None
        seen.setdefault(cohort, None)
    return seen, facilitates


def _counted(cohorts: list[int]) -> Any:
    rows = Enrolment.objects.filter(
        cohort__in=cohorts, state__in=(EnrolmentState.ACTIVE, EnrolmentState.REQUESTED)
    ).order_by()
    handed_in = Count("submissions", filter=Q(submissions__state=TaskState.HANDED_IN), distinct=True)
    return (
        rows.values("cohort", "team", "state")
        .annotate(people=Count("pk", distinct=True), to_read=handed_in)
        .values_list("cohort", "team", "state", "people", "to_read")
    )
