"""Results of activities become parts of units: in every enrolment of the learner whose course has the activity."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from courses.choices import EnrolmentState, PartKind
from courses.models import Enrolment, H5PActivity, H5PAttempt
from courses.permissions import register_course_rule
from courses.services import outline, progress

Place = tuple[UUID, UUID]
"""A unit's key and a part's id."""


def attempt_ended(*, attempt: H5PAttempt, activity: H5PActivity) -> None:
    """Called where an attempt ends, in the same transaction. One query for somebody who takes no course."""
    passed = is_passed(attempt)
    for enrolment in _enrolments(attempt.user_id):
        for unit, part in places(enrolment.cohort.course, activity.uuid):
            progress.record_part(
                enrolment=enrolment,
                unit=unit,
                part=part,
                kind=PartKind.ACTIVITY,
                passed=passed,
                at=attempt.finished_at,
            )


def is_passed(attempt: H5PAttempt) -> bool:
    """The activity says so; one that says nothing, and has points, is passed with all of them, else with its end."""
    if attempt.success is not None:
        return attempt.success
    if attempt.score is not None and attempt.max_score:
        return attempt.score >= attempt.max_score
    return attempt.completion


def places(course: UUID, activity: UUID) -> Iterator[Place]:
    """Where a course has the activity, whatever the language."""
    whole = outline.course(course, "en")
    wanted = str(activity)
    for unit in whole.units if whole else ():
        yield from ((unit.key, part.id) for part in unit.parts if part.kind == PartKind.ACTIVITY and part.ref == wanted)


def opens_for(user: Any, activity: H5PActivity) -> bool:
    """Whether a course this person takes, or looks after, has the activity: for activities of learners only."""
    courses = {enrolment.cohort.course for enrolment in _enrolments(user.pk)}
    courses |= set(user.cohort_roles.values_list("cohort__course", flat=True))
    return any(True for course in courses for _place in places(course, activity.uuid))


def register() -> None:
    """Called once, when the app is ready."""
    register_course_rule(opens_for)


def _enrolments(user: int) -> list[Enrolment]:
    return list(Enrolment.objects.filter(user=user, state=EnrolmentState.ACTIVE).select_related("cohort"))
