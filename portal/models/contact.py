"""What readers write to the project."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ContactMessage(models.Model):
    """A message from the contact form; deleted after CONTACT_KEEP_DAYS. No network address is kept."""

    number = models.CharField(max_length=16, unique=True, editable=False)
    """The stamp's number: a form that is sent twice is stored once."""
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("email address"))
    subject = models.CharField(_("subject"), max_length=120)
    message = models.TextField(_("message"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    received = models.DateTimeField(_("received"), default=timezone.now, db_index=True)

    class Meta:
        ordering: ClassVar = ["-received"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return self.subject
