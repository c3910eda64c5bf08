"""A person changes what is theirs."""

from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.core.audit import record
from portal.core.errors import NotAllowed

OWN_FIELDS = ("display_name", "language", "timezone", "mail_off")


@transaction.atomic
def change(*, user: User, person: User, values: dict[str, Any]) -> User:
    """Store the person's own settings; the log keeps which, never what. Raises NotAllowed for somebody else's."""
    if user.pk != person.pk:
        raise NotAllowed("Only the person changes this.")
    changed = [name for name in OWN_FIELDS if name in values and getattr(person, name) != values[name]]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
        record(actor=user, action="account.profile_changed", target=person, data={"fields": changed})
    return person
