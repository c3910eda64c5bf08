"""Fixed choices of the post office; imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailState(models.TextChoices):
    """Where a mail is."""

    QUEUED = "queued", pgettext_lazy("mail", "waiting")
    SENT = "sent", pgettext_lazy("mail", "sent")
    FAILED = "failed", pgettext_lazy("mail", "given up")
    SUPPRESSED = "suppressed", pgettext_lazy("mail", "not sent: the address does not exist")


class SuppressionReason(models.TextChoices):
    """Why an address gets no more mail of the kinds one can switch off."""

    BOUNCED = "bounced", _("The address does not exist")
    COMPLAINED = "complained", _("The reader has called it spam")
