"""A mail from the moment it is written until it is forgotten."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.mail.choices import MailState


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Named reads."""

    def due(self, now: datetime) -> "OutgoingMailQuerySet":
        """Those to be tried now."""
        return self.filter(state=MailState.QUEUED, next_attempt__lte=now)

    def forgettable(self, before: datetime) -> "OutgoingMailQuerySet":
        """Those that are over and old."""
        return self.exclude(state=MailState.QUEUED).filter(created__lt=before)


class OutgoingMail(models.Model):
    """A mail as it leaves. Its words are emptied once it is sent, except where a test inbox shows them."""

    template = models.CharField(max_length=80)
    kind = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5)
    to = models.EmailField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=MailState.choices, default=MailState.QUEUED)
    created = models.DateTimeField(default=timezone.now, db_index=True)
    next_attempt = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt"], name="mail_due")]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")

    def __str__(self) -> str:
        return self.subject


class MailAttachment(models.Model):
    """A small file that goes with a mail, such as a calendar entry."""

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
