"""An invitation: to whom, as what, by whom, until when. The link is kept as a digest only."""

import hashlib
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.accounts.roles import MembershipRole, labels
from portal.people.choices import InvitationState

DAYS = 14
VALID = timedelta(days=DAYS)


def digest(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def open(self, now: datetime) -> "InvitationQuerySet":
        """Those that can still be accepted."""
        return self.filter(state=InvitationState.SENT, expires_at__gt=now)

    def to(self, email: str) -> "InvitationQuerySet":
        """Those to one address, whatever its case."""
        return self.filter(email__iexact=email)


class Invitation(models.Model):
    """One person asked to join, with the roles that come with it."""

    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    roles = models.JSONField(_("roles on the site"), default=list, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("organisation")
    )
    membership = models.CharField(_("role there"), max_length=20, choices=MembershipRole.choices, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=InvitationState.choices, default=InvitationState.SENT, db_index=True
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("accepted by")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"), db_index=True)

    objects: ClassVar[models.Manager["Invitation"]] = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(state="sent"), name="people_invitation_one_open_for_each_address"
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_expired(self) -> bool:
        """Whether its time is over before anybody accepted it."""
        return self.state == InvitationState.SENT and self.expires_at <= timezone.now()

    def role_labels(self) -> list[str]:
        """Roles of both kinds, in the reader's language."""
        return labels([*self.roles, *([self.membership] if self.membership else [])])
