"""Nobody is on the list without a yes, nobody finds out who is, and everybody gets off."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core import signing
from django.core.management import call_command
from django.utils import timezone

from portal.accounts.models import User
from portal.core.models import AuditEntry
from portal.mail.choices import SuppressionReason
from portal.mail.models import OutgoingMail, Suppression
from portal.models import Subscriber
from portal.services import newsletter
from tests.factories import SmallSite
from tests.factories.forms import stamped

URL = "/hu/news-by-email/"


def ask(client, email="anna@example.org", language="hu", **more):
    return client.post(URL, stamped("newsletter", email=email, language=language, **more))


def path_of(url: str) -> str:
    return url.removeprefix("http://localhost:8000")


@pytest.fixture
def asked(site: SmallSite, client) -> Subscriber:
    ask(client)
    return Subscriber.objects.get()


@pytest.fixture
def subscribed(asked: Subscriber) -> Subscriber:
    return newsletter.confirm(token=token_of(newsletter.confirm_url(asked)))


def token_of(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[-1]


def test_asking_sends_a_mail_in_the_chosen_language_and_no_more(site: SmallSite, client, committed):
    with committed():
        answer = ask(client, email="Anna@Example.org", language="de")
    assert (answer.status_code, answer["Location"], answer.cookies) == (302, "/hu/news-by-email/asked/", {})
    row = Subscriber.objects.get()
    assert (row.email, row.language, row.confirmed) == ("anna@example.org", "de", None)
    [letter] = outbox.outbox
    assert "/de/news-by-email/yes/" in letter.body
    assert "List-Unsubscribe" not in letter.extra_headers


def test_opening_the_link_only_asks_and_pressing_the_button_says_yes(asked: Subscriber, client):
    address = path_of(newsletter.confirm_url(asked))
    assert client.get(address).status_code == 200
    asked.refresh_from_db()
    assert asked.confirmed is None
    answer = type(client)(enforce_csrf_checks=True).post(address)
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    asked.refresh_from_db()
    assert asked.confirmed is not None


def test_saying_yes_twice_is_no_error(subscribed: Subscriber, client):
    first = subscribed.confirmed
    assert client.post(path_of(newsletter.confirm_url(subscribed))).status_code == 200
    subscribed.refresh_from_db()
    assert subscribed.confirmed == first


def test_a_link_is_good_for_three_days(asked: Subscriber, client, monkeypatch):
    address = path_of(newsletter.confirm_url(asked))
    later = signing.time.time() + 3 * 86_400 + 60
    monkeypatch.setattr(signing.time, "time", lambda: later)
    for method in (client.get, client.post):
        assert method(address).status_code == 410
    asked.refresh_from_db()
    assert asked.confirmed is None


def test_a_used_link_does_not_bring_an_ended_subscription_back(subscribed: Subscriber, client):
    confirm, end = newsletter.confirm_url(subscribed), newsletter.end_url(subscribed)
    client.post(path_of(end))
    assert client.post(path_of(confirm)).status_code == 410
    assert not Subscriber.objects.exists()


def test_the_link_of_an_ended_subscription_does_not_end_the_next_one(subscribed: Subscriber, client):
    end = path_of(newsletter.end_url(subscribed))
    client.post(end)
    row = Subscriber.objects.create(pk=subscribed.pk, email=subscribed.email, language="hu")
    assert client.post(end).status_code == 200
    assert Subscriber.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("place", ["yes", "end"])
def test_forged_and_swapped_links_are_refused(subscribed: Subscriber, client, place):
    own, other = (newsletter.CONFIRM, newsletter.END) if place == "yes" else (newsletter.END, newsletter.CONFIRM)
    sound = signing.dumps([subscribed.pk, subscribed.key], salt=own)
    forged = [sound[:-2], "x", signing.dumps([subscribed.pk, subscribed.key], salt=other)]
    for token in forged:
        for method in (client.get, client.post):
            assert method(f"/en/news-by-email/{place}/{token}/").status_code == 410
    assert Subscriber.objects.filter(confirmed__isnull=False).count() == 1


def test_one_click_ends_it_without_a_cookie_and_a_second_time_looks_the_same(subscribed: Subscriber, client):
    address = path_of(newsletter.end_url(subscribed))
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    assert Subscriber.objects.exists()
    answers = [strict.post(address, {"List-Unsubscribe": "One-Click"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert not Subscriber.objects.exists()


def test_an_address_on_the_list_gets_another_mail_and_the_same_page(subscribed: Subscriber, client):
    Subscriber.objects.update(asked=timezone.now() - timedelta(hours=1))
    new, known = ask(client, email="new@example.org"), ask(client, email="ANNA@example.org", language="nl")
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert OutgoingMail.objects.get(to="anna@example.org", template="newsletter_already").language == "hu"
    assert Subscriber.objects.filter(email__iexact="anna@example.org").count() == 1


def test_nobody_is_flooded(site: SmallSite, client):
    for _time in range(3):
        ask(client)
    assert OutgoingMail.objects.count() == 1
    Subscriber.objects.update(asked=timezone.now() - timedelta(minutes=11))
    ask(client, language="nl")
    assert [mail.language for mail in OutgoingMail.objects.order_by("pk")] == ["hu", "nl"]


@pytest.mark.parametrize("fields", [{"email": "anna"}, {"language": "fr"}, {"language": ""}, {"website": "x"}])
def test_a_refused_form_keeps_what_was_typed(site: SmallSite, client, fields):
    answer = ask(client, **{"email": "typed@example.org", **fields})
    assert answer.status_code == 422
    assert fields.get("email", "typed@example.org") in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_the_news_list_shows_the_way_and_stays_cacheable(site: SmallSite, client, page_cache):
    answer = client.get(site.url("news", "hu"))
    assert f'href="{URL}"' in answer.content.decode()
    assert answer.cookies == {}
    assert "public" in answer["Cache-Control"]


def test_silence_and_dead_addresses_are_forgotten(site: SmallSite):
    now = timezone.now()
    old = now - timedelta(days=newsletter.DAYS_TO_CONFIRM, minutes=1)
    rows = [("silent", old, None), ("fresh", now, None), ("reader", old, old), ("Dead", old, old)]
    for name, asked, confirmed in rows:
        Subscriber.objects.create(email=f"{name}@example.org", language="en", asked=asked, confirmed=confirmed)
    Suppression.objects.create(email="dead@example.org", reason=SuppressionReason.BOUNCED)
    call_command("forget_old", verbosity=0)
    assert [row.email for row in Subscriber.objects.all()] == ["fresh@example.org", "reader@example.org"]


def test_administrators_take_the_list_out_and_that_is_noted(subscribed: Subscriber, client, site: SmallSite):
    Subscriber.objects.create(email="silent@example.org", language="en")
    Subscriber.objects.create(email="=cmd@example.org", language="en", confirmed=timezone.now())
    client.force_login(User.objects.create_superuser("admin@example.org"))
    answer = client.get("/admin/news-by-email/subscribers.csv")
    today = timezone.now().date().isoformat()
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == ["email,language,confirmed", f"'=cmd@example.org,en,{today}", f"anna@example.org,hu,{today}"]
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    entry = AuditEntry.objects.get(action="newsletter.exported")
    assert entry.data == {"addresses": 2}
