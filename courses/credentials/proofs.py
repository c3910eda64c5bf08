"""Data Integrity proofs of the suite eddsa-jcs-2022: canonical JSON (RFC 8785), SHA-256, Ed25519.

W3C: Data Integrity EdDSA Cryptosuites v1.0, section 3.3.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from courses.credentials import multibase

SUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"
FindKey = Callable[[str], Ed25519PublicKey | None]
"""The public key of a verification method; None for one we do not know."""


class BadProof(ValueError):
    """The document is not what was signed, or nobody we know has signed it."""


class UnknownKey(BadProof):
    """Signed with a key that is not ours."""


def sign(document: Mapping[str, Any], key: Ed25519PrivateKey, *, method: str, created: str) -> dict[str, Any]:
    """The document with a proof; the same input always gives the same proof."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    if "@context" in document:
        proof["@context"] = document["@context"]
    signature = key.sign(_digest(document, proof))
    return {**document, "proof": {**proof, "proofValue": multibase.base58(signature)}}


def verify(document: Mapping[str, Any], find: FindKey) -> None:
    """Nothing if every character is as it was signed. Raises UnknownKey and BadProof."""
    proof = document.get("proof")
    if not isinstance(proof, dict):
        raise BadProof("no proof")
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if options.get("type") != "DataIntegrityProof" or options.get("cryptosuite") != SUITE:
        raise BadProof("another kind of proof")
    if options.get("proofPurpose") != PURPOSE:
        raise BadProof("made for something else")
    if "@context" in options and options["@context"] != unsecured.get("@context"):
        raise BadProof("another context")
    key = find(str(options.get("verificationMethod")))
    if key is None:
        raise UnknownKey(str(options.get("verificationMethod"))[:200])
    try:
        key.verify(multibase.from_base58(str(proof.get("proofValue"))), _digest(unsecured, options))
    except (InvalidSignature, multibase.BadText) as error:
        raise BadProof("the signature is of something else") from error


def _digest(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    return sha256(canonical(options)).digest() + sha256(canonical(document)).digest()


def canonical(value: Any) -> bytes:
    """The one form of this JSON. Raises BadProof for numbers and signs that have none."""
    try:
        return rfc8785.dumps(value if not isinstance(value, Mapping) else dict(value))
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeEncodeError) as error:
        raise BadProof("not canonical JSON") from error
