"""Addresses of activities' files: unguessable, signed, and worthless after a day. Whoever has one needs no cookie.

An activity's content has an address of its own; libraries share one, so that a browser loads them once for all
activities. Addresses stay the same for half a day, so that what was loaded can be kept.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

PERIOD = timedelta(hours=12)
"""Addresses made in one period work until the end of the next."""
_SALT = "courses.h5p"


@dataclass(frozen=True)
class Variant:
    """What an address of content opens: one version of an activity in one language."""

    activity: UUID
    version: int
    language: str


def content_token(variant: Variant, now: datetime) -> str:
    """The part of an address that opens an activity's content."""
    return _signed("content", f"{variant.activity.hex}.{variant.version}.{variant.language}.{_period(now)}")


def library_token(now: datetime) -> str:
    """The part of an address that opens files of libraries, for those who know a library's sum."""
    return _signed("libraries", f"{_period(now)}")


def read_content_token(token: str, now: datetime) -> Variant | None:
    """What the address opens; None if it is forged or too old."""
    parts = _checked("content", token, now)
    if parts is None or len(parts) != 3:
        return None
    return Variant(UUID(parts[0]), int(parts[1]), parts[2])


def is_library_token(token: str, now: datetime) -> bool:
    """Whether the address opens libraries now."""
    return _checked("libraries", token, now) == []


def _period(now: datetime) -> int:
    return int(now.timestamp() // PERIOD.total_seconds())


def _signed(purpose: str, payload: str) -> str:
    return f"{payload}.{_signature(purpose, payload)}"


def _signature(purpose: str, payload: str) -> str:
    digest = salted_hmac(f"{_SALT}.{purpose}", payload, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def _checked(purpose: str, token: str, now: datetime) -> list[str] | None:
    """The parts before the period."""
    payload, _dot, signature = token.rpartition(".")
    if not payload or not constant_time_compare(signature, _signature(purpose, payload)):
        return None
    *parts, period = payload.split(".")
    return parts if _period(now) - int(period) in (0, 1) else None
