"""What the certificate asks beyond units, sessions and tasks, and the certificate itself."""

import secrets
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import RevocationClass
from courses.models.run.cohorts import Enrolment

STATUS_PLACES = 131_072
"""As long as the list is (`courses.credentials.badges`)."""


class Confirmation(models.Model):
    """Something signed, answered or judged once: ethics checklist, self-assessment, the rubric of the team's cycle."""

    class Kind(models.TextChoices):
        """What was confirmed (CURRICULUM.md, sections 1, 6 and 8)."""

        ETHICS = "ethics", _("Ethics checklist")
        BEFORE = "before", _("Self-assessment at the start")
        AFTER = "after", _("Self-assessment at the end")
        BACK = "back", _("Looking back at the start")
        OWN = "own", _("The team’s own view of its cycle")
        CYCLE = "cycle", _("Rubric of the team’s cycle")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="confirmations")
    kind = models.CharField(_("what"), max_length=8, choices=Kind.choices)
    data = models.JSONField(default=dict, blank=True)
    """The rubric: `{"levels": {"A": 3, "B": 2, …}, "words": ""}`; self-assessments: `{"1": 4, "2": 0, …}`, 0 for
    "can't say yet", for their writer alone."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "kind"], name="courses_confirmation_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"


def draw_place() -> int:
    """A place in the public list of what was revoked."""
    return secrets.randbelow(STATUS_PLACES)


class Certificate(models.Model):
    """What was reached, as it was on the day of issue. `code` opens the public page and cannot be guessed.

    The row outlives the account and the enrolment: without the name, so that an employer can still check it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.SET_NULL, null=True, related_name="certificates")
    code = models.CharField(_("code"), max_length=40, unique=True)
    status_place = models.PositiveIntegerField(default=draw_place, unique=True)
    """Its place in the public list of what was revoked: drawn by lot, so that it says nothing."""
    name = models.CharField(_("name on the certificate"), max_length=160, blank=True)
    name_public = models.BooleanField(_("the public page shows the name"), default=False)
    language = models.CharField(_("language"), max_length=10)
    facts = models.JSONField(_("what it says"), default=dict)
    """Course, intensity, hours, outcomes, sessions: words and figures, frozen."""
    credential = models.JSONField(_("Open Badges credential"), default=dict, blank=True)
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revocation = models.CharField(_("why"), max_length=12, choices=RevocationClass.choices, blank=True)
    """As far as everybody may know."""
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    """For the holder and the course managers."""

    class Meta:
        ordering: ClassVar = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(revoked_at__isnull=True), name="courses_certificate_one_valid"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation="")
                | Q(revoked_at__isnull=False, revocation__in=RevocationClass.values),
                name="courses_certificate_revocation",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_valid(self) -> bool:
        """Whether it counts."""
        return self.revoked_at is None
