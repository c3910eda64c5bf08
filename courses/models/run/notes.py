"""What facilitators note for each other, and what they write to learners."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.run.cohorts import Cohort, Enrolment


class Note(models.Model):
    """About a learner, for those who look after the learner only. It is in the learner's copy of their data."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return str(self.uuid)


class CohortMessage(models.Model):
    """What a facilitator or mentor wrote to learners of a cohort, and when."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="messages")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=10)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        verbose_name = _("message to learners")
        verbose_name_plural = _("messages to learners")

    def __str__(self) -> str:
        return str(self.uuid)


class CohortMessageReceipt(models.Model):
    """Who was written to."""

    message = models.ForeignKey(CohortMessage, models.CASCADE, related_name="receipts")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="messages")

    class Meta:
        verbose_name = _("receiver of a message")
        verbose_name_plural = _("receivers of messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "enrolment"], name="courses_message_receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.enrolment_id}"
