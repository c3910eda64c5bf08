"""What somebody with bad intentions tries: to learn who has an account, to borrow a session, to rise, to mislead."""

from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.permissions import site_roles
from portal.core.audit import record
from portal.core.models import AppendOnly, AuditEntry
from portal.people.errors import NotForYou
from portal.people.services import invitations
from portal.people.services.invitations import Offer
from portal.services import setup
from tests.integration.people.conftest import PASSWORD, code, last_link, with_app

pytestmark = pytest.mark.django_db

LOGIN = "/en/account/login/"
EVIL = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example")


@pytest.fixture
def anna(site, account):
    return account("anna@ls4vet.example", "learner")


@pytest.fixture
def hashed():
    """How often a password has been hashed: what takes the time that a watch could measure."""
    hasher, counted = type(get_hasher()), []
    real = hasher.encode

    def encode(self, *args, **kwargs):
        counted.append(1)
        return real(self, *args, **kwargs)

    with patch.object(hasher, "encode", encode):
        yield counted


def counted(hashed, address, data):
    hashed.clear()
    Client().post(address, data)
    return len(hashed)


def test_signing_in_takes_as_long_for_nobody(anna, hashed):
    known, unknown = (
        counted(hashed, LOGIN, {"login": email, "password": "wrong-password"}) for email in (anna.email, "x@x.example")
    )
    assert known == unknown > 0


def test_signing_up_takes_as_long_for_an_address_in_use(anna, hashed):
    new = {"display_name": "X", "password1": PASSWORD}
    known, unknown = (
        counted(hashed, "/en/account/signup/", {**new, "email": email}) for email in (anna.email, "x@x.example")
    )
    assert known == unknown > 0


def test_every_door_sends_one_mail_whoever_is_asked_for(anna, committed):
    for address, data in (
        ("/en/account/signup/", {"display_name": "X", "password1": PASSWORD}),
        ("/en/account/password/reset/", {}),
    ):
        for email in (anna.email, f"new-{len(mail.outbox)}@x.example"):
            mail.outbox.clear()
            with committed():
                assert Client().post(address, {**data, "email": email}).status_code == 302
            assert [letter.to for letter in mail.outbox] == [[email]], (address, email)


def test_a_planted_session_is_not_taken_over(anna):
    client = Client()
    client.get(LOGIN)
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    client.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"
    thief = Client()
    thief.cookies["sessionid"] = "planted0planted0planted0planted0"
    assert thief.get("/en/account/").status_code == 302


def test_the_second_step_ends_the_session_before_it(anna):
    with_app(anna)
    client = Client()
    client.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    before = client.cookies["sessionid"].value
    client.post("/en/account/second-step/authenticate/", {"code": code()})
    assert client.get("/en/account/").status_code == 200
    assert client.cookies["sessionid"].value != before


def test_half_signed_in_is_not_signed_in(anna):
    with_app(anna)
    client = Client()
    client.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    for address in ("/en/account/", "/en/account/data/", "/en/account/second-step/"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("where", EVIL)
def test_nobody_is_led_away(anna, where, inside):
    sent = {"login": anna.email, "password": PASSWORD, "next": where}
    answers = [
        Client().post(LOGIN, sent),
        Client().post(f"{LOGIN}?next={where}", sent),
        Client().get("/_page-login/", {"next": where}),
        Client().get("/admin/login/", {"next": where}),
        inside(anna).get(LOGIN, {"next": where}),
        inside(anna).post("/en/account/logout/", {"next": where}),
        inside(anna).post("/en/account/reauthenticate/", {"password": PASSWORD, "next": where}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert answer.url.startswith("/"), answer.url
        assert answer.url.split("?")[0] in ("/en/", "/en/account/", LOGIN), answer.url


def test_codes_cannot_be_guessed(anna):
    with_app(anna)
    client = Client()
    client.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    answers = [client.post("/en/account/second-step/authenticate/", {"code": f"{n:06d}"}) for n in range(12)]
    assert "Too many attempts" in answers[-1].content.decode() or answers[-1].status_code == 429
    client.post("/en/account/second-step/authenticate/", {"code": code()})
    assert client.get("/en/account/").status_code == 302, "not even with the right one"


@pytest.mark.parametrize("address", ["/en/account/password/reset/", "/en/account/signup/"])
def test_asking_too_often_is_stopped(site, address):
    data = {"email": "x@x.example", "display_name": "X", "password1": PASSWORD}
    assert 429 in [Client().post(address, data).status_code for _try in range(25)]


def test_a_new_password_ends_other_sessions(anna, committed):
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    with committed():
        Client().post("/en/account/password/reset/", {"email": anna.email})
    thirds = Client()
    form = thirds.get(last_link(), follow=True)
    new = "four-tired-teachers"
    thirds.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert User.objects.get(pk=anna.pk).check_password(new)
    assert [client.get("/en/account/").status_code for client in (here, there)] == [302, 302]


def test_fields_that_are_not_in_the_form_do_nothing(site):
    sent = {"email": "x@x.example", "display_name": "X", "password1": PASSWORD, "is_superuser": "1", "is_staff": "on"}
    Client().post("/en/account/signup/", {**sent, "groups": "1", "verified": "1", "is_active": "1"})
    person = User.objects.get(email="x@x.example")
    assert (person.is_superuser, person.is_staff, person.groups.exists()) == (False, False, False)
    assert not EmailAddress.objects.get(user=person).verified


def test_an_address_that_is_not_proved_accepts_nothing(anna, account, inside, committed):
    chief = account("", "administrator")
    with committed():
        invitations.invite(user=chief, email="guest@x.example", offer=Offer("en", ["editor"]))
    token = mail.outbox[-1].body.split("/invitation/")[1].split("/")[0]
    inside(anna).post("/en/account/email/", {"email": "guest@x.example", "action_add": "1"})
    anna.refresh_from_db()
    assert anna.email == "anna@ls4vet.example"
    with pytest.raises(NotForYou):
        invitations.accept(user=anna, token=token)
    assert site_roles(anna) == {"learner"}


@pytest.fixture
def chief(site, account):
    setup.ensure()
    return account("chief@ls4vet.example", "administrator")


def edited(person, **values):
    return {"email": person.email, "display_name": "X", "is_active": "on", **values}


def test_administrators_make_nobody_a_superuser(anna, chief, inside):
    client, page = inside(chief), reverse("wagtailusers_users:edit", args=[anna.pk])
    assert 'name="is_superuser"' not in client.get(page).content.decode()
    assert client.post(page, edited(anna, is_superuser="on")).status_code == 302
    client.post(
        reverse("wagtailusers_users:add"),
        {**edited(anna, is_superuser="on"), "email": "n@x.example", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert User.objects.filter(email="n@x.example").exists()
    assert not User.objects.filter(is_superuser=True).exists()


def test_administrators_do_not_take_a_superuser_over(chief, inside):
    boss = User.objects.create_superuser("boss@ls4vet.example", PASSWORD)
    client, new = inside(chief), {"password1": "taken-over-now", "password2": "taken-over-now"}
    client.post(reverse("wagtailusers_users:edit", args=[boss.pk]), edited(boss, email="mine@x.example", **new))
    client.post(reverse("wagtailusers_users:delete", args=[boss.pk]))
    for deed, data in (("set_active_state", {"mark_as_active": "False"}), ("delete", {})):
        client.post(f"/admin/bulk/accounts/user/{deed}/?id={boss.pk}", data)
    boss.refresh_from_db()
    assert (boss.email, boss.is_active, boss.erased_at) == ("boss@ls4vet.example", True, None)
    assert boss.check_password(PASSWORD)


def test_several_accounts_at_once_are_emptied_and_written_down(anna, chief, account, inside):
    record(actor=anna, action="work.done")
    other, client = account(), inside(chief)
    editors = Group.objects.get(name="Editors")
    client.post(f"/admin/bulk/accounts/user/assign_role/?id={other.pk}", {"role": editors.pk})
    assert site_roles(User.objects.get(pk=other.pk)) == {"editor"}
    client.post(f"/admin/bulk/accounts/user/set_active_state/?id={other.pk}", {"mark_as_active": "False"})
    edits = AuditEntry.objects.filter(action="account.edited", actor=chief)
    assert [entry.data for entry in edits] == [{"active": False}, {"groups": ["Editors"], "superuser": False}]
    client.post(f"/admin/bulk/accounts/user/delete/?id={anna.pk}&id={other.pk}")
    assert User.objects.exclude(erased_at=None).count() == 2
    assert AuditEntry.objects.get(action="work.done").actor == anna


@pytest.mark.parametrize("name", ["portal_contactmessage", "mail_suppression"])
def test_no_chooser_lists_people_who_wrote(chief, inside, name):
    app, model = name.split("_")
    answer = inside(chief).get(f"/admin/snippets/choose/{app}/{model}/")
    assert answer.status_code in (302, 404)


def test_the_log_has_no_way_back(anna):
    entry = record(actor=anna, action="work.done")
    entry.why = "other"
    for deed in (
        entry.save,
        entry.delete,
        lambda: AuditEntry.objects.update(why="other"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.bulk_update([entry], ["why"]),
        lambda: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"why": "other"}),
        lambda: AuditEntry.objects.bulk_create(
            [entry], update_conflicts=True, update_fields=["why"], unique_fields=["id"]
        ),
    ):
        with pytest.raises(AppendOnly):
            deed()
    assert AuditEntry.objects.get(pk=entry.pk).why == ""
