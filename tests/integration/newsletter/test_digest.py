"""A mailing has what is new, in the reader's language, once; only those who publish send it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail as outbox
from django.utils import timezone

from portal.accounts.models import User
from portal.core.errors import NotAllowed
from portal.core.models import AuditEntry
from portal.core.permissions import EDITORS, MODERATORS
from portal.mail.choices import MailState, SuppressionReason
from portal.mail.models import OutgoingMail, Suppression
from portal.models import Digest, NewsPage, Subscriber
from portal.services import digest, setup
from tests.factories import SmallSite, article

NOW = timezone.now()


def reader(name: str, language: str = "en", confirmed=NOW - timedelta(days=1)) -> Subscriber:
    return Subscriber.objects.create(email=f"{name}@example.org", language=language, confirmed=confirmed)


@pytest.fixture
def moderator(db) -> User:
    setup.ensure()
    user = User.objects.create_user("moderator@example.org")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def news(site: SmallSite) -> SmallSite:
    """Two new English articles, one new German one, an old and an unpublished one."""
    NewsPage.objects.update(first_published_at=NOW - timedelta(days=100))
    en, de = site("news", "en"), site("news", "de")
    article(en, "First & new", lead="Lead one", first_published_at=NOW - timedelta(days=2))
    article(en, "Second new", first_published_at=NOW - timedelta(days=1), date=NOW.date())
    article(en, "Not yet", first_published_at=NOW - timedelta(days=1), live=False)
    article(de, "Neues", first_published_at=NOW - timedelta(days=1))
    return site


def test_who_switched_news_off_in_the_profile_gets_none(news: SmallSite, moderator: User, committed):
    reader("anna"), reader("berta"), reader("csilla")
    User.objects.create_user("Anna@example.org", mail_off=["news"])
    User.objects.create_user("berta@example.org", mail_off=["event_reminder"])
    with committed():
        digest.send(user=moderator, now=NOW)
    assert {letter.to[0] for letter in outbox.outbox} == {"berta@example.org", "csilla@example.org"}


def test_each_reader_gets_the_new_articles_of_their_language_newest_first(news: SmallSite, moderator: User, committed):
    reader("anna"), reader("berta", "de"), reader("csilla", "hu"), reader("silent", confirmed=None)
    with committed():
        digest.send(user=moderator, now=NOW)
    letters = {letter.to[0]: letter for letter in outbox.outbox}
    assert sorted(letters) == ["anna@example.org", "berta@example.org"]
    body = letters["anna@example.org"].body
    assert body.index("Second new") < body.index("First & new")
    assert "Not yet" not in body
    assert "http://localhost:8000/en/news/first-new/" in body
    assert "First &amp; new" in letters["anna@example.org"].alternatives[0][0]
    headers = letters["berta@example.org"].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/de/news-by-email/end/" in headers["List-Unsubscribe"]
    assert headers["List-Unsubscribe"].strip("<>") in letters["berta@example.org"].body
    entry = AuditEntry.objects.get(action="newsletter.sent")
    assert (entry.actor, entry.data) == (moderator, {"en": 2, "de": 1})


def test_the_next_mailing_begins_where_the_last_one_ended(news: SmallSite, moderator: User, committed):
    reader("anna")
    with committed():
        digest.send(user=moderator, now=NOW)
    with pytest.raises(digest.NothingNew):
        digest.send(user=moderator, now=NOW + timedelta(hours=1))
    article(news("news", "en"), "Third", first_published_at=NOW + timedelta(hours=1))
    with committed():
        digest.send(user=moderator, now=NOW + timedelta(hours=2))
    assert len(outbox.outbox) == 2
    assert "Third" in outbox.outbox[1].body
    assert "Second new" not in outbox.outbox[1].body


def test_two_presses_at_once_send_once(news: SmallSite, moderator: User, monkeypatch):
    period = digest.next_period(NOW)
    monkeypatch.setattr(digest, "next_period", lambda _now: period)
    digest.send(user=moderator, now=NOW)
    with pytest.raises(digest.NothingNew, match="Somebody else"):
        digest.send(user=moderator, now=NOW)
    assert Digest.objects.count() == 1


def test_a_worker_that_starts_again_writes_to_nobody_twice(news: SmallSite, moderator: User):
    reader("anna")
    sent = digest.send(user=moderator, now=NOW)
    assert digest.write_all(sent) == 1
    late = reader("late", confirmed=NOW + timedelta(minutes=1))
    reader("berta")
    assert digest.write_all(sent) == 1
    late.refresh_from_db()
    assert late.last_digest is None
    assert OutgoingMail.objects.count() == 2


def test_an_address_that_does_not_exist_is_left_out(news: SmallSite, moderator: User, committed):
    reader("anna")
    Suppression.objects.create(email="ANNA@example.org", reason=SuppressionReason.BOUNCED)
    with committed():
        digest.send(user=moderator, now=NOW)
    assert outbox.outbox == []
    assert OutgoingMail.objects.get().state == MailState.SUPPRESSED


def test_editors_who_may_not_publish_may_not_send(news: SmallSite, moderator: User, client):
    editor = User.objects.create_user("editor@example.org")
    editor.groups.add(Group.objects.get(name=EDITORS))
    with pytest.raises(NotAllowed):
        digest.send(user=editor, now=NOW)
    client.force_login(editor)
    for method in (client.get, client.post):
        assert method("/admin/news-by-email/").status_code in (302, 403)
    assert not Digest.objects.exists()


def test_moderators_press_the_button_but_do_not_take_the_list_out(news: SmallSite, moderator: User, client):
    reader("anna")
    client.force_login(moderator)
    page = client.get("/admin/news-by-email/").content.decode()
    assert "Second new" in page
    assert "subscribers.csv" not in page
    assert client.post("/admin/news-by-email/").status_code == 302
    assert Digest.objects.get().sent_by == moderator
    assert client.get("/admin/news-by-email/subscribers.csv").status_code in (302, 403)
    assert not AuditEntry.objects.filter(action="newsletter.exported").exists()


def test_the_schedule_sends_by_itself_only_when_it_is_set_and_due(news: SmallSite, settings):
    assert digest.send_if_due(NOW) is None
    settings.NEWS_DIGEST_DAYS = 7
    assert digest.send_if_due(NOW) is not None
    article(news("news", "en"), "Third", first_published_at=NOW + timedelta(hours=1))
    assert digest.send_if_due(NOW + timedelta(days=6)) is None
    assert digest.send_if_due(NOW + timedelta(days=7)) is not None
    assert digest.send_if_due(NOW + timedelta(days=15)) is None


def test_writing_costs_the_same_few_questions_for_each_reader(news: SmallSite, moderator: User, queries):
    sent = digest.send(user=moderator, now=NOW)
    reader("warm")
    digest.write_all(sent)
    counts = []
    for number in (1, 5):
        for each in range(number):
            reader(f"r{number}-{each}")
        with queries() as asked:
            digest.write_all(sent)
        counts.append(len(asked))
    assert (counts[1] - counts[0]) % 4 == 0
    assert (counts[1] - counts[0]) / 4 <= 8
