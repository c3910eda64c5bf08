"""One private file: who sent it, what it is, how far it has come."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from portal.files.choices import FileState


class StoredFiles(models.QuerySet["StoredFile"]):
    """Reads of private files."""

    def of(self, owner: Any, purpose: str) -> "StoredFiles":
        """What this person has for this purpose, the newest first."""
        return self.filter(owner=owner, purpose=purpose).order_by("-created", "-pk")

    def arriving(self) -> "StoredFiles":
        """Those on their way."""
        return self.filter(state=FileState.ARRIVING)

    def space(self) -> int:
        """Bytes taken, those on their way included."""
        return self.aggregate(sum=Sum("size"))["sum"] or 0

    def overdue(self, now: datetime) -> "StoredFiles":
        """Uploads nobody finished in time."""
        return self.filter(state=FileState.ARRIVING, expires__lte=now)


class StoredFile(models.Model):
    """A file in the private storage, or on its way there. Its bytes leave through `files:download` alone."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="stored_files", verbose_name=_("owner")
    )
    purpose = models.CharField(_("purpose"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    size = models.BigIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    mime = models.CharField(_("type"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=FileState.choices, default=FileState.ARRIVING)
    metadata = models.CharField(max_length=2000, blank=True, editable=False)
    created = models.DateTimeField(_("begun"), auto_now_add=True)
    completed = models.DateTimeField(_("complete since"), null=True, blank=True)
    expires = models.DateTimeField(_("given up at"), null=True, blank=True)

    objects = StoredFiles.as_manager()

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")
        indexes = [
            models.Index(fields=["owner", "purpose", "-created"], name="files_of_owner"),
            models.Index(fields=["state", "expires"], name="files_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="files_storedfile_not_empty"),
            models.CheckConstraint(
                condition=Q(state=FileState.ARRIVING) | (~Q(sha256="") & Q(completed__isnull=False)),
                name="files_storedfile_complete_has_sum",
            ),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="files_storedfile_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        """Whether it may be read."""
        return self.state == FileState.READY

    @property
    def audit_label(self) -> str:
        """What the audit log calls it: never its name, which may tell about people."""
        return f"{self.purpose} {self.uuid}"

    @property
    def key(self) -> str:
        """Where its bytes lie in the storage: nothing a person typed is part of it."""
        return f"{self.uuid.hex[:2]}/{self.uuid.hex}"
