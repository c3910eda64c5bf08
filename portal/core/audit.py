"""The audit log: services say here what they did, in the same transaction.

Never secrets and never answers: what people wrote in an evaluation, a password, a link that opens something.
"""

import re
from typing import Any

from django.db import models

from portal.accounts.models import User
from portal.core.logs import request_id
from portal.core.models import AuditEntry

_ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_SECRET = re.compile(r"passw|secret|token|recovery_code|otp|answer|signature|session_key", re.IGNORECASE)


def record(
    *,
    actor: User | None,
    action: str,
    target: models.Model | None = None,
    why: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one entry. Raises ValueError for an action that isn't dotted words, and for data that must not be kept.

    A record may name itself with an attribute `audit_label`; people are never named, only numbered, so that
    an entry holds no personal data when their account is gone.
    """
    if not _ACTION.fullmatch(action):
        raise ValueError(f"An action is dotted words like 'invitation.sent', not {action!r}.")
    _refuse_secrets(data or {})
    return AuditEntry.objects.create(
        actor=actor if actor is not None and actor.is_authenticated else None,
        action=action,
        target_model=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=_label(target)[:200],
        why=why,
        data=data or {},
        request_id="" if request_id.get() == "-" else request_id.get(),
    )


def _label(target: models.Model | None) -> str:
    if target is None or isinstance(target, User):
        return ""
    return str(getattr(target, "audit_label", target))


def _refuse_secrets(data: Any) -> None:
    """Look at every name, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            if _SECRET.search(str(name)):
                raise ValueError(f"“{name}” must not stand in the audit log.")
            _refuse_secrets(value)
    elif isinstance(data, list | tuple):
        for value in data:
            _refuse_secrets(value)
