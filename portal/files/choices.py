"""The states of a private file, and the purpose every person has."""

from django.db import models
from django.utils.translation import pgettext_lazy

PERSONAL = "personal"
"""The purpose of what people keep for themselves under “My files”."""


class FileState(models.TextChoices):
    """From the first byte to a file that may be read."""

    ARRIVING = "arriving", pgettext_lazy("state of a file", "not complete")
    SCANNING = "scanning", pgettext_lazy("state of a file", "being checked")
    READY = "ready", pgettext_lazy("state of a file", "ready")
    QUARANTINED = "quarantined", pgettext_lazy("state of a file", "locked away")
