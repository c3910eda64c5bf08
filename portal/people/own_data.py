"""What the site itself knows about a person: the first part of every export."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from portal.accounts import personal_data
from portal.accounts.models import User
from portal.accounts.permissions import site_roles
from portal.core.models import AuditEntry
from portal.people.models import Invitation

FIELDS = ("email", "display_name", "first_name", "last_name", "language", "timezone", "mail_off", "date_joined")


def register() -> None:
    """Called once, when the app is ready."""
    personal_data.register("account", export=_export, erase=_erase)


def _export(user: User) -> Iterator[tuple[str, Any]]:
    yield "account/profile.json", {name: getattr(user, name) for name in FIELDS} | {"last_login": user.last_login}
    memberships = user.memberships.select_related("organisation")
    roles = [{"organisation": row.organisation.name, "role": row.role, "since": row.created_at} for row in memberships]
    yield "account/roles.json", {"site": sorted(site_roles(user)), "organisations": roles}
    steps = list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at"))
    addresses = list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary"))
    sessions = list(UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at", "last_seen_at"))
    yield "account/signing-in.json", {"addresses": addresses, "second_steps": steps, "sessions": sessions}
    deeds = AuditEntry.objects.filter(actor=user).values("at", "action", "target_model", "target_id", "why")
    yield "account/what-i-did.json", list(deeds)


def _erase(user: User) -> None:
    """Invitations to this address keep that they were, not to whom; the rest is emptied with the account itself."""
    for invitation in Invitation.objects.to(user.email):
        invitation.email, invitation.name = f"former-{invitation.pk}@deleted.invalid", ""
        invitation.save(update_fields=["email", "name"])
