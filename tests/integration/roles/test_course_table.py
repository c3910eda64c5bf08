"""Every role asks every address of the course room; every address of the room is asked for."""

from functools import partial
from urllib.parse import parse_qsl

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation

from portal.services import setup
from tests.factories import SmallSite
from tests.integration.roles import addresses, table
from tests.integration.roles.asking import ask
from tests.integration.roles.course_things import Room

pytestmark = pytest.mark.django_db

GROUPS, ROWS = table.groups(table.COURSES), table.rows(table.COURSES)
VISITOR = "visitor"
ENDS = (VISITOR, "learner in", "facilitator", "administrator", "superuser")
"""Where all who are signed in get one answer, these are asked for all."""
FORMS = [
    row
    for row in ROWS
    if row.method == "POST" and "yes" in GROUPS[row.group].values() and row.address != "/en/certificates/check/"
]
"""Those that somebody may send; but not the one that works without cookies and stores nothing."""


@pytest.fixture(scope="module")
def room(built_site: SmallSite) -> Room:
    """The cohorts with everybody around them."""
    with translation.override("en"):
        setup.ensure()
        return Room(built_site)


@pytest.fixture(scope="module")
def things(room: Room) -> dict[str, object]:
    """What stands for the names in braces."""
    with translation.override("en"):
        return room.things()


@pytest.fixture(scope="module")
def sessions(room: Room, things: dict[str, object]) -> dict[str, str]:
    """Each role's session, signed in once; nobody's is empty."""
    made = {VISITOR: ""}
    for role, person in room.people.items():
        client = Client()
        client.force_login(person)
        made[role] = client.cookies["sessionid"].value
    return made


@pytest.fixture(autouse=True)
def plain_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that say no are drawn in other tests; here their number is enough, and takes a third of the time less."""
    for number in (403, 404):
        view = partial(_said, number)
        monkeypatch.setattr(f"portal.urls.handler{number}", view, raising=False)


def _said(number: int, request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(status=number)


def asked(group: dict[str, str]) -> dict[str, str]:
    """The roles to ask for a row, with their answers."""
    alike = len({answer for role, answer in group.items() if role != VISITOR}) == 1
    return {role: answer for role, answer in group.items() if not alike or role in ENDS}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_gets_which_answer(sessions, things, row):
    expected = asked(GROUPS[row.group])
    found = {role: ask(sessions[role], row.method, row.place(things)) for role in expected}
    assert found == expected


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_forms_of_other_sites_change_nothing(sessions, things, row):
    allowed = [role for role, answer in GROUPS[row.group].items() if answer == "yes" and role != VISITOR]
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = sessions[allowed[0]]
    address, _with, given = row.place(things).partition(" with ")
    assert client.post(address, dict(parse_qsl(given))).status_code == 403


def test_every_role_has_an_answer_in_every_group(sessions):
    assert all(set(group) == set(sessions) for group in GROUPS.values())
    assert {row.group for row in ROWS} == set(GROUPS), "no group without an address, no address without a group"
    assert len({(row.address, row.method) for row in ROWS}) == len(ROWS)


def test_every_address_of_the_room_stands_in_the_table(things):
    missing = addresses.missing(ROWS, things, room=True)
    assert not missing, f"write them into {table.COURSES.name}: {missing}"
