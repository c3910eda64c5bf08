"""The menu of the course room for one person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """One entry: what it says, where it leads, and who sees it."""

    label: Promise
    address: str
    """Name of the address: "courses:mine"."""
    is_for: Callable[[Any], bool] = lambda user: bool(user.is_authenticated)


ENTRIES: tuple[Entry, ...] = (Entry(_("My certificate"), "courses:my_certificate"),)


def entries(user: Any, path: str) -> list[dict[str, Any]]:
    """Those this person may open, with the one that is open marked."""
    rows = [(entry, reverse(entry.address)) for entry in ENTRIES if entry.is_for(user)]
    return [{"label": entry.label, "url": url, "current": path.startswith(url)} for entry, url in rows]
