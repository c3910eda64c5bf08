"""How often, and how much, one person's browsers may send."""

from typing import Any

from django.conf import settings
from django.core.cache import cache

MINUTE, HOUR = 60, 3_600


def is_within_limit(user: Any, size: int) -> bool:
    """Count one parcel of this person; False once there were too many in a minute, or too much in an hour."""
    often = _counted(f"h5p:parcels:{user}", 1, MINUTE) > settings.H5P_PARCELS_PER_MINUTE
    return not often and _counted(f"h5p:bytes:{user}", size, HOUR) <= settings.H5P_BYTES_PER_HOUR


def _counted(key: str, more: int, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key, more)
    except ValueError:  # it ran out between the two lines
        return more
