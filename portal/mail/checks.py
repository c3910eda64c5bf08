"""What `check --deploy` says about mail."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register

NOWHERE = {f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "locmem", "filebased")}


@register(Tags.security, deploy=True)
def mail_leaves(**_: Any) -> list[Warning]:
    """A public server without a mail server confirms nothing and reminds nobody."""
    found = []
    if settings.EMAIL_BACKEND in NOWHERE:
        found.append(Warning("Mail does not leave this server.", hint="Set EMAIL_URL.", id="mail.W001"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        hint = "Set DEFAULT_FROM_EMAIL to an address of the project."
        found.append(Warning("Mail is sent from an address nobody can answer.", hint=hint, id="mail.W002"))
    return found
