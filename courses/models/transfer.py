"""Archives of courses on their way out and in."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import TransferKind, TransferState
from portal.files.models import StoredFile


class CourseTransfer(models.Model):
    """One archive that was asked for, or sent in; made in the background, kept for a week."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("direction"), max_length=6, choices=TransferKind.choices)
    state = models.CharField(_("state"), max_length=8, choices=TransferState.choices, default=TransferState.WAITING)
    course = models.UUIDField(_("course"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, related_name="+")
    replace = models.BooleanField(_("replace what is here"), default=False)
    report = models.JSONField(default=dict, blank=True)
    """Counts of what was new, replaced and left; or `{"message": "…"}` for what went wrong."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        verbose_name = _("archive of a course")
        verbose_name_plural = _("archives of courses")

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
