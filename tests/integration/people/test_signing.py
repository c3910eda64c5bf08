"""Signing in and up: the way it goes, the ways it must not go, and nothing that says who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.core.models import AuditEntry
from tests.integration.people.conftest import PASSWORD, last_link

pytestmark = pytest.mark.django_db

NEW = {"display_name": "Kis Anna", "email": "anna@ls4vet.example", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _after_commit(site, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        yield


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    """Post a form; what waits for the commit happens."""

    def post(address, data, by=None):
        with django_capture_on_commit_callbacks(execute=True):
            return (by or client).post(address, data)

    return post


def words(response) -> str:
    """What a page says, without what changes with every request and what was typed."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"\S+@\S+", "", text)


def sign_in(client, email="anna@ls4vet.example", password=PASSWORD):
    return client.post("/hu/account/login/", {"login": email, "password": password})


def test_a_new_account_is_opened_by_the_mailed_link(client, send):
    response = send("/hu/account/signup/", NEW)
    assert (response.status_code, response.url) == (302, "/hu/account/confirm-email/")
    person = User.objects.get()
    assert (person.display_name, person.language, person.email) == ("Kis Anna", "hu", "anna@ls4vet.example")
    assert not EmailAddress.objects.get().verified
    assert mail.outbox[-1].to == ["anna@ls4vet.example"]
    link = last_link()
    assert link.startswith("/hu/account/confirm-email/")
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified, "mail programs open links by themselves"
    assert send(link, {}).status_code == 302
    assert EmailAddress.objects.get().verified
    assert sign_in(Client()).url == "/hu/account/"
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"account.signed_up", "account.signed_in"} <= actions


def test_without_the_link_nobody_gets_in(send):
    send("/hu/account/signup/", NEW)
    stranger = Client()
    assert sign_in(stranger).url == "/hu/account/confirm-email/"
    assert stranger.get("/hu/account/").status_code == 302


@pytest.mark.parametrize("language", ["en", "hu", "de", "nl"])
def test_a_link_works_once_and_says_so_in_the_readers_language(client, send, language):
    send(f"/{language}/account/signup/", NEW)
    link = last_link()
    send(link, {})
    again = Client().get(link)
    assert again.status_code == 200
    assert f'lang="{language}"' in again.content.decode()
    assert 'method="post" action="/' not in again.content.decode(), "nothing left to confirm"
    broken = Client().get(link[:-4] + "xyz/")
    assert words(broken) == words(again).replace(link, link[:-4] + "xyz/") or broken.status_code == 200


def test_an_address_in_use_looks_like_a_new_one(client, send, account):
    first = send("/en/account/signup/", NEW)
    account("used@ls4vet.example")
    second = send("/en/account/signup/", {**NEW, "email": "used@ls4vet.example"}, by=Client())
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert mail.outbox[-1].to == ["used@ls4vet.example"]
    assert "account already" in mail.outbox[-1].subject
    assert User.objects.filter(email__iexact="used@ls4vet.example").count() == 1


def test_a_wrong_password_looks_like_an_unknown_address(account):
    account("anna@ls4vet.example")
    wrong, unknown = sign_in(Client(), password="x"), sign_in(Client(), "nobody@ls4vet.example", "x")
    assert wrong.status_code == unknown.status_code == 200
    assert words(wrong) == words(unknown)


def test_asking_for_a_password_says_nothing_about_the_address(account, send):
    account("anna@ls4vet.example", language="nl")
    known = send("/en/account/password/reset/", {"email": "anna@ls4vet.example"}, by=Client())
    assert mail.outbox[-1].subject != ""
    assert "/key/" in mail.outbox[-1].body
    unknown = send("/en/account/password/reset/", {"email": "nobody@ls4vet.example"}, by=Client())
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "/key/" not in mail.outbox[-1].body


def test_a_password_link_works_once(account, send):
    anna = account("anna@ls4vet.example")
    send("/en/account/password/reset/", {"email": anna.email}, by=Client())
    link, client = last_link(), Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "four-awake-teachers", "password2": "four-awake-teachers"}
    assert send(form, new, by=client).status_code == 302
    anna.refresh_from_db()
    assert anna.check_password("four-awake-teachers")
    page = Client().get(link, follow=True).content.decode()
    assert "This link no longer works" in page
    assert 'name="password1"' not in page


def test_guessing_passwords_is_stopped(account):
    account("anna@ls4vet.example")
    client = Client()
    for _time in range(6):
        answer = sign_in(client, password="guess")
    assert answer.status_code in (200, 429)
    answer = sign_in(client)
    assert not answer.wsgi_request.user.is_authenticated


def test_the_closed_stay_out(account):
    account("anna@ls4vet.example", is_active=False)
    assert not sign_in(Client()).wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"email": "nonsense"}, "email"), ({"password1": "short"}, "password1"), ({"display_name": ""}, "display_name")],
)
def test_what_is_wrong_is_said_beside_its_field(client, changed, field):
    page = client.post("/en/account/signup/", {**NEW, **changed}).content.decode()
    assert f'href="#id_{field}"' in page
    assert "data-error-summary" in page
    assert not User.objects.exists()


def test_the_admin_sends_people_to_the_sites_own_way_in(client, account, inside):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/en/account/login/?next=%2Fadmin%2F"
    learner = inside(account("l@ls4vet.example", "learner"))
    assert learner.get("/admin/", follow=True).redirect_chain[-1][0] == "/en/account/"


def test_after_signing_in_nobody_is_sent_to_another_host(account):
    account("anna@ls4vet.example")
    answer = Client().post(
        "/en/account/login/",
        {"login": "anna@ls4vet.example", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert (answer.status_code, answer.url) == (302, "/en/account/")


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password", "people:account"])
def test_pages_about_people_are_stored_nowhere(client, name, page_cache):
    for _time in range(2):
        answer = client.get(reverse(name))
        assert answer["Cache-Control"] == "private, no-store"
        assert not answer.has_header("ETag")


def test_the_masthead_leads_in_and_knows_who_is_in(client, site, account, inside, page_cache):
    anonymous = client.get(site.url("aims")).content.decode()
    assert 'href="/en/account/login/"' in anonymous
    anna = inside(account("anna@ls4vet.example", display_name="Kis Anna"))
    answer = anna.get(site.url("aims"))
    assert "Kis Anna" in answer.content.decode()
    assert 'href="/en/account/login/"' not in answer.content.decode()
    assert Client().get(site.url("aims")).content.decode() == anonymous, "the next anonymous reader gets the old page"
