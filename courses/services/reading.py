"""What reading a unit leaves behind: that it was read to the end, and films that were watched."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from courses.choices import PartKind
from courses.models import Enrolment, UnitPage
from courses.permissions import may_learn
from courses.services import enrolments, outline, progress
from courses.services.outline import Course, Unit
from portal.core.errors import DomainError, NotAllowed
from portal.core.public import open_to_all


def find(unit: UUID, *, for_everybody: bool = False) -> tuple[Course, Unit] | None:
    """A live unit with its course, in the reader's language; None if there is none. `for_everybody`: no closed ones."""
    if for_everybody and not open_to_all(UnitPage.objects.live().filter(translation_key=unit)).exists():
        return None
    here = outline.course_with(unit)
    found = here.unit(unit) if here else None
    return (here, found) if here and found else None


@transaction.atomic
def finish(*, user: Any, course: Course, unit: Unit) -> Enrolment:
    """The text was read to the end; twice is once."""
    return _record(user, course, unit, unit.key, PartKind.READING)


@transaction.atomic
def watch(*, user: Any, course: Course, unit: Unit, part: UUID) -> Enrolment:
    """A film was watched to its end, or nearly."""
    if not any(asked.id == part and asked.kind == PartKind.VIDEO for asked in unit.parts):
        raise DomainError(_("This film is not part of the unit any more."))
    return _record(user, course, unit, part, PartKind.VIDEO)


def _record(user: Any, course: Course, unit: Unit, part: UUID, kind: PartKind) -> Enrolment:
    enrolment = enrolments.current(user, course.key)
    if enrolment is None or not may_learn(user, enrolment):
        raise NotAllowed(_("Only people who take this course have progress to keep."))
    progress.record_part(enrolment=enrolment, unit=unit.key, part=part, kind=kind, passed=True)
    return enrolment
