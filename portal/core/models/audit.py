"""Who did what, when, on what, and why: written once, never changed."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change or delete an entry of the audit log."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Reads of the audit log; the ways to change it are closed."""

    def about(self, target: models.Model) -> "AuditQuerySet":
        """The history of one record, newest first."""
        return self.filter(target_model=target._meta.label_lower, target_id=str(target.pk))

    def update(self, **_values: Any) -> NoReturn:
        """Closed."""
        raise AppendOnly("The audit log is append-only.")

    def delete(self) -> NoReturn:
        """Closed."""
        raise AppendOnly("The audit log is append-only.")

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        """Closed."""
        raise AppendOnly("The audit log is append-only.")

    def bulk_create(self, *args: Any, **options: Any) -> Any:
        """New entries only."""
        if options.get("update_conflicts"):
            raise AppendOnly("The audit log is append-only.")
        return super().bulk_create(*args, **options)


class AuditEntry(models.Model):
    """One deed. `target_model` and `target_id` name the record, also after it is gone.

    Accounts are emptied, not deleted, so that entries keep their actor without keeping personal data.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("Empty: the site itself, or somebody who was not signed in."),
    )
    action = models.CharField(_("what"), max_length=60, db_index=True)
    target_model = models.CharField(_("kind of record"), max_length=100, blank=True)
    target_id = models.CharField(_("id of the record"), max_length=64, blank=True)
    target_label = models.CharField(_("on what"), max_length=200, blank=True)
    why = models.TextField(_("why"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    objects: ClassVar[models.Manager["AuditEntry"]] = models.Manager.from_queryset(AuditQuerySet)()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        indexes: ClassVar[list] = [models.Index(fields=["target_model", "target_id"], name="core_audit_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_label}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new entry. Raises AppendOnly for one that is stored already."""
        if not self._state.adding:
            raise AppendOnly("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Closed."""
        raise AppendOnly("The audit log is append-only.")
