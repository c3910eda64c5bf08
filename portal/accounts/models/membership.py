"""Who belongs to which organisation, and as what."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.organisation import Organisation
from portal.accounts.roles import MembershipRole


class Membership(models.Model):
    """A person's role in an organisation; one row for each role."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole.choices, default=MembershipRole.MEMBER)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["organisation__sort_order", "organisation__key", "role"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="accounts_membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.organisation.key}, {self.role}"
