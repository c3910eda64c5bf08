"""A hard bounce of our own mail stops mailings to that address; whatever else comes in changes nothing."""

import io
import mailbox

import pytest
from django.core.management import CommandError, call_command

from portal.core import mail
from portal.mail.choices import MailState
from portal.mail.models import OutgoingMail, Suppression
from portal.mail.services import bounces, delivery
from tests.factories import SmallSite

BOUNCE = """\
From: MAILER-DAEMON@mx.example
To: portal@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address
 rejected: User unknown

--b
{original}
--b--
"""
HEADERS = "Content-Type: text/rfc822-headers\n\nMessage-ID: {id}\nSubject: Test\n"
WHOLE = "Content-Type: message/rfc822\n\nMessage-ID: {id}\nSubject: Test\n\nText\n"


@pytest.fixture
def sent(site: SmallSite) -> OutgoingMail:
    row = mail.send("test", to="Reader@example.org", context={})
    delivery.deliver(row.pk)
    row.refresh_from_db()
    return row


def bounce(sent: OutgoingMail, original: str = HEADERS, **values: str) -> bytes:
    words = {"to": "reader@example.org", "action": "failed", "status": "5.1.1", **values}
    message_id = words.pop("id", sent.message_id)
    return BOUNCE.format(original=original.format(id=message_id), **words).encode()


@pytest.mark.parametrize("original", [HEADERS, WHOLE])
def test_a_hard_bounce_stops_the_address(sent: OutgoingMail, original):
    assert bounces.take_in(bounce(sent, original)) == "reader@example.org"
    row = Suppression.objects.get()
    assert (row.email, row.detail) == (
        "reader@example.org",
        "smtp; 550 5.1.1 <reader@example.org>: Recipient address rejected: User unknown",
    )
    sent.refresh_from_db()
    assert sent.state == MailState.FAILED


def test_the_same_bounce_twice_is_one_record(sent: OutgoingMail):
    bounces.take_in(bounce(sent)), bounces.take_in(bounce(sent))
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"status": "4.2.2"},
        {"action": "delivered", "status": "2.0.0"},
        {"to": "somebody.else@example.org"},
        {"id": "<forged@example.org>"},
        {"id": ""},
    ],
)
def test_soft_and_forged_bounces_change_nothing(sent: OutgoingMail, values):
    assert bounces.take_in(bounce(sent, **values)) == ""
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: Buy\n\nhello",
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n\xff\xff",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Type: multipart/report; boundary=\n\n",
    ],
)
def test_what_is_no_bounce_is_let_be(sent: OutgoingMail, raw):
    assert bounces.take_in(raw) == ""
    assert bounces.take_in(bounce(sent) + b"x" * bounces.LARGEST) == ""
    assert not Suppression.objects.exists()


def test_a_maildir_is_read_once(sent: OutgoingMail, tmp_path, capsys):
    box = mailbox.Maildir(str(tmp_path / "box"))
    box.add(bounce(sent))
    box.add(b"Subject: other\n\nhello")
    for expected in ("1 addresses", "0 addresses"):
        call_command("read_bounces", maildir=tmp_path / "box")
        assert expected in capsys.readouterr().out
    assert {message.get_flags() for message in mailbox.Maildir(str(tmp_path / "box"))} == {"S"}


def test_one_message_from_standard_input(sent: OutgoingMail, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(bounce(sent))))
    call_command("read_bounces", stdout=io.StringIO())
    assert Suppression.objects.count() == 1


def test_a_folder_that_is_no_maildir_is_refused(tmp_path):
    with pytest.raises(CommandError):
        call_command("read_bounces", maildir=tmp_path)
