"""Every role asks every address; every address of the project is asked for."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from tests.integration.roles import table
from tests.integration.roles.asking import ask
from tests.integration.roles.conftest import ROLES, SAME, VISITOR

pytestmark = pytest.mark.django_db

GROUPS, ROWS = table.groups(table.SITE), table.rows(table.SITE)
ENDS = (VISITOR, "learner", "translator: German", "superuser")
"""Where all who are signed in get one answer, these are asked for all."""
PRIVATE = re.compile(r"/(en/account|admin)/(?!uploads/)")
"""Where forms need a token; public forms work without cookies, uploads are refused by their own tests."""
LIBRARY_TESTS = ("admin/failwhale/", "admin/test404/")
"""Wagtail's own pages for looking at its error pages."""


def asked(group: dict[str, str]) -> list[str]:
    """The roles to ask for a row."""
    alike = len({answer for role, answer in group.items() if role != VISITOR}) == 1
    return list(ENDS) if alike else list(group)


def place(row: table.Row, things: dict[str, object]) -> str:
    """The address with what stands for the names in braces."""
    return row.address.format(**things)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_gets_which_answer(sessions, things, row):
    expected = GROUPS[row.group]
    found = {role: ask(sessions[role], row.method, place(row, things)) for role in asked(expected)}
    assert found == {role: expected[role] for role in found}


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "POST" and PRIVATE.match(row.address)], ids=str)
def test_forms_of_other_sites_change_nothing(sessions, things, row):
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = sessions["superuser"]
    address, _with, given = place(row, things).partition(" with ")
    assert client.post(address, dict(parse_qsl(given))).status_code == 403


@pytest.mark.parametrize("role", SAME)
def test_roles_that_are_said_to_be_alike_are(sessions, things, role):
    for row in ROWS:
        if len(set(GROUPS[row.group].values())) > 2 and row.method == "GET":
            assert ask(sessions[role], "GET", place(row, things)) == GROUPS[row.group][SAME[role]], row


def test_every_role_has_an_answer_in_every_group():
    assert {role for group in GROUPS.values() for role in group} | set(SAME) == {VISITOR, *ROLES}
    assert {row.group for row in ROWS} == set(GROUPS), "no group without an address, no address without a group"
    assert len({(row.address, row.method) for row in ROWS}) == len(ROWS)


def test_every_address_stands_in_the_table(things):
    places = {re.split(r"\?| with ", place(row, things))[0] for row in ROWS} - {"/"}  # which leads to a language
    known = {resolve(address).route.replace("^", "") for address in places}
    sections = {section(route) for route in known}
    missing = [
        route
        for route, view in routes(get_resolver())
        if route not in known
        and route not in LIBRARY_TESTS
        and not (is_wagtails(route, view) and section(route) in sections)
    ]
    assert not missing, f"write them into docs/roles-and-addresses.md: {missing}"


def is_wagtails(route: str, view: str) -> bool:
    """Whether the admin's library made this address, though perhaps with a view that stands on its own."""
    return route.startswith(("admin/snippets/", "admin/users/") if view.startswith("portal.") else "admin/")


def section(route: str) -> str:
    """What a library registers together: "admin/images/", and for snippets and settings one kind of record."""
    depth = {"snippets": 4, "settings": 4}
    parts = route.split("/")
    return "/".join(parts[: depth.get(parts[1], 2) if len(parts) > 1 else 1])


def routes(resolver, before: str = "") -> Iterator[tuple[str, str]]:
    """Every route with the name of its view."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).replace("^", "")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        elif route != "admin/.*/$":
            yield route, pattern.lookup_str
