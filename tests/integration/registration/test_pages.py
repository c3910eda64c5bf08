"""What a reader sees who wants to come, in the right status, with nothing leaked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from portal.accounts.models import User
from portal.models import EventPage, Registration
from portal.services import registrations
from tests.factories.forms import stamped
from tests.integration.registration.conftest import NOW


def url(meeting: EventPage, language: str = "en") -> str:
    return f"/{language}/register/{meeting.translation_key}/"


def post(client, meeting: EventPage, language: str = "en", **fields):
    words = {"name": "Anna Kovács", "email": "anna@example.org", **fields}
    return client.post(url(meeting, language), stamped("registration", **words))


def path_of(address: str) -> str:
    return address.removeprefix("http://localhost:8000")


def test_the_event_shows_the_way_and_the_form_takes_a_name_and_an_address(client, meeting: EventPage):
    assert f'href="{url(meeting)}"' in client.get(meeting.url).content.decode()
    page = client.get(url(meeting, "hu"))
    assert (page.status_code, page.cookies) == (200, {})
    assert "Nyitott óra" in page.content.decode()
    answer = post(client, meeting, "hu")
    assert (answer.status_code, answer.cookies) == (302, {})
    row = Registration.objects.get()
    assert (row.name, row.email, row.language, row.seat, row.user) == ("Anna Kovács", "anna@example.org", "hu", 1, None)
    assert client.get(answer["Location"]).status_code == 200


def test_the_answer_does_not_tell_whether_an_address_was_registered(client, meeting: EventPage):
    first, again = post(client, meeting), post(client, meeting, name="Somebody else")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Registration.objects.get().name == "Anna Kovács"


def test_a_full_event_offers_the_waiting_list(client, meeting: EventPage, come):
    come("berta"), come("csilla")
    assert "All seats are taken" in client.get(url(meeting)).content.decode()
    post(client, meeting)
    assert Registration.objects.get(email="anna@example.org").seat is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"start": NOW - timedelta(hours=2), "end": NOW - timedelta(hours=1)}, "begun or is over"),
        ({"registration_closes": NOW - timedelta(hours=1)}, "has ended"),
        ({"registration_open": False}, "cannot register"),
    ],
)
def test_past_and_closed_events_answer_409_in_words(client, meeting: EventPage, values, words):
    EventPage.objects.filter(pk=meeting.pk).update(**values)
    client.force_login(User.objects.create_user("anna@example.org"))
    for answer in (client.get(url(meeting)), post(client, meeting), client.post(f"{url(meeting)}me/")):
        assert (answer.status_code, words in answer.content.decode()) == (409, True)
    assert not Registration.objects.exists()


def test_events_that_are_not_public_are_not_found(client, meeting: EventPage):
    assert client.get(f"/en/register/{uuid4()}/").status_code == 404
    PageViewRestriction.objects.create(page=meeting, restriction_type="login")
    hungarian = EventPage.objects.get(translation_key=meeting.translation_key, locale__language_code="hu")
    hungarian.unpublish()
    cache.clear()  # what the commit would do
    for answer in (client.get(url(meeting)), post(client, meeting), client.get(f"{url(meeting)}done/")):
        assert answer.status_code == 404


@pytest.mark.parametrize("fields", [{"name": ""}, {"email": "anna"}, {"name": "http://spam.example"}, {"website": "x"}])
def test_a_refused_form_keeps_what_was_typed(client, meeting: EventPage, fields):
    answer = post(client, meeting, **fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert fields.get("email", "anna@example.org") in text
    assert fields.get("name", "Anna Kovács") in text
    assert not Registration.objects.exists()


def test_one_click_for_whoever_is_signed_in(client, meeting: EventPage):
    user = User.objects.create_user("anna@example.org", display_name="Anna K.", language="hu")
    client.force_login(user)
    assert "Anna K." in client.get(url(meeting)).content.decode()
    answer = client.post(f"{url(meeting)}me/")
    row = Registration.objects.get()
    assert (row.name, row.user, row.language, row.seat) == ("Anna K.", user, "hu", 1)
    assert answer["Location"] == path_of(registrations.manage_url(row))
    assert "You are registered" in client.get(url(meeting)).content.decode()


def test_one_click_needs_a_token_and_a_person(client, meeting: EventPage):
    assert client.post(f"{url(meeting)}me/")["Location"] == url(meeting)
    assert client.get(f"{url(meeting)}me/").status_code == 405
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_user("anna@example.org"))
    assert strict.post(f"{url(meeting)}me/").status_code == 403
    assert not Registration.objects.exists()


def test_the_link_shows_the_place_in_line_and_cancels_only_on_the_button(client, meeting: EventPage, come):
    come("berta"), come("csilla")
    row = come("anna")
    address = path_of(registrations.manage_url(row))
    page = client.get(address)
    assert "Your place in line: 1" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Registration.objects.count() == 3
    assert type(client)(enforce_csrf_checks=True).post(address).status_code == 200
    assert not Registration.objects.filter(pk=row.pk).exists()
    assert "not registered any more" in client.get(address).content.decode()
    assert client.post(address).status_code == 200


def test_forged_links_are_refused(client, meeting: EventPage, come):
    row = come("anna")
    sound = signing.dumps([row.pk, row.key], salt=registrations.SALT)
    for token in ("x", sound[:-2], signing.dumps([row.pk, row.key], salt="other")):
        for method in (client.get, client.post):
            assert method(f"/en/registration/{token}/").status_code == 410
    wrong_key = signing.dumps([row.pk, "guess"], salt=registrations.SALT)
    client.post(f"/en/registration/{wrong_key}/")
    assert Registration.objects.count() == 1
