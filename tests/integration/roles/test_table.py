"""Every role asks every address; every address outside the course room is asked for."""

import re
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from tests.integration.roles import addresses, table
from tests.integration.roles.asking import ask
from tests.integration.roles.conftest import ROLES, SAME, VISITOR

pytestmark = pytest.mark.django_db

GROUPS, ROWS = table.groups(table.SITE), table.rows(table.SITE)
ENDS = (VISITOR, "learner", "translator: German", "superuser")
"""Where all who are signed in get one answer, these are asked for all."""
PRIVATE = re.compile(r"/(en/account|admin)/(?!uploads/)")
"""Where forms need a token; public forms work without cookies, uploads are refused by their own tests."""


def asked(group: dict[str, str]) -> list[str]:
    """The roles to ask for a row."""
    alike = len({answer for role, answer in group.items() if role != VISITOR}) == 1
    return list(ENDS) if alike else list(group)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_gets_which_answer(sessions, things, row):
    expected = GROUPS[row.group]
    found = {role: ask(sessions[role], row.method, row.place(things)) for role in asked(expected)}
    assert found == {role: expected[role] for role in found}


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "POST" and PRIVATE.match(row.address)], ids=str)
def test_forms_of_other_sites_change_nothing(sessions, things, row):
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = sessions["superuser"]
    address, _with, given = row.place(things).partition(" with ")
    assert client.post(address, dict(parse_qsl(given))).status_code == 403


@pytest.mark.parametrize("role", SAME)
def test_roles_that_are_said_to_be_alike_are(sessions, things, role):
    for row in ROWS:
        if len(set(GROUPS[row.group].values())) > 2 and row.method == "GET":
            assert ask(sessions[role], "GET", row.place(things)) == GROUPS[row.group][SAME[role]], row


def test_every_role_has_an_answer_in_every_group():
    assert {role for group in GROUPS.values() for role in group} | set(SAME) == {VISITOR, *ROLES}
    assert {row.group for row in ROWS} == set(GROUPS), "no group without an address, no address without a group"
    assert len({(row.address, row.method) for row in ROWS}) == len(ROWS)


def test_every_address_stands_in_the_table(things):
    missing = addresses.missing(ROWS, things, room=False)
    assert not missing, f"write them into {table.SITE.name}: {missing}"
