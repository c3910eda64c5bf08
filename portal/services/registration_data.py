"""How long registrations are kept, and what of all that readers send belongs to one person."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from portal.accounts.models import User
from portal.models import ContactMessage, EventPage, Registration, Subscriber


def forget(now: datetime) -> int:
    """Delete registrations some time after the event, and those whose event is gone. Returns how many."""
    before = now - timedelta(days=settings.REGISTRATION_KEEP_DAYS)
    known = EventPage.objects.values("translation_key")
    recent = EventPage.objects.filter(end__gte=before).values("translation_key")
    rows = Registration.objects.exclude(event__in=recent)
    return rows.filter(Q(event__in=known) | Q(created__lt=before)).delete()[0]


def registrations_of(user: User) -> Iterator[tuple[str, Any]]:
    """For the export of all my data."""
    rows = Registration.objects.filter(Q(user=user) | Q(email__iexact=user.email))
    titles = dict(
        EventPage.objects.filter(translation_key__in=rows.values("event")).values_list("translation_key", "title")
    )
    entries = [
        {
            "event": titles.get(row.event, ""),
            "name": row.name,
            "email": row.email,
            "seat": row.seat,
            "registered": row.created.isoformat(),
        }
        for row in rows
    ]
    if entries:
        yield "events/registrations.json", entries


def erase_registrations(user: User) -> None:
    """When an account is deleted; seats of events to come go to the waiting list."""
    from portal.services import registrations

    for row in Registration.objects.filter(Q(user=user) | Q(email__iexact=user.email)):
        registrations.remove(row)


def subscription_of(user: User) -> Iterator[tuple[str, Any]]:
    """For the export of all my data."""
    row = Subscriber.objects.filter(email__iexact=user.email, confirmed__isnull=False).first()
    if row and row.confirmed:
        yield "news/subscription.json", {"language": row.language, "confirmed": row.confirmed.isoformat()}


def erase_subscription(user: User) -> None:
    """When an account is deleted."""
    Subscriber.objects.filter(email__iexact=user.email).delete()


def messages_of(user: User) -> Iterator[tuple[str, Any]]:
    """For the export of all my data: what was written through the contact form."""
    rows = ContactMessage.objects.filter(email__iexact=user.email)
    entries = [{"subject": row.subject, "message": row.message, "received": row.received.isoformat()} for row in rows]
    if entries:
        yield "messages/messages.json", entries


def erase_messages(user: User) -> None:
    """When an account is deleted."""
    ContactMessage.objects.filter(email__iexact=user.email).delete()
