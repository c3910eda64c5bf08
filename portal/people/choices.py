"""States of what people ask for; imports nothing of the project."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ExportState(models.TextChoices):
    """From the wish to the file."""

    WAITING = "waiting", pgettext_lazy("state of an export", "being made")
    READY = "ready", pgettext_lazy("state of an export", "ready")
    FAILED = "failed", pgettext_lazy("state of an export", "failed")


class InvitationState(models.TextChoices):
    """What has become of an invitation."""

    SENT = "sent", pgettext_lazy("state of an invitation", "sent")
    ACCEPTED = "accepted", pgettext_lazy("state of an invitation", "accepted")
    REVOKED = "revoked", pgettext_lazy("state of an invitation", "withdrawn")
