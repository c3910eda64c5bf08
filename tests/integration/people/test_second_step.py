"""The second step: staff need one, others may have one, nobody gets around it."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from tests.integration.people.conftest import PASSWORD, code, steps, with_app

pytestmark = pytest.mark.django_db
LOGIN = "/en/account/login/"


@pytest.fixture
def required(settings):
    """As in production."""
    settings.STAFF_SECOND_STEP = True


def password_only(person):
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("editor", "/en/account/second-step/"),
        ("translator_de", "/en/account/second-step/"),
        ("administrator", "/en/account/second-step/"),
        ("course_manager", "/en/account/second-step/"),
    ],
)
def test_staff_set_one_up_first(site, account, required, role, address):
    client = password_only(account("", role))
    assert client.get("/admin/").url == address
    assert client.get(site.url("aims")).url == address
    assert client.get(address).status_code == 200
    assert client.get("/en/account/sessions/").status_code == 200


def test_others_need_none(site, account, required):
    client = password_only(account("", "learner"))
    assert client.get(site.url("aims")).status_code == 200


def test_demos_do_without(site, account):
    assert password_only(account("", "editor")).get(site.url("aims")).status_code == 200


def test_with_a_code_staff_get_in(site, account, required):
    editor = with_app(account("", "editor"))
    client = password_only(editor)
    assert client.get("/admin/").status_code == 302, "the password alone opens nothing"
    assert client.get("/en/account/").status_code == 302
    wrong = client.post("/en/account/second-step/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    assert not wrong.wsgi_request.user.is_authenticated
    right = client.post("/en/account/second-step/authenticate/", {"code": code()})
    assert right.status_code == 302
    assert client.get(site.url("aims")).status_code == 200


def test_a_recovery_code_works_once(site, account):
    person = with_app(account())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    for expected in (302, 200):
        client = password_only(person)
        answer = client.post("/en/account/second-step/authenticate/", {"code": codes[0]})
        assert answer.status_code == expected


def test_a_code_from_the_app_works_once(site, account):
    person, now = with_app(account()), code()
    answers = [
        password_only(person).post("/en/account/second-step/authenticate/", {"code": now}).status_code
        for _time in range(2)
    ]
    assert answers == [302, 200]


def test_staff_keep_their_last_step_others_may_drop_it(site, account, required):
    for role, kept in (("editor", {"totp"}), ("learner", set())):
        person = with_app(account("", role))
        client = password_only(person)
        client.post("/en/account/second-step/authenticate/", {"code": code()})
        asked = client.post("/en/account/second-step/totp/deactivate/", {})
        assert asked.url.startswith("/en/account/reauthenticate/"), "first show that it is you"
        client.post(asked.url, {"password": PASSWORD})
        client.post("/en/account/second-step/totp/deactivate/", {})
        assert steps(person) & {"totp"} == kept


def test_asking_once_a_session(site, account, required, queries):
    person = with_app(account("", "editor"))
    client = password_only(person)
    client.post("/en/account/second-step/authenticate/", {"code": code()})
    client.get("/en/account/sessions/")
    client.get(site.url("aims"))
    with queries() as asked:
        client.get("/en/feeds/news.atom")
    assert not [query for query in asked.captured_queries if "mfa_authenticator" in query["sql"]]


def test_production_cannot_do_without():
    from pathlib import Path

    from django.conf import settings

    text = (Path(settings.BASE_DIR) / "portal" / "settings" / "production.py").read_text()
    assert "STAFF_SECOND_STEP" not in text
    assert "INSECURE" not in text


def test_sessions_end_elsewhere(site, account):
    person = account()
    here, there = password_only(person), password_only(person)
    page = here.get("/en/account/sessions/")
    assert page.content.decode().count('<th scope="row">') == 2
    here.post("/en/account/sessions/", {})
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302
