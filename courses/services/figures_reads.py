"""What the figures are worked out from: one course, the cohorts that began in one year. Seven queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count

from courses.choices import EnrolmentState, PartKind
from courses.models import Answer, Cohort, Enrolment, H5PAttempt, PartDone, UnitDone, UnitRule, UnitVisit
from courses.services.outline import Course, Unit
from courses.small_numbers import FEW


class Try(NamedTuple):
    """Somebody's first try at something."""

    enrolment: int
    item: str
    language: str
    right: bool | None
    mean: float | None
    """Share of the score, 0 to 1."""


@dataclass
class Person:
    """Somebody's way through the course."""

    enrolment: int
    cohort: int
    user: int
    state: EnrolmentState
    since: datetime | None
    seen: datetime | None
    required: frozenset[UUID]
    opened: dict[UUID, datetime] = field(default_factory=dict)
    last: dict[UUID, datetime] = field(default_factory=dict)
    languages: dict[UUID, str] = field(default_factory=dict)
    done: dict[UUID, datetime] = field(default_factory=dict)


@dataclass
class Records:
    """Everything that was read."""

    cohorts: list[Cohort]
    people: list[Person]
    parts: list[tuple[int, PartKind, int]]
    """Enrolment, kind, how many counted parts are done."""
    tries: list[Try]
    items: dict[str, Unit]
    """Questions and activities by their id, with their units."""


def cohorts_of(course: Course) -> list[Cohort]:
    """All of them, the latest first."""
    return list(Cohort.objects.filter(course=course.key).order_by("-start", "name", "pk"))


def year_to_open(cohorts: list[Cohort], today: date) -> int:
    """The latest in which a cohort has begun that is large enough to be seen; else the latest of any. 0 for none."""
    begun = [one for one in cohorts if (one.start or today) <= today]
    learning = Enrolment.objects.filter(cohort__in=begun, state=EnrolmentState.ACTIVE)
    numbers = dict(learning.values_list("cohort").annotate(number=Count("pk")))
    seen = [one for one in begun if numbers.get(one.pk, 0) >= FEW]
    return max((year_of(one) for one in seen or begun or cohorts), default=0)


def read(course: Course, cohorts: list[Cohort]) -> Records:
    """Everything about the people of these cohorts."""
    people = _people(course, cohorts)
    by_enrolment = {person.enrolment: person for person in people}
    items = _items(course)
    return Records(
        cohorts=cohorts,
        people=people,
        parts=_parts(course, cohorts),
        tries=[*_answers(cohorts, items), *_attempts(by_enrolment, items)],
        items=items,
    )


def _people(course: Course, cohorts: list[Cohort]) -> list[Person]:
    left_open = defaultdict[int, set[UUID]](set)
    for intensity, unit in UnitRule.objects.filter(intensity__cohorts__in=cohorts, required=False).values_list(
        "intensity", "unit"
    ):
        left_open[intensity].add(unit)
    every = frozenset(unit.key for unit in course.units)
    required = {cohort.pk: every - left_open[cohort.intensity_id] for cohort in cohorts}
    rows = Enrolment.objects.filter(cohort__in=cohorts).order_by("pk")
    found = {
        pk: Person(pk, cohort, user, EnrolmentState(state), since, seen, required[cohort])
        for pk, cohort, user, state, since, seen in rows.values_list(
            "pk", "cohort", "user", "state", "active_since", "last_seen_at"
        )
    }
    visits = UnitVisit.objects.filter(enrolment__cohort__in=cohorts)
    for pk, unit, first, last, language in visits.values_list("enrolment", "unit", "first_at", "last_at", "language"):
        person = found[pk]
        person.opened[unit], person.last[unit], person.languages[unit] = first, last, language
    done = UnitDone.objects.filter(enrolment__cohort__in=cohorts)
    for pk, unit, at in done.values_list("enrolment", "unit", "done_at"):
        found[pk].done[unit] = at
    return list(found.values())


def _parts(course: Course, cohorts: list[Cohort]) -> list[tuple[int, PartKind, int]]:
    counted = [part.id for unit in course.units for part in unit.parts if part.need != "nothing"]
    rows = PartDone.objects.filter(
        enrolment__cohort__in=cohorts, enrolment__state=EnrolmentState.ACTIVE, part__in=counted
    ).order_by()
    grouped = rows.values("enrolment", "kind").annotate(number=Count("pk"))
    return [(row["enrolment"], PartKind(row["kind"]), row["number"]) for row in grouped]


def _items(course: Course) -> dict[str, Unit]:
    found = {}
    for unit in course.units:
        for part in unit.parts:
            if part.kind == PartKind.QUESTION:
                found[str(part.id)] = unit
            elif part.kind == PartKind.ACTIVITY and part.ref:
                found[part.ref] = unit
    return found


def _answers(cohorts: list[Cohort], items: dict[str, Unit]) -> list[Try]:
    rows = Answer.objects.filter(enrolment__cohort__in=cohorts, number=1, submitted_at__isnull=False)
    values = rows.order_by().values_list("enrolment", "question", "language", "right", "score", "max_score")
    return [
        Try(enrolment, str(question), language, right, _mean(score, highest))
        for enrolment, question, language, right, score, highest in values
        if str(question) in items
    ]


def _attempts(people: dict[int, Person], items: dict[str, Unit]) -> list[Try]:
    """First attempts; whoever was in two of the cohorts counts in the first."""
    users: dict[int, int] = {}
    for person in people.values():
        users.setdefault(person.user, person.enrolment)
    activities = [key for key in items if key]
    rows = H5PAttempt.objects.filter(
        user__enrolments__in=list(people), activity__uuid__in=activities, number=1, finished_at__isnull=False
    ).order_by()
    values = rows.distinct().values_list("user", "activity__uuid", "language", "success", "score", "max_score")
    return [
        Try(users[user], str(activity), language, _right(success, score, highest), _mean(score, highest))
        for user, activity, language, success, score, highest in values
    ]


def _right(success: bool | None, score: float | None, highest: float | None) -> bool | None:
    if highest:
        return score == highest
    return success


def _mean(score: float | None, highest: float | None) -> float | None:
    return score / highest if highest and score is not None else None


def year_of(cohort: Any) -> int:
    """The period a cohort belongs to."""
    return (cohort.start or cohort.created_at).year
