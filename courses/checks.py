"""`manage.py check --deploy` refuses a site whose certificates nobody could check as badges."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from courses.credentials import multibase


@register(Tags.security, deploy=True)
def credentials_have_a_key(**_: Any) -> list[CheckMessage]:
    """The signing key is there and is one; so are the public keys that once signed."""
    hint = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))" makes one; keep a copy in a safe place.'
    problems: list[CheckMessage] = []
    if not settings.CREDENTIAL_KEY:
        problems.append(
            Error("CREDENTIAL_KEY is missing: certificates cannot be signed.", hint=hint, id="courses.E001")
        )
    else:
        problems += _bad("CREDENTIAL_KEY", multibase.private_key, settings.CREDENTIAL_KEY, hint)
    for text in settings.CREDENTIAL_OLD_KEYS:
        hint = "A public key begins with z6Mk; it stands in /certificates/did.json."
        problems += _bad("CREDENTIAL_OLD_KEYS", multibase.public_key, text, hint)
    return problems


def _bad(name: str, read: Any, text: str, hint: str) -> list[CheckMessage]:
    try:
        read(text)
    except (multibase.BadText, ValueError):
        return [Error(f"{name} holds something that is not a key.", hint=hint, id="courses.E002")]
    return []
