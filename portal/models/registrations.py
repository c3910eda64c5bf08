"""Who comes to an event. Seats belong to the event, whatever language its page is read in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.models.newsletter import new_key


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Named reads."""

    def seated(self) -> "RegistrationQuerySet":
        """Those who have a seat."""
        return self.filter(seat__isnull=False)

    def waiting(self) -> "RegistrationQuerySet":
        """The waiting list, first come first."""
        return self.filter(seat=None).order_by("created", "pk")


class Registration(models.Model):
    """A person's place at an event: a numbered seat, or none yet (the waiting list). Cancelling deletes it.

    The database holds the last seat: no two registrations of an event have the same number.
    """

    event = models.UUIDField(_("event"), db_index=True)
    """The event's `translation_key`, which all its languages share."""
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("email address"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    seat = models.PositiveIntegerField(_("seat"), null=True, blank=True)
    key = models.CharField(max_length=24, default=new_key, editable=False)
    created = models.DateTimeField(_("registered"), default=timezone.now)
    told = models.DateTimeField(default=timezone.now)
    reminded = models.DateTimeField(null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["event", "created", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("event", "seat", condition=Q(seat__isnull=False), name="portal_registration_seat"),
            models.UniqueConstraint("event", Lower("email"), name="portal_registration_email"),
            models.CheckConstraint(condition=Q(seat=None) | Q(seat__gte=1), name="portal_registration_seat_from_one"),
        ]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return self.name
