"""A person's own page: what they change, what they see, what nobody else may."""

import pytest
from django.test import Client

from portal.core import mail_kinds
from portal.core.errors import NotAllowed
from portal.core.models import AuditEntry
from portal.people.services import profile
from tests.factories import member, organisation

pytestmark = pytest.mark.django_db

GOOD = {"display_name": "Kis Anna", "language": "de", "timezone": "Europe/Vienna"}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(mail_kinds, "_kinds", {})
    mail_kinds.register("news", "News")
    mail_kinds.register("events", "Events")


def test_what_is_saved_is_shown_in_the_new_language(site, account, inside):
    anna = account("anna@ls4vet.example", language="en", mail_off=["gone", "events"])
    client = inside(anna)
    answer = client.post("/en/account/", {**GOOD, "mails": ["events"]})
    assert (answer.status_code, answer.url) == (302, "/de/account/?saved=1")
    assert answer.cookies["language"].value == "de"
    anna.refresh_from_db()
    assert (anna.display_name, anna.language, anna.timezone) == ("Kis Anna", "de", "Europe/Vienna")
    assert anna.mail_off == ["gone", "news"], "kinds of rooms that are not there stay as they were"
    entry = AuditEntry.objects.get(action="account.profile_changed")
    assert entry.data == {"fields": ["display_name", "language", "timezone", "mail_off"]}
    assert entry.actor == anna


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"display_name": " "}, "display_name"),
        ({"language": "xx"}, "language"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"mails": ["spam"]}, "mails"),
    ],
)
def test_what_is_wrong_is_not_saved(site, account, inside, wrong, field):
    anna = account("anna@ls4vet.example")
    page = inside(anna).post("/en/account/", {**GOOD, **wrong})
    assert page.status_code == 200
    assert f'href="#id_{field}' in page.content.decode()
    anna.refresh_from_db()
    assert anna.display_name == "Anna Kis"
    assert not AuditEntry.objects.filter(action="account.profile_changed").exists()


def test_roles_are_shown_and_cannot_be_taken(site, account, inside):
    anna = account("anna@ls4vet.example", "learner")
    member(anna, organisation("its"), "partner_lead")
    client = inside(anna)
    page = client.get("/en/account/").content.decode()
    assert "its en" in page
    assert "Partner lead" in page
    assert "Learner" in page
    client.post("/en/account/", {**GOOD, "is_superuser": "1", "email": "other@ls4vet.example", "groups": "1"})
    anna.refresh_from_db()
    assert (anna.is_superuser, anna.email) == (False, "anna@ls4vet.example")


def test_nobody_changes_somebody_else(account):
    with pytest.raises(NotAllowed):
        profile.change(user=account("", "administrator"), person=account(), values={"display_name": "X"})


@pytest.mark.parametrize("address", ["", "data/", "data/copy/", "data/delete/", "sessions/", "second-step/", "email/"])
def test_strangers_are_sent_to_the_way_in(site, address):
    answer = Client().get(f"/nl/account/{address}")
    assert answer.status_code == 302
    assert answer.url.startswith("/nl/account/login/?next=")
