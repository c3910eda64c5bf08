"""What is done. Rows are only ever added: an edit of the course takes nothing away from anybody."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import PartKind
from courses.models.run.cohorts import Enrolment


class UnitVisit(models.Model):
    """That somebody opened a unit: when first, when last, in which language, where."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="visits")
    unit = models.UUIDField(_("unit"))
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=10)
    block = models.CharField(max_length=36, blank=True)
    """The block that was on the screen: the place to go on from, in any language."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "unit"], name="courses_visit_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.unit}"


class PartDone(models.Model):
    """A counted part of a unit, done. `part` is a block's id, or the unit's key for having read it to the end."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="parts")
    unit = models.UUIDField(_("unit"))
    part = models.UUIDField(_("part"))
    kind = models.CharField(max_length=10, choices=PartKind.choices)
    passed = models.BooleanField(default=False)
    """Whether it was not only tried, but passed or accepted."""
    done_at = models.DateTimeField(default=timezone.now)
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "unit", "part"], name="courses_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.part}"


class UnitDone(models.Model):
    """A unit, done once and for all."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="units")
    unit = models.UUIDField(_("unit"))
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "unit"], name="courses_unit_done_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.unit}"
