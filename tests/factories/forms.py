"""What a browser sends from a guarded form."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.core import guard


def stamped(purpose: str, seconds: int = 60, **fields: Any) -> dict[str, Any]:
    """Fields with a stamp that was made so many seconds ago."""
    return {"stamp": guard.make_stamp(purpose, timezone.now() - timedelta(seconds=seconds)), "website": "", **fields}
