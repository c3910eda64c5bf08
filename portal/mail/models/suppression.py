"""Addresses that mail comes back from."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.mail.choices import SuppressionReason


class Suppression(models.Model):
    """An address that gets no more mail of the kinds one can switch off. Deleting the record lifts it."""

    email = models.EmailField(_("email address"))
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason.choices)
    detail = models.CharField(_("what the other server said"), max_length=300, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-since"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="mail_suppression_email")]
        verbose_name = _("address without mail")
        verbose_name_plural = _("addresses without mail")

    def __str__(self) -> str:
        return self.email
