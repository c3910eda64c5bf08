"""How often one person's browsers may send results."""

from typing import Any

from django.conf import settings
from django.core.cache import cache

SECONDS = 60


def is_within_limit(user: Any) -> bool:
    """Count one parcel of this person; False once there were too many in a minute."""
    key = f"h5p:parcels:{user}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) <= settings.H5P_PARCELS_PER_MINUTE
    except ValueError:  # it ran out between the two lines
        return True
