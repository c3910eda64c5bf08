"""Keys and signatures as text: base58btc (`z…`), base64url (`u…`), and Ed25519 keys as Multikey."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PLACES = {sign: place for place, sign in enumerate(ALPHABET)}
PUBLIC = b"\xed\x01"
"""How an Ed25519 public key begins (multicodec 0xed as a varint)."""
LONGEST = 200
"""Signs; a signature has 88. Base 58 takes time that grows with the square of the length."""


class BadText(ValueError):
    """Not in this form."""


def base58(data: bytes) -> str:
    """Bytes in Bitcoin's base 58, with the sign that says so."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + text


def from_base58(text: str) -> bytes:
    """The bytes. Raises BadText."""
    if not text.startswith("z") or len(text) > LONGEST or any(sign not in _PLACES for sign in text[1:]):
        raise BadText(text[:20])
    body, number = text[1:], 0
    for sign in body:
        number = number * 58 + _PLACES[sign]
    zeros = len(body) - len(body.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url(data: bytes) -> str:
    """Bytes in base 64 for addresses, without padding."""
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def public_text(key: Ed25519PublicKey) -> str:
    """A public key as Multikey."""
    return base58(PUBLIC + key.public_bytes_raw())


def public_key(text: str) -> Ed25519PublicKey:
    """The key of a Multikey. Raises BadText."""
    data = from_base58(text)
    if not data.startswith(PUBLIC) or len(data) != 34:
        raise BadText(text[:20])
    return Ed25519PublicKey.from_public_bytes(data[2:])


def private_key(text: str) -> Ed25519PrivateKey:
    """The key from 32 random bytes in base 64 for addresses, as `secrets.token_urlsafe(32)` makes them.

    Raises BadText.
    """
    try:
        data = base64.b64decode(text.strip() + "=" * (-len(text.strip()) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadText("not base 64") from error
    if len(data) != 32:
        raise BadText("not 32 bytes")
    return Ed25519PrivateKey.from_private_bytes(data)
