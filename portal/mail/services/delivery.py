"""Mails leave here: one at a time, again after a while when it fails, and given up with a word in the log."""

import logging
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from portal.mail.choices import MailState
from portal.mail.models import MailAttachment, OutgoingMail
from portal.mail.rendering import frame

logger = logging.getLogger(__name__)

PAUSES = (60, 300, 1800, 7200, 21_600, 86_400)
"""Seconds before the second, third … attempt; after the last one a mail is given up."""
LEASE = timedelta(minutes=15)
"""A worker that is killed while it sends keeps a mail for so long; then another one tries."""


def deliver(mail_id: int, *, now: datetime | None = None) -> bool:
    """Send one mail if it is due and nobody else is at it. True when it has left."""
    now = now or timezone.now()
    due = OutgoingMail.objects.due(now).filter(pk=mail_id)
    if not due.update(next_attempt=now + LEASE, attempts=F("attempts") + 1):
        return False
    mail = OutgoingMail.objects.prefetch_related("attachments").get(pk=mail_id)
    try:
        as_message(mail).send()
    except Exception as problem:  # a mail server may fail in any way
        _failed(mail, problem, now)
        return False
    _sent(mail, now)
    return True


def deliver_due(*, now: datetime | None = None) -> int:
    """Try all mails whose time has come: second attempts, and those a worker has lost. Returns how many left."""
    now = now or timezone.now()
    ids = list(OutgoingMail.objects.due(now).order_by("next_attempt").values_list("pk", flat=True)[:500])
    return sum(deliver(mail_id, now=now) for mail_id in ids)


def forget(*, now: datetime | None = None) -> int:
    """Delete mails that are over and older than MAIL_KEEP_DAYS. Returns how many."""
    before = (now or timezone.now()) - timedelta(days=settings.MAIL_KEEP_DAYS)
    _number, by_model = OutgoingMail.objects.forgettable(before).delete()
    return by_model.get(OutgoingMail._meta.label, 0)


def as_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as Django sends it."""
    project = frame(mail.language)["project"]
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **mail.headers}
    message = EmailMultiAlternatives(
        mail.subject, mail.text, formataddr((name or project.acronym, address)), [mail.to], headers=headers
    )
    if project.contact_email and "Reply-To" not in mail.headers:
        message.reply_to = [project.contact_email]
    message.attach_alternative(mail.html, "text/html")
    for part in mail.attachments.all():
        message.attach(part.name, bytes(part.content), part.media_type)
    return message


def _sent(mail: OutgoingMail, now: datetime) -> None:
    mail.state, mail.sent, mail.last_error = MailState.SENT, now, ""
    if not settings.MAIL_OUTBOX:  # links in mails are keys: they are kept no longer than needed
        mail.text = mail.html = ""
        mail.headers = {}
        MailAttachment.objects.filter(mail=mail).delete()
    mail.save()


def _failed(mail: OutgoingMail, problem: Exception, now: datetime) -> None:
    mail.last_error = f"{type(problem).__name__}: {problem}"[:300]
    if mail.attempts > len(PAUSES) or _is_final(problem):
        mail.state = MailState.FAILED
        logger.error("mail %s (%s) is given up after %s attempts", mail.pk, mail.template, mail.attempts)
    else:
        mail.next_attempt = now + timedelta(seconds=PAUSES[mail.attempts - 1])
        logger.warning("mail %s (%s) could not be sent, attempt %s", mail.pk, mail.template, mail.attempts)
    mail.save()


def _is_final(problem: Exception) -> bool:
    """Whether the mail server says that this address will never work (a 5xx answer to RCPT TO)."""
    if not isinstance(problem, SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _text in problem.recipients.values())
