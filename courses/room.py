"""The menu of the course room for one person."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.permissions import looks_after_cohorts, looks_after_learners, may_manage_courses


@dataclass(frozen=True)
class Entry:
    """One entry: what it says, where it leads, and who sees it."""

    label: Promise
    address: str
    """Name of the address: "courses:mine"."""
    is_for: Callable[[Any], bool] = lambda user: bool(user.is_authenticated)
    also: str = "(?!)"
    """What else belongs to it: a pattern of paths, stronger than the beginning of its own address."""


ENTRIES: tuple[Entry, ...] = (
    Entry(_("My course"), "courses:mine"),
    Entry(
        pgettext_lazy("course", "Sessions"), "courses:sessions", also=r"/my-course/here/|/cohorts/[^/]{36}/sessions/"
    ),
    Entry(_("Discussion"), "courses:talk"),
    Entry(_("Journal"), "courses:journal"),
    Entry(_("My certificate"), "courses:my_certificate"),
    Entry(_("Cohorts"), "courses:cohorts", is_for=lambda user: True),
    Entry(
        _("My learners"),
        "courses:lead",
        is_for=looks_after_learners,
        also=r"/my-course/(submissions/|[^/]{36}/shared/)|/certificates/(cohorts|teams)/",
    ),
    Entry(
        pgettext_lazy("menu", "Managing"),
        "courses:cohorts_manage",
        is_for=looks_after_cohorts,
        also=r"/cohorts/(new|intensities|[^/]{36}/(manage|enrol|copy))/",
    ),
    Entry(_("Figures"), "courses:figures", is_for=may_manage_courses),
    Entry(pgettext_lazy("menu", "Archives"), "courses:archives", is_for=may_manage_courses),
)


def entries(user: Any, path: str) -> list[dict[str, Any]]:
    """Those this person may open, with the one that is open marked."""
    rows = [(entry, reverse(entry.address)) for entry in ENTRIES if entry.is_for(user)]
    open_now = max((url for _entry, url in rows if path.startswith(url)), key=len, default="")
    open_now = next((url for entry, url in rows if re.search(entry.also, path)), open_now)
    return [{"label": entry.label, "url": url, "current": url == open_now} for entry, url in rows]
