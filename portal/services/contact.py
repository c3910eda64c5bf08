"""Messages from readers: stored, passed on to the project, confirmed to the sender."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.core import mail
from portal.mail.rendering import frame
from portal.models import ContactMessage


@transaction.atomic
def receive(
    *, number: str, name: str, email: str, subject: str, message: str, language: str, now: datetime | None = None
) -> ContactMessage:
    """Store a message and queue both mails; the same form sent again changes nothing.

    The confirmation repeats nothing the sender typed: otherwise anybody could have us send anything to anybody.
    """
    words = {"name": name, "email": email, "subject": subject, "message": message, "language": language}
    row, is_new = ContactMessage.objects.get_or_create(
        number=number, defaults={**words, "received": now or timezone.now()}
    )
    if not is_new:
        return row
    if to := frame(settings.LANGUAGE_CODE)["project"].contact_email:
        mail.send(
            "contact_message",
            to=to,
            language=settings.LANGUAGE_CODE,
            context={"message": row},
            headers={"Reply-To": email},
        )
    mail.send("contact_received", to=email, language=language, context={"keep_days": settings.CONTACT_KEEP_DAYS})
    return row


def forget(now: datetime) -> int:
    """Delete messages that are old. Returns how many."""
    before = now - timedelta(days=settings.CONTACT_KEEP_DAYS)
    return ContactMessage.objects.filter(received__lt=before).delete()[0]
