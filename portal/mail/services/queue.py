"""Letters come in here: written in the reader's language, stored, and handed to the worker after commit."""

from contextlib import nullcontext
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation

from portal.core import mail_kinds
from portal.core.mail import Letter
from portal.core.tasks import enqueue_after_commit
from portal.mail.choices import MailState
from portal.mail.models import MailAttachment, OutgoingMail, Suppression
from portal.mail.off import off_url, one_click
from portal.mail.rendering import render

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@transaction.atomic
def post(letter: Letter) -> OutgoingMail | None:
    """Store and queue a letter; None when the person has switched its kind off.

    Raises ValidationError when `to` is no address.
    """
    user = None if isinstance(letter.to, str) else letter.to
    address = letter.to if isinstance(letter.to, str) else letter.to.email
    validate_email(address)
    if letter.kind and letter.kind in (getattr(user, "mail_off", None) or ()):
        return None
    mail = OutgoingMail.objects.create(to=address, user=user, **_written(letter, user))
    for name, content, media_type in letter.attachments:
        MailAttachment.objects.create(mail=mail, name=name, media_type=media_type, content=content)
    if letter.kind and Suppression.objects.filter(email__iexact=address).exists():
        mail.state = MailState.SUPPRESSED
        mail.save(update_fields=["state"])
        return mail
    from portal.mail.tasks import deliver

    enqueue_after_commit(deliver, mail_id=mail.pk)
    return mail


def language_of(letter: Letter, user: Any) -> str:
    """The letter's own language, the person's, the current one, else the site's first."""
    wishes = (letter.language, getattr(user, "language", ""), translation.get_language() or "")
    return next((wish for wish in wishes if wish in LANGUAGES), settings.LANGUAGE_CODE)


def _written(letter: Letter, user: Any) -> dict[str, Any]:
    language = language_of(letter, user)
    headers, context = dict(letter.headers), dict(letter.context)
    if letter.kind and user is not None:
        url = off_url(user.pk, letter.kind, language)
        headers = {**one_click(url), **headers}
        context = {"off_url": url, "kind_label": mail_kinds.get(letter.kind).label, **context}
    zone = getattr(user, "timezone", "")
    with timezone.override(zone) if zone else nullcontext():
        words = render(letter.template, {"recipient": user, **context}, language)
    return {
        "template": letter.template,
        "kind": letter.kind,
        "language": language,
        "subject": words.subject,
        "text": words.text,
        "html": words.html,
        "headers": headers,
        "message_id": make_msgid(domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"),
    }
