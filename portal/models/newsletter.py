"""Who gets the news by email, and what was sent."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """What makes a subscriber's links good for this subscription only."""
    return secrets.token_urlsafe(12)


class Digest(models.Model):
    """One mailing: all articles that were first published after `since` and until `until`."""

    since = models.DateTimeField(unique=True)
    """Unique, so that pressing “send” twice at once sends once."""
    until = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-until"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")

    def __str__(self) -> str:
        return str(self.until)


class Subscriber(models.Model):
    """An address that has asked for the news and gets them once it has said yes. Ending deletes the record."""

    email = models.EmailField(_("email address"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    key = models.CharField(max_length=24, default=new_key, editable=False)
    asked = models.DateTimeField(default=timezone.now)
    confirmed = models.DateTimeField(_("confirmed"), null=True, blank=True)
    last_digest = models.ForeignKey(Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["email"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="portal_subscriber_email")]
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")

    def __str__(self) -> str:
        return self.email
