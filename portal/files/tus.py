"""The headers of the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload). Pure."""

import base64
import binascii
import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
ALGORITHMS = {"sha256": 32, "sha1": 20, "md5": 16}
PART = "application/offset+octet-stream"
LONGEST_METADATA = 2000
_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[!-+\--~]{1,80}")


class BadRequest(Exception):
    """A header that breaks the protocol; the message says which."""


def number(headers: Mapping[str, str], name: str) -> int:
    """A whole number that is not negative."""
    value = headers.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise BadRequest(_("The header %(name)s has to be a whole number.") % {"name": name})
    return int(value)


def metadata(header: str) -> dict[str, str]:
    """The pairs of Upload-Metadata; values are text in UTF-8, each key stands once."""
    if len(header) > LONGEST_METADATA:
        raise BadRequest(_("The description of the file is too long."))
    found: dict[str, str] = {}
    for pair in filter(None, (entry.strip() for entry in header.split(","))):
        key, _space, value = pair.partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise BadRequest(_("The description of the file cannot be read."))
        found[key] = _text(value)
    return found


def checksum(header: str) -> tuple[str, bytes]:
    """Algorithm and digest of Upload-Checksum. Raises BadRequest for an algorithm that is not offered."""
    algorithm, _space, value = header.strip().partition(" ")
    digest = _decoded(value)
    if ALGORITHMS.get(algorithm) != len(digest):
        raise BadRequest(_("The checksum cannot be read: use sha256, sha1 or md5."))
    return algorithm, digest


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise BadRequest(_("A header with text in base64 cannot be read.")) from None


def _text(value: str) -> str:
    try:
        return _decoded(value).decode()
    except UnicodeDecodeError:
        raise BadRequest(_("The description of the file is not in UTF-8.")) from None
