"""What somebody has done of the course: parts as they come in, units when nothing is missing.

Rows are only added. Whatever records a deed (an answer, a task accepted, a session attended) calls `record_part` in
the same transaction; the rules are `courses.completion`. One after the other in each enrolment (`hold`): of two last
parts that come in at the same moment, each would else miss the other, and the unit would stay open.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.choices import PartKind
from courses.completion import Done, Standing, standing
from courses.models import Enrolment, PartDone, UnitDone
from courses.services import outline


@transaction.atomic
def record_part(
    *, enrolment: Enrolment, unit: UUID, part: UUID, kind: PartKind, passed: bool = False, at: datetime | None = None
) -> None:
    """Note that a part was tried, or passed; twice is once. The unit is settled with it."""
    at = at or timezone.now()
    hold(enrolment)
    row, _created = PartDone.objects.get_or_create(
        enrolment=enrolment,
        unit=unit,
        part=part,
        defaults={"kind": kind, "passed": passed, "done_at": at, "passed_at": at if passed else None},
    )
    if passed and not row.passed:
        row.passed, row.passed_at = True, at
        row.save(update_fields=["passed", "passed_at"])
    settle(enrolment=enrolment, unit=unit, at=at)


@transaction.atomic
def settle(*, enrolment: Enrolment, unit: UUID, at: datetime | None = None) -> Standing | None:
    """Mark the unit done if nothing is missing. None for a unit the course does not have any more."""
    found = standing_in(enrolment, unit)
    if found and found.done and not found.was_done:
        UnitDone.objects.get_or_create(enrolment=enrolment, unit=unit, defaults={"done_at": at or timezone.now()})
    return found


def hold(enrolment: Enrolment) -> None:
    """Until the transaction ends, nobody else records anything in this enrolment; rows that name it may be written.

    Before any other row of the enrolment is written, so that nobody waits for two people who wait for each other.
    """
    Enrolment.objects.select_for_update(no_key=True).values_list("pk").get(pk=enrolment.pk)


def standing_in(enrolment: Enrolment, unit: UUID) -> Standing | None:
    """How far somebody is in one unit: two queries."""
    course = outline.course(enrolment.cohort.course)
    asked = course.unit(unit) if course else None
    if asked is None:
        return None
    was_done = UnitDone.objects.filter(enrolment=enrolment, unit=unit).exists()
    return standing(asked.parts, done_in(enrolment, unit), was_done=was_done)


def done_in(enrolment: Enrolment, unit: UUID) -> Mapping[UUID, Done]:
    """What is done of a unit's parts."""
    rows = PartDone.objects.filter(enrolment=enrolment, unit=unit).values_list("part", "passed")
    return {part: Done(tried=True, passed=passed) for part, passed in rows}
