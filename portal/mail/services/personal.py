"""What the post office knows of a person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from portal.mail.models import OutgoingMail, Suppression


def mails_of(user: Any) -> Iterator[tuple[str, Any]]:
    """For the export of all my data: what was sent when; the words of sent mails are not kept."""
    rows = [{"subject": mail.subject, "written": mail.created.isoformat(), "state": mail.state} for mail in _of(user)]
    if rows:
        yield "mail/sent.json", rows


def erase_mails(user: Any) -> None:
    """When an account is deleted."""
    _of(user).delete()
    Suppression.objects.filter(email__iexact=user.email).delete()


def _of(user: Any) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(Q(user=user) | Q(to__iexact=user.email))
