"""What a person has switched off isn't sent; the link in a mail switches it off without signing in, and only that."""

import pytest
from django.core import mail as outbox
from django.core import signing

from portal.accounts.models import User
from portal.core import mail, mail_kinds
from portal.mail import off
from tests.factories import SmallSite

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(mail_kinds, "_kinds", dict(mail_kinds._kinds))
    mail_kinds.register("chatter", "Chatter", "Words about nothing.")


@pytest.fixture
def person(site: SmallSite) -> User:
    return User.objects.create_user("anna@example.org", language="hu", mail_off=["other"])


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost:8000")


def test_a_mail_of_a_kind_carries_the_one_click_headers_and_the_link(person: User, committed):
    with committed():
        row = mail.send("test", to=person, context={}, kind="chatter")
    [letter] = outbox.outbox
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://localhost:8000/hu/mail/off/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in row.text
    assert address in row.html


def test_a_mail_that_is_always_sent_carries_none(person: User):
    row = mail.send("test", to=person, context={})
    assert row.headers == {}
    assert "/mail/off/" not in row.text


def test_one_click_switches_off_without_cookies_and_nothing_more_is_sent(person: User, client, committed):
    address = path_of(off.off_url(person.pk, "chatter", "hu"))
    strict = type(client)(enforce_csrf_checks=True)
    answer = strict.post(address, ONE_CLICK)
    assert (answer.status_code, answer.cookies) == (200, {})
    person.refresh_from_db()
    assert person.mail_off == ["chatter", "other"]
    with committed():
        assert mail.send("test", to=person, context={}, kind="chatter") is None
        mail.send("test", to=person, context={})
    assert len(outbox.outbox) == 1


def test_opening_the_link_only_asks(person: User, client):
    address = path_of(off.off_url(person.pk, "chatter", "en"))
    answer = client.get(address)
    assert "No more mail of the kind “Chatter”?" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    person.refresh_from_db()
    assert person.mail_off == ["other"]


def test_twice_is_no_error(person: User, client):
    address = path_of(off.off_url(person.pk, "chatter", "en"))
    assert [client.post(address).status_code for _time in range(2)] == [200, 200]
    person.refresh_from_db()
    assert person.mail_off == ["chatter", "other"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_and_foreign_links_change_nothing(person: User, client, method):
    sound = signing.dumps([person.pk, "chatter"], salt=off.SALT)
    forged = [
        "nonsense",
        sound[:-1] + ("A" if sound[-1] != "A" else "B"),
        signing.dumps([person.pk, "chatter"], salt="another"),
        signing.dumps([person.pk, "unheard-of"], salt=off.SALT),
    ]
    if method == "post":
        forged.append(signing.dumps([person.pk + 1000, "chatter"], salt=off.SALT))
    for token in forged:
        answer = getattr(client, method)(f"/en/mail/off/{token}/")
        assert answer.status_code == 404
        assert "This link does not work" in answer.content.decode()
    person.refresh_from_db()
    assert person.mail_off == ["other"]
