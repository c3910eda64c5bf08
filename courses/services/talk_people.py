"""Who talks in a cohort, and who is meant by an @."""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet

from courses.choices import CohortState, EnrolmentState
from courses.models import Cohort
from portal.accounts.models import User


def members(cohort: Cohort) -> QuerySet[User]:
    """Learners who take part, and those who accompany them, by name."""
    learning = Q(pk__in=cohort.enrolments.filter(state=EnrolmentState.ACTIVE).values("user"))
    return User.objects.filter(learning | Q(pk__in=cohort.people.values("user")), is_active=True).order_by(
        "display_name", "pk"
    )


def cohorts(user: Any, *, open_only: bool = False) -> QuerySet[Cohort]:
    """Those this person takes part in or accompanies."""
    learning = Q(enrolments__user=user, enrolments__state=EnrolmentState.ACTIVE)
    rows = Cohort.objects.filter(learning | Q(people__user=user)).distinct()
    return rows.filter(state=CohortState.OPEN) if open_only else rows


def mentioned(cohort: Cohort, text: str, chosen: Any) -> set[User]:
    """Members whose name stands behind an @ in the text, and the one chosen in the form.

    Longer names first: "@Anna Kis" does not mean Anna. People of the same name are all meant.
    """
    found = {chosen} if chosen else set()
    if "@" not in text:
        return found
    by_name: dict[str, set[User]] = defaultdict(set)
    for person in members(cohort):
        by_name[f"@{person.get_full_name()}".casefold()].add(person)
    rest = text.casefold()
    for mark in sorted(by_name, key=len, reverse=True):
        if mark in rest:
            found |= by_name[mark]
            rest = rest.replace(mark, " ")
    return found
