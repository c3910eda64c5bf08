"""What a learner of the demo has done: answers and attempts, and the parts and units that follow from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from courses.choices import H5PVerb, Need, PartKind
from courses.completion import Done, Part, standing
from courses.models import Answer, Enrolment, H5PActivity, H5PAttempt, PartDone, UnitDone, UnitPage, UnitVisit
from courses.services import outline
from courses.services.outline import Unit

PROVED = {PartKind.READING, PartKind.VIDEO, PartKind.ACTIVITY, PartKind.QUESTION}
"""Kinds of parts this module has records for; tasks, sessions and reflections are other parts' business."""


def write(enrolment: Enrolment, *, done: int, more: int, first: datetime, last: datetime) -> None:
    """The first `done` units, and `more` parts of the next, at times between `first` and `last`."""
    course = outline.course(enrolment.cohort.course, "en")
    units = list(course.units)[: done + bool(more)] if course else []
    pause = (last - first) / max(1, len(units))
    for number, unit in enumerate(units):
        parts = [part for part in unit.parts if part.need != Need.NOTHING and part.kind in PROVED]
        chosen = parts if number < done else parts[:more]
        _Unit(enrolment, unit, chosen, first + pause * number, first + pause * (number + 1)).write()


@dataclass
class _Unit:
    """One unit of one learner."""

    enrolment: Enrolment
    unit: Unit
    parts: list[Part]
    first: datetime
    last: datetime

    @property
    def language(self) -> str:
        return self.enrolment.user.language or "en"

    def write(self) -> None:
        """Visit, records, parts, and the unit if nothing is missing."""
        rows = list(self._done())
        PartDone.objects.bulk_create(rows)
        block = str(self.parts[-1].id) if self.parts and self.parts[-1].kind != PartKind.READING else ""
        UnitVisit.objects.create(
            enrolment=self.enrolment,
            unit=self.unit.key,
            first_at=self.first,
            last_at=self.last,
            language=self.language,
            block=block,
        )
        if standing(self.unit.parts, {row.part: Done(True, row.passed) for row in rows}).done:
            UnitDone.objects.create(enrolment=self.enrolment, unit=self.unit.key, done_at=self.last)

    def _done(self) -> Iterator[PartDone]:
        body = _body(self.unit)
        pause = (self.last - self.first) / (len(self.parts) + 1)
        for number, part in enumerate(self.parts):
            at = self.first + pause * (number + 1)
            passed = self._record(part, body, at)
            yield PartDone(
                enrolment=self.enrolment,
                unit=self.unit.key,
                part=part.id,
                kind=part.kind,
                passed=passed,
                done_at=at,
                passed_at=at if passed else None,
            )

    def _record(self, part: Part, body: dict[str, Any], at: datetime) -> bool:
        if part.kind == PartKind.QUESTION:
            return self._answer(part, body[str(part.id)].value, at)
        if part.kind == PartKind.ACTIVITY:
            return self._attempt(part, at)
        return False

    def _answer(self, part: Part, question: Any, at: datetime) -> bool:
        """Right, at the first try."""
        right = [item.id for item in question["choices"].bound_blocks if item.value["right"]]
        Answer.objects.create(
            enrolment=self.enrolment,
            unit=self.unit.key,
            question=part.id,
            given={"choices": right},
            language=self.language,
            score=1,
            max_score=1,
            right=True,
            submitted_at=at,
        )
        return True

    def _attempt(self, part: Part, at: datetime) -> bool:
        """Once, and not everything right; who has done it in another cohort does not do it again."""
        activity = H5PActivity.objects.only("pk", "version").get(uuid=part.ref)
        attempt, created = H5PAttempt.objects.get_or_create(
            user=self.enrolment.user,
            activity=activity,
            number=1,
            defaults={
                "version": activity.version,
                "language": self.language,
                "finished_at": at,
                "ended_by": H5PVerb.COMPLETED,
                "score": 3,
                "max_score": 4,
                "success": False,
                "completion": True,
                "duration": timedelta(minutes=6),
            },
        )
        if created:
            H5PAttempt.objects.filter(pk=attempt.pk).update(started_at=at - timedelta(minutes=6))
        return False


def _body(unit: Unit) -> dict[str, Any]:
    """The unit's blocks by their id."""
    page = UnitPage.objects.filter(translation_key=unit.key).order_by("pk").first()
    return {block.id: block for block in page.body} if page else {}
