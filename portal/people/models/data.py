"""A person's wish for a copy of their data, and for the end of their account."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.files.models import StoredFile
from portal.people.choices import ExportState

EXPORT_DAYS = 7
GRACE = timedelta(days=7)


class DataExport(models.Model):
    """One zip with everything the site knows about a person; made in the background, kept for a week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="data_exports")
    state = models.CharField(_("state"), max_length=10, choices=ExportState.choices, default=ExportState.WAITING)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    expires_at = models.DateTimeField(_("kept until"), db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at"]
        verbose_name = _("export of personal data")
        verbose_name_plural = _("exports of personal data")

    def __str__(self) -> str:
        return f"export {self.pk} of person {self.user_id}"


class AccountDeletion(models.Model):
    """An account that is to be deleted when its grace is over. Gone with the row: the wish was taken back."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deletion")
    keep_name = models.BooleanField(_("keep the name on shared work"), default=False)
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    due_at = models.DateTimeField(_("deleted on"), db_index=True)

    class Meta:
        verbose_name = _("account to be deleted")
        verbose_name_plural = _("accounts to be deleted")

    def __str__(self) -> str:
        return f"deletion of person {self.user_id}"
