"""What each intensity asks, as data a course manager may change (CURRICULUM.md, section 1)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.choices import Intensity


class CourseIntensity(models.Model):
    """One of the ways through a course: its hours, and what its certificate asks."""

    course = models.UUIDField(_("course"))
    """The course page's `translation_key`."""
    code = models.CharField(_("intensity"), max_length=8, choices=Intensity.choices)
    weeks = models.PositiveSmallIntegerField(_("weeks"))
    hours_online = models.DecimalField(_("hours online"), max_digits=5, decimal_places=1)
    hours_session = models.DecimalField(_("hours in sessions"), max_digits=5, decimal_places=1)
    hours_school = models.DecimalField(_("hours at school"), max_digits=5, decimal_places=1)
    certificate = models.BooleanField(_("ends with a certificate"), default=True)
    sessions_needed = models.PositiveSmallIntegerField(_("sessions to attend"), default=0)
    absences_made_up = models.PositiveSmallIntegerField(_("absences a written task can make up"), default=0)
    sessions_each = models.JSONField(_("sessions that must be among them"), default=list, blank=True)
    """Short names: `["S6"]`."""
    sessions_any = models.JSONField(_("at least one of these"), default=list, blank=True)
    """`["S4", "S5"]`; empty: no such rule."""
    tasks_needed = models.BooleanField(_("all tasks accepted"), default=True)
    cycle_needed = models.BooleanField(_("the team’s cycle reaches the levels of the rubric"), default=True)
    ethics_needed = models.BooleanField(_("ethics checklist signed"), default=True)
    self_assessments = models.PositiveSmallIntegerField(_("self-assessments to answer"), default=2)

    class Meta:
        ordering: ClassVar = ["course", "-hours_online"]
        verbose_name = _("intensity")
        verbose_name_plural = _("intensities")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "code"], name="courses_intensity_once"),
            models.CheckConstraint(condition=Q(code__in=Intensity.values), name="courses_intensity_code"),
        ]

    def __str__(self) -> str:
        return self.get_code_display()


class UnitRule(models.Model):
    """A unit that an intensity leaves open. Units without a rule are required."""

    intensity = models.ForeignKey(CourseIntensity, models.CASCADE, related_name="rules")
    unit = models.UUIDField(_("unit"))
    """The unit page's `translation_key`."""
    required = models.BooleanField(_("required"), default=False)

    class Meta:
        verbose_name = _("rule for a unit")
        verbose_name_plural = _("rules for units")
        constraints: ClassVar = [models.UniqueConstraint(fields=["intensity", "unit"], name="courses_unitrule_once")]

    def __str__(self) -> str:
        return f"{self.intensity}: {self.unit}"
