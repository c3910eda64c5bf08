"""Whether a certificate counts: by its code, or by the badge somebody was given."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.credentials import proofs
from courses.models import Certificate
from courses.services.certificates import badges, codes
from portal.core.errors import DomainError

LARGEST = 100_000
"""Bytes of a badge; ours have about 4,000."""


class Refused(DomainError):
    """It is not one of our badges, or it was changed."""


@dataclass(frozen=True)
class Checked:
    """A badge whose signature is ours, and the certificate it was made for, if we still have it."""

    document: dict[str, Any]
    certificate: Certificate | None

    @property
    def name(self) -> str:
        """The name in the badge, if there is one."""
        found = self.document.get("credentialSubject", {}).get("identifier") or [{}]
        return str(found[0].get("identityHash", ""))

    @property
    def counts(self) -> bool:
        """Whether it was not revoked."""
        return self.certificate is not None and self.certificate.is_valid


def by_code(typed: str) -> Certificate | None:
    """The certificate with this code."""
    code = codes.tidy(typed)
    return Certificate.objects.select_related("enrolment").filter(code=code).first() if code else None


def badge(data: bytes) -> Checked:
    """Read a badge and check every character of it. Raises Refused, with words that say what is wrong."""
    document = _read(data)
    try:
        proofs.verify(document, badges.find_key)
    except proofs.UnknownKey as error:
        raise Refused(_("This badge was not signed by this site.")) from error
    except proofs.BadProof as error:
        raise Refused(_("The signature does not fit: something in it was changed, or it is not complete.")) from error
    issuer = document.get("issuer")
    if (
        not isinstance(issuer, dict)
        or issuer.get("id") != badges.issuer()
        or "OpenBadgeCredential" not in _kinds(document)
    ):
        raise Refused(_("This is not a badge of this site."))
    identity = str(document.get("id", "")).removeprefix("urn:uuid:")
    return Checked(document, Certificate.objects.filter(uuid=identity).first())


def _read(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise Refused(_("That is too long for a badge."))
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Refused(_("That is not a badge: it has to be the whole JSON file, as it was downloaded.")) from error
    if not isinstance(found, dict):
        raise Refused(_("That is not a badge: it has to be the whole JSON file, as it was downloaded."))
    return found


def _kinds(document: dict[str, Any]) -> list[Any]:
    kinds = document.get("type")
    return kinds if isinstance(kinds, list) else []


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """No name twice: programs would disagree about which of them counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _refuse(value: str) -> None:
    raise ValueError(value)
