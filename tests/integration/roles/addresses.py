"""The addresses of the project, and which document each belongs into."""

import re
from collections.abc import Iterable, Iterator

from django.urls import get_resolver, resolve

from tests.integration.roles.table import Row

LIBRARY_TESTS = ("admin/failwhale/", "admin/test404/")
"""Wagtail's own pages for looking at its error pages."""


def missing(rows: Iterable[Row], things: dict[str, object], *, room: bool) -> list[str]:
    """Addresses of the course room, or of everything else, that no row asks for."""
    places = {re.split(r"\?| with ", row.place(things))[0] for row in rows} - {"/"}  # which leads to a language
    known = {resolve(address).route.replace("^", "") for address in places}
    sections = {_section(route) for route in known}
    return [
        route
        for route, view in _routes(get_resolver())
        if is_of_the_room(view) == room
        and route not in known
        and route not in LIBRARY_TESTS
        and not (_is_wagtails(route, view) and _section(route) in sections)
    ]


def is_of_the_room(view: str) -> bool:
    """Whether a view belongs to the course room; activities stand beside it and in the site's table."""
    return view.startswith("courses.views.") and not view.startswith("courses.views.h5p_")


def _is_wagtails(route: str, view: str) -> bool:
    """Whether the admin's library made this address, though perhaps with a view that stands on its own."""
    return route.startswith(("admin/snippets/", "admin/users/") if view.startswith("portal.") else "admin/")


def _section(route: str) -> str:
    """What a library registers together: "admin/images/", and for snippets and settings one kind of record."""
    depth = {"snippets": 4, "settings": 4}
    parts = route.split("/")
    return "/".join(parts[: depth.get(parts[1], 2) if len(parts) > 1 else 1])


def _routes(resolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Every route with the name of its view."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).replace("^", "")
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, route)
        elif route != "admin/.*/$":
            yield route, pattern.lookup_str
