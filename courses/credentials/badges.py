"""Open Badges 3.0: the credential, what it is for, who issues it, and the list of those that were revoked."""

import gzip
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from courses.credentials import multibase

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DID = "https://www.w3.org/ns/did/v1"
MULTIKEY = "https://w3id.org/security/multikey/v1"
LIST_LENGTH = 131_072
"""Places in the status list: as many as the standard asks at least, so that one of them says nothing."""


def credential(
    *,
    identity: str,
    issuer: Mapping[str, Any],
    subject: str,
    name: str,
    achievement: Mapping[str, Any],
    title: str,
    valid_from: str,
    evidence: str,
    status: Mapping[str, Any],
) -> dict[str, Any]:
    """An OpenBadgeCredential without its proof; a person's name only if there is one, an address never."""
    about: dict[str, Any] = {"id": subject, "type": ["AchievementSubject"], "achievement": dict(achievement)}
    if name:
        about["identifier"] = [
            {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": name}
        ]
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": identity,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title,
        "issuer": dict(issuer),
        "validFrom": valid_from,
        "credentialSubject": about,
        "evidence": [{"id": evidence, "type": ["Evidence"]}],
        "credentialStatus": dict(status),
    }


def achievement(
    *, address: str, name: str, description: str, criteria: str, narrative: str, language: str, is_certificate: bool
) -> dict[str, Any]:
    """What was reached; `address` and `criteria` open pages."""
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Certificate" if is_certificate else "Course",
        "name": name,
        "description": description,
        "criteria": {"id": criteria, "narrative": narrative},
        "inLanguage": language,
    }


def status_entry(address: str, place: int) -> dict[str, Any]:
    """Where the list says whether the credential still counts."""
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def status_list(address: str, issuer: str, revoked: Iterable[int], valid_from: str) -> dict[str, Any]:
    """The list itself, without its proof (W3C Bitstring Status List v1.0)."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    }


def encoded(places: Iterable[int]) -> str:
    """The bits, the first place leftmost, packed."""
    bits = bytearray(LIST_LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return multibase.base64url(gzip.compress(bytes(bits), 9, mtime=0))


def controller(did: str, keys: Sequence[str]) -> dict[str, Any]:
    """The document with the public keys; all of them verify, only the first signs."""
    methods = [{"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in keys]
    return {
        "@context": [DID, MULTIKEY],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
