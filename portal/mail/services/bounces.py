"""Mail that comes back (RFC 3464). A hard bounce of a mail we did send stops mailings to that address."""

import email
from collections.abc import Iterator
from email.message import Message
from email.policy import default
from typing import Any

from django.db import transaction

from portal.mail.choices import MailState, SuppressionReason
from portal.mail.models import OutgoingMail, Suppression

LARGEST = 2 * 1024 * 1024
"""Bytes; a larger message is no bounce of ours."""


@transaction.atomic
def take_in(raw: bytes) -> str:
    """Read one message; returns the address that is stopped, "" when nothing follows from it.

    Anybody can write a bounce, so it counts only if it carries the id of a mail that we sent to that very address.
    """
    if len(raw) > LARGEST:
        return ""
    try:
        message = email.message_from_bytes(raw, policy=default)
        failures = dict(_failures(message))
        message_id = _original_id(message)
    except (ValueError, LookupError, AttributeError, TypeError):  # broken messages break the parser in many ways
        return ""
    mail = OutgoingMail.objects.filter(message_id=message_id).first() if message_id else None
    if mail is None or mail.state == MailState.QUEUED or mail.to.lower() not in failures:
        return ""
    detail = failures[mail.to.lower()][:300]
    if not Suppression.objects.filter(email__iexact=mail.to).exists():
        Suppression.objects.create(email=mail.to.lower(), reason=SuppressionReason.BOUNCED, detail=detail)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, last_error=detail)
    return mail.to.lower()


def _failures(message: Message) -> Iterator[tuple[str, str]]:
    """Address and diagnosis of each recipient that failed for good; delays and soft bounces are left out."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks: Any = part.get_payload()
        for block in blocks:
            recipient = str(block.get("Final-Recipient", "") or block.get("Original-Recipient", ""))
            failed = str(block.get("Action", "")).strip().lower() == "failed"
            if failed and str(block.get("Status", "")).strip().startswith("5."):
                address = recipient.rpartition(";")[2].strip().strip("<>").lower()
                yield address, " ".join(str(block.get("Diagnostic-Code", "")).split())


def _original_id(message: Message) -> str:
    """The id of the mail that came back."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            whole: Any = part.get_payload(0)
            return str(whole.get("Message-ID", "")).strip()
        if kind == "text/rfc822-headers":
            headers = email.message_from_string(str(part.get_payload()), policy=default)
            return str(headers.get("Message-ID", "")).strip()
    return ""
