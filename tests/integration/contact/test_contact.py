"""A message arrives once, whatever is pressed; spam is refused in words; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone
from django.utils.html import escape

from portal.accounts.models import User
from portal.models import ContactMessage
from tests.factories import SmallSite, text_page
from tests.factories.forms import stamped

WORDS = {
    "name": "Kovács Anna",
    "email": "anna@school.example",
    "subject": "Lesson Study nálunk",
    "message": "How do we begin? <b>Ő & ű</b> https://school.example",
}
URL = "/hu/contact/write/"


@pytest.fixture
def addressed(site: SmallSite) -> SmallSite:
    site.settings.contact_email = "project@example.org"
    site.settings.save()
    return site


def post(client, seconds: int = 60, headers=None, **fields):
    return client.post(URL, stamped("contact", seconds, **{**WORDS, **fields}), headers=headers)


def test_a_message_is_stored_passed_on_and_confirmed(addressed: SmallSite, client, committed):
    with committed():
        answer = post(client)
    assert (answer.status_code, answer["Location"]) == (302, "/hu/contact/sent/")
    row = ContactMessage.objects.get()
    assert {name: getattr(row, name) for name in WORDS} == WORDS
    assert row.language == "hu"
    to_project, to_sender = outbox.outbox
    assert (to_project.to, to_project.extra_headers["Reply-To"]) == (["project@example.org"], "anna@school.example")
    assert WORDS["message"] in to_project.body
    assert escape("<b>Ő & ű</b>") in to_project.alternatives[0][0]
    assert to_sender.to == ["anna@school.example"]


def test_the_confirmation_repeats_nothing_the_sender_typed(addressed: SmallSite, client, committed):
    with committed():
        post(client)
    letter = outbox.outbox[-1]
    whole = letter.subject + letter.body + letter.alternatives[0][0]
    assert [word for word in ("Kovács", "nálunk", "begin", "school.example") if word in whole] == []


def test_without_an_address_of_the_project_it_is_stored_all_the_same(site: SmallSite, client, committed):
    with committed():
        post(client)
    assert ContactMessage.objects.count() == 1
    assert [letter.to for letter in outbox.outbox] == [["anna@school.example"]]


def test_the_same_form_sent_twice_is_one_message(addressed: SmallSite, client, committed):
    form = stamped("contact", **WORDS)
    with committed():
        assert [client.post(URL, form).status_code for _time in range(2)] == [302, 302]
    assert ContactMessage.objects.count() == 1
    assert len(outbox.outbox) == 2


def test_it_sets_no_cookie_and_is_not_kept(site: SmallSite, client, page_cache):
    answer = client.get(URL)
    assert answer.cookies == {}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"email": "anna.school.example"}, "valid email"),
        ({"message": "Short"}, "at least 10"),
        ({"message": "x" * 5001}, "at most 5000"),
        ({"message": "see [url=http://a.example]this[/url]"}, "without markup"),
        ({"message": "http://a.x http://b.x http://c.x https://d.x"}, "too many links"),
        ({"name": "Buy http://a.example"}, "too many links"),
        ({"subject": "to\u202eth"}, "invisible characters"),
        ({"website": "http://spam.example"}, "catch programs"),
        ({"stamp": "forged"}, "had to be renewed"),
        ({"stamp": ""}, "had to be renewed"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(site: SmallSite, client, fields, words):
    answer = client.post(URL.replace("hu", "en"), {**stamped("contact", **WORDS), **fields})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    for name, value in {**WORDS, **fields}.items():
        if name != "stamp":
            assert escape(value) in text
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(("seconds", "words"), [(0, "very quick"), (25 * 3600, "more than a day")])
def test_too_fast_and_too_old_forms_are_asked_for_again(site: SmallSite, client, seconds, words):
    answer = client.post("/en/contact/write/", stamped("contact", seconds, **WORDS))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert escape(WORDS["message"]) in answer.content.decode()
    assert not ContactMessage.objects.exists()


def test_a_renewed_form_goes_through_at_the_second_try(site: SmallSite, client, monkeypatch):
    from portal.core import guard

    answer = client.post(URL, stamped("contact", 25 * 3600, **WORDS))
    stamp = answer.context["form"]["stamp"].value()
    monkeypatch.setattr(guard, "AT_LEAST", timedelta(0))
    assert client.post(URL, {**WORDS, "stamp": stamp}).status_code == 302


def test_the_stamp_of_another_form_is_none(site: SmallSite, client):
    assert client.post(URL, stamped("newsletter", **WORDS)).status_code == 422


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_on_another_site_is_refused(site: SmallSite, client, headers):
    assert post(client, headers=headers).status_code == 422
    assert not ContactMessage.objects.exists()


def test_ours_is_not(site: SmallSite, client):
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert post(client, headers=headers).status_code == 302


def test_the_sixth_of_an_hour_waits_and_keeps_its_text(site: SmallSite, client):
    answers = [post(client, message=f"Message number {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Message number 5" in answers[-1].content.decode()
    assert ContactMessage.objects.count() == 5


def test_behind_our_proxy_each_reader_has_a_limit_of_their_own(site: SmallSite, client, settings):
    settings.BEHIND_PROXY = True
    for number in range(6):
        forged = {"x-forwarded-for": f"198.51.100.{number}, 203.0.113.9"}
        answer = post(client, headers=forged, message=f"Message number {number}")
    assert answer.status_code == 429
    assert post(client, headers={"x-forwarded-for": "203.0.113.10"}).status_code == 302


def test_messages_are_deleted_in_time(site: SmallSite, settings, client):
    post(client)
    ContactMessage.objects.update(received=timezone.now() - timedelta(days=settings.CONTACT_KEEP_DAYS, minutes=-1))
    call_command("forget_old", verbosity=0)
    assert ContactMessage.objects.count() == 1
    ContactMessage.objects.update(received=timezone.now() - timedelta(days=settings.CONTACT_KEEP_DAYS, minutes=1))
    call_command("forget_old", verbosity=0)
    assert ContactMessage.objects.count() == 0


def test_a_page_may_show_the_way_to_the_form(site: SmallSite, client):
    page = text_page(site("home"), "Contact us", show_contact_form=True)
    assert "/en/contact/write/" in client.get(page.url).content.decode()
    assert "/en/contact/write/" not in client.get(site.url("project")).content.decode()


def test_in_the_admin_messages_are_read_and_never_written(site: SmallSite, client):
    post(client)
    pk = ContactMessage.objects.get().pk
    client.force_login(User.objects.create_superuser("admin@example.org"))
    base = "/admin/snippets/portal/contactmessage"
    assert WORDS["subject"] in client.get(f"{base}/").content.decode()
    assert WORDS["email"] in client.get(f"{base}/inspect/{pk}/").content.decode()
    for place in (f"{base}/add/", f"{base}/edit/{pk}/"):
        assert client.get(place).status_code == 302
    assert ContactMessage.objects.get().subject == WORDS["subject"]
