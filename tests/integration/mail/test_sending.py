"""A mail is written in the reader's language, leaves after commit, is tried again, and is given up in the end."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone, translation

from portal.core import mail, mail_kinds
from portal.mail.choices import MailState, SuppressionReason
from portal.mail.models import OutgoingMail, Suppression
from portal.mail.services import delivery
from tests.factories import SmallSite


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(mail_kinds, "_kinds", dict(mail_kinds._kinds))
    mail_kinds.register("chatter", "Chatter", "Words about nothing.")


def queued(**values) -> OutgoingMail:
    """A test mail in the queue, not yet tried."""
    return mail.send("test", to="reader@example.org", context={}, **values)


def broken(monkeypatch, problem: Exception) -> None:
    def fail(*_args):
        raise problem

    monkeypatch.setattr(EmailBackend, "send_messages", fail)


def test_it_leaves_after_commit_in_the_language_asked_for(site: SmallSite, committed):
    with committed():
        queued(language="hu")
        assert outbox.outbox == []
    [letter] = outbox.outbox
    assert letter.to == ["reader@example.org"]
    [(html, media_type)] = letter.alternatives
    assert media_type == "text/html"
    assert '<html lang="hu">' in html
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in letter.extra_headers
    row = OutgoingMail.objects.get()
    assert (row.state, row.attempts, row.language) == (MailState.SENT, 1, "hu")
    assert letter.extra_headers["Message-ID"] == row.message_id


def test_nothing_leaves_when_the_transaction_rolls_back(site: SmallSite, committed):
    def write_and_fail() -> None:
        with transaction.atomic():
            queued()
            raise ZeroDivisionError

    with committed(), pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert outbox.outbox == []
    assert not OutgoingMail.objects.exists()


def test_without_a_wish_it_is_written_in_the_current_language(site: SmallSite):
    with translation.override("nl"):
        assert queued().language == "nl"
    assert queued(language="tlh").language == "en"


def test_plain_text_is_not_escaped_and_a_subject_is_one_line(site: SmallSite, monkeypatch):
    project = mail_project(site)
    project.acronym = "R&D\r\nBcc: all@example.org"
    project.save()
    row = queued()
    assert row.subject == "Test mail of R&D Bcc: all@example.org"
    assert "R&D" in row.text
    assert "&amp;" not in row.text
    assert "R&amp;D" in row.html


def mail_project(site: SmallSite):
    from portal.core.models import ProjectSettings

    return ProjectSettings.objects.get_or_create(site=site.site)[0]


@pytest.mark.parametrize("address", ["", "nobody", "a@b@c.org", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused(site: SmallSite, address):
    with pytest.raises(ValidationError):
        mail.send("test", to=address, context={})
    assert not OutgoingMail.objects.exists()


def test_an_unknown_kind_is_refused(site: SmallSite):
    with pytest.raises(KeyError):
        queued(kind="unheard-of")


def test_a_failure_is_tried_again_later_and_later_and_given_up(site: SmallSite, monkeypatch, caplog):
    broken(monkeypatch, ConnectionError("no route"))
    row, now = queued(), timezone.now()
    waits = []
    for _attempt in range(len(delivery.PAUSES)):
        assert not delivery.deliver(row.pk, now=now)
        row.refresh_from_db()
        assert row.state == MailState.QUEUED
        waits.append((row.next_attempt - now).total_seconds())
        assert not delivery.deliver(row.pk, now=row.next_attempt - timedelta(seconds=1)), "too early"
        now = row.next_attempt
    assert waits == list(delivery.PAUSES)
    delivery.deliver(row.pk, now=now)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, 7)
    assert row.last_error == "ConnectionError: no route"
    assert "given up after 7 attempts" in caplog.text
    assert "reader@example.org" not in caplog.text


def test_an_address_the_server_refuses_for_good_is_given_up_at_once(site: SmallSite, monkeypatch):
    broken(monkeypatch, SMTPRecipientsRefused({"reader@example.org": (550, b"no such user")}))
    row = queued()
    delivery.deliver(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, 1)


def test_an_address_refused_for_now_is_tried_again(site: SmallSite, monkeypatch):
    broken(monkeypatch, SMTPRecipientsRefused({"reader@example.org": (451, b"greylisted")}))
    row = queued()
    delivery.deliver(row.pk)
    row.refresh_from_db()
    assert row.state == MailState.QUEUED


def test_two_workers_send_it_once(site: SmallSite):
    row, now = queued(), timezone.now()
    assert delivery.deliver(row.pk, now=now)
    assert not delivery.deliver(row.pk, now=now)
    assert len(outbox.outbox) == 1


def test_a_mail_whose_worker_was_killed_is_sent_when_its_lease_ends(site: SmallSite, monkeypatch):
    row, now = queued(), timezone.now()

    def kill(_mail):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "as_message", kill)
        with pytest.raises(SystemExit):
            delivery.deliver(row.pk, now=now)
    assert delivery.deliver_due(now=now + timedelta(minutes=14)) == 0
    assert delivery.deliver_due(now=now + timedelta(minutes=16)) == 1


def test_words_are_forgotten_once_sent_where_there_is_no_test_inbox(site: SmallSite, settings):
    settings.MAIL_OUTBOX = False
    row = queued(attachments=[("a.ics", b"BEGIN", "text/calendar")], headers={"X-Token": "secret"})
    delivery.deliver(row.pk)
    row.refresh_from_db()
    assert (row.text, row.html, row.headers, row.attachments.count()) == ("", "", {}, 0)
    [letter] = outbox.outbox
    assert letter.attachments[0][0] == "a.ics"


def test_old_mails_are_deleted_and_waiting_ones_kept(site: SmallSite, settings):
    old = timezone.now() - timedelta(days=settings.MAIL_KEEP_DAYS + 1)
    sent, waiting, fresh = queued(), queued(), queued()
    OutgoingMail.objects.filter(pk__in=[sent.pk, waiting.pk]).update(created=old)
    OutgoingMail.objects.filter(pk__in=[sent.pk, fresh.pk]).update(state=MailState.SENT)
    assert delivery.forget() == 1
    assert set(OutgoingMail.objects.all()) == {waiting, fresh}


def test_an_address_that_does_not_exist_gets_only_what_is_always_sent(site: SmallSite, committed):
    Suppression.objects.create(email="Reader@Example.org", reason=SuppressionReason.BOUNCED)
    with committed():
        assert queued(kind="chatter").state == MailState.SUPPRESSED
        assert queued().state == MailState.QUEUED
    assert len(outbox.outbox) == 1
