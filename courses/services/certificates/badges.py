"""Certificates as signed Open Badges: our key, our addresses, our list of what was revoked."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.choices import Intensity
from courses.credentials import badges, multibase, proofs
from courses.models import Certificate
from courses.services.certificates.facts import course_words
from portal.core.errors import DomainError
from portal.mail.rendering import absolute, frame

SUBJECTS = UUID("6a6f1d1b-3a3f-5b7e-8a64-0b7c5a2d9e41")


class NoKey(DomainError):
    """This installation has no key to sign with."""


def key() -> Ed25519PrivateKey:
    """The signing key. Raises NoKey."""
    if not settings.CREDENTIAL_KEY:
        raise NoKey(_("This site cannot sign badges yet: its key is missing. The certificate itself is valid."))
    return _key(settings.CREDENTIAL_KEY)


@lru_cache(maxsize=4)
def _key(text: str) -> Ed25519PrivateKey:
    return multibase.private_key(text)


def public_keys() -> list[str]:
    """Our public keys: the one that signs first, then those that once did."""
    own = [multibase.public_text(key().public_key())] if settings.CREDENTIAL_KEY else []
    return own + [text for text in settings.CREDENTIAL_OLD_KEYS if text not in own]


def issuer() -> str:
    """Who issues, as a name that leads to the public keys (did:web)."""
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    return f"did:web:{quote(host, safe='.-')}:certificates"


def find_key(method: str) -> Ed25519PublicKey | None:
    """The key a proof names, if it is ours."""
    for text in public_keys():
        if method == f"{issuer()}#{text}":
            return multibase.public_key(text)
    return None


def controller() -> dict[str, Any]:
    """The document behind our name."""
    return badges.controller(issuer(), public_keys())


def signed(certificate: Certificate) -> dict[str, Any]:
    """The badge of a certificate, signed now for the day it was issued. Raises NoKey."""
    own = key()
    method = f"{issuer()}#{multibase.public_text(own.public_key())}"
    with translation.override(certificate.language):
        document = _document(certificate)
    return proofs.sign(document, own, method=method, created=_moment(certificate.issued_at))


def achievement(
    course: UUID | str, intensity: str, words: dict[str, Any], hours: str, certificate: bool
) -> dict[str, Any]:
    """What can be reached, in the active language; also shown at its own address."""
    where = [str(course), intensity]
    name = f"{words['title']} ({Intensity(intensity).label})"
    description = _("A blended course on Lesson Study in vocational education: %(hours)s hours.") % {"hours": hours}
    return badges.achievement(
        address=absolute(reverse("badges:achievement", args=where)),
        name=name,
        description=" ".join([description, *words["outcomes"]]),
        criteria=absolute(reverse("courses:certificate_criteria", args=where)),
        narrative=_criteria(certificate),
        language=words["language"],
        is_certificate=certificate,
    )


def status_list() -> dict[str, Any]:
    """The signed list of what was revoked. Raises NoKey."""
    own = key()
    revoked = Certificate.objects.filter(revoked_at__isnull=False)
    document = badges.status_list(
        absolute(reverse("badges:status")),
        issuer(),
        revoked.values_list("status_place", flat=True),
        _moment(timezone.now()),
    )
    method = f"{issuer()}#{multibase.public_text(own.public_key())}"
    return proofs.sign(document, own, method=method, created=document["validFrom"])


def _document(certificate: Certificate) -> dict[str, Any]:
    facts = certificate.facts
    words = course_words(facts, certificate.language)
    about = achievement(
        facts["course"]["key"], facts["intensity"], words, facts["hours"]["total"], facts["certificate"]
    )
    return badges.credential(
        identity=f"urn:uuid:{certificate.uuid}",
        issuer=_profile(),
        subject=f"urn:uuid:{uuid5(SUBJECTS, str(certificate.uuid))}",
        name=certificate.name if certificate.name_public else "",
        achievement=about,
        title=about["name"],
        valid_from=_moment(certificate.issued_at),
        evidence=absolute(reverse("courses:certificate", args=[certificate.code])),
        status=badges.status_entry(absolute(reverse("badges:status")), certificate.status_place),
    )


def _profile() -> dict[str, Any]:
    project = frame(settings.LANGUAGE_CODE)["project"]
    return {"id": issuer(), "type": ["Profile"], "name": project.acronym, "url": absolute("/")}


def _criteria(certificate: bool) -> str:
    if certificate:
        return _(
            "Required units completed, sessions attended, tasks at school accepted, a documented Lesson Study cycle "
            "in a team, an ethics checklist signed, two self-assessments answered."
        )
    return _("Required units completed and open meetings attended, with a first observation in one’s own school.")


def _moment(moment: Any) -> str:
    return moment.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%SZ")
