"""Signatures of badges: against the standard's own vector, and against a second, independent way to check them."""

import copy
import gzip
import json
from base64 import urlsafe_b64decode
from hashlib import sha256
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from courses.credentials import badges, multibase, proofs

# W3C, Data Integrity EdDSA Cryptosuites v1.0, appendix B.2 (eddsa-jcs-2022).
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
VECTOR: dict[str, Any] = {
    "@context": CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "@context": CONTEXT,
        "proofValue": ("z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"),
    },
}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OWN = multibase.public_text(KEY.public_key())
DOCUMENT = {"@context": [badges.CREDENTIALS], "id": "urn:x", "name": 'Tőzsér Ágnes \u2028 "x"', "n": 1.5, "ä": [True]}


def find(method: str) -> Ed25519PublicKey | None:
    return {METHOD: multibase.public_key(PUBLIC), "did:web:x#k": KEY.public_key()}.get(method)


def signed() -> dict[str, Any]:
    return proofs.sign(DOCUMENT, KEY, method="did:web:x#k", created="2027-06-30T12:00:00Z")


def second_opinion(document: dict[str, Any], public: bytes) -> None:
    """The same check without a line of ours: another canonical form, another base 58."""

    def canonical(value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    signs = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = 0
    for sign in document["proof"]["proofValue"][1:]:
        number = number * 58 + signs.index(sign)
    options = {key: value for key, value in document["proof"].items() if key != "proofValue"}
    rest = {key: value for key, value in document.items() if key != "proof"}
    digest = sha256(canonical(options)).digest() + sha256(canonical(rest)).digest()
    Ed25519PublicKey.from_public_bytes(public).verify(number.to_bytes(64, "big"), digest)


def test_the_vector_of_the_standard_is_verified():
    proofs.verify(VECTOR, find)


def test_a_key_reads_as_it_is_written():
    assert multibase.public_text(multibase.public_key(PUBLIC)) == PUBLIC
    assert multibase.base58(b"\0\0\1") == "z112"
    assert multibase.from_base58("z112") == b"\0\0\1"


def test_what_we_sign_others_verify():
    second_opinion(signed(), KEY.public_key().public_bytes_raw())
    proofs.verify(signed(), find)


def test_the_order_of_names_says_nothing():
    proofs.verify(dict(reversed(list(signed().items()))), find)


def every_change(value: Any, path: tuple[Any, ...] = ()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from every_change(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from every_change(inner, (*path, place))
    else:
        yield path


@pytest.mark.parametrize("path", list(every_change(signed())), ids=str)
def test_a_changed_character_fails(path: tuple[Any, ...]):
    changed = copy.deepcopy(signed())
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    old = inner[path[-1]]
    inner[path[-1]] = old[:-1] + ("2" if old[-1] != "2" else "3") if isinstance(old, str) else 7
    with pytest.raises(proofs.BadProof):
        proofs.verify(changed, find)


@pytest.mark.parametrize(
    "change",
    [
        lambda badge: badge.pop("proof"),
        lambda badge: badge["proof"].pop("proofValue"),
        lambda badge: badge["proof"].pop("@context"),
        lambda badge: badge.update(more=1),
        lambda badge: badge.update(proof=[badge["proof"]]),
        lambda badge: badge["proof"].update(proofValue="z" + "9" * 100_000),
        lambda badge: badge["proof"].update(proofValue="z0OIl"),
        lambda badge: badge.update(n=float("nan")),
        lambda badge: badge.update(n=10**40),
        lambda badge: badge.update(name="\ud800"),
    ],
)
def test_bad_input_is_refused_in_words(change: Any):
    badge = copy.deepcopy(signed())
    change(badge)
    with pytest.raises(proofs.BadProof):
        proofs.verify(badge, find)


def test_a_foreign_key_is_told_apart():
    badge = proofs.sign(DOCUMENT, KEY, method="did:web:evil#k", created="2027-06-30T12:00:00Z")
    with pytest.raises(proofs.UnknownKey):
        proofs.verify(badge, find)
    with pytest.raises(InvalidSignature):
        second_opinion(signed(), multibase.public_key(PUBLIC).public_bytes_raw())


@pytest.mark.parametrize("text", ["", "abc", "ä" * 43, "A" * 42, "A" * 60, "!" * 43])
def test_what_is_no_key_is_said_so(text: str):
    with pytest.raises(multibase.BadText):
        multibase.private_key(text)


def test_a_badge_holds_a_name_only_by_choice():
    values: dict[str, Any] = {
        "identity": "urn:uuid:1",
        "issuer": {"id": "did:web:x"},
        "subject": "urn:uuid:2",
        "achievement": {},
        "title": "Course",
        "valid_from": "2027-06-30T12:00:00Z",
        "evidence": "https://x/",
        "status": {},
    }
    assert "identifier" not in badges.credential(name="", **values)["credentialSubject"]
    (given,) = badges.credential(name="Anna Kis", **values)["credentialSubject"]["identifier"]
    assert given == {
        "type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": "Anna Kis"
    }  # fmt: skip


def test_the_list_has_one_bit_for_each_revoked_badge():
    document = badges.status_list("https://x/status.json", "did:web:x", [0, 9, 131_071], "2027-06-30T12:00:00Z")
    text = document["credentialSubject"]["encodedList"]
    bits = gzip.decompress(urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert text[0] == "u"
    assert len(bits) == 16_384
    assert {place for place in range(len(bits) * 8) if bits[place // 8] & (0x80 >> place % 8)} == {0, 9, 131_071}
