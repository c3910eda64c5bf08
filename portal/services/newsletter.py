"""News by email: asking, saying yes, ending. Nobody finds out from us who is on the list."""

import csv
import io
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.permissions import is_administrator
from portal.core import audit, mail
from portal.core.errors import DomainError, NotAllowed
from portal.core.tables import unarmed
from portal.mail.models import Suppression
from portal.mail.off import one_click
from portal.mail.rendering import absolute
from portal.models import Subscriber

KIND = "news"
CONFIRM, END = "portal.newsletter.confirm", "portal.newsletter.end"
DAYS_TO_CONFIRM = 3
PAUSE = timedelta(minutes=10)
"""An address gets no second mail of ours within this time, however often somebody types it."""


class BadLink(DomainError):
    """The link was not made by us, is too old, or belongs to a subscription that is over."""


@transaction.atomic
def ask(*, email: str, language: str, now: datetime | None = None) -> None:
    """Send a mail to say yes to. Whoever is on the list already gets a mail that says so; the page says the same."""
    now = now or timezone.now()
    row = Subscriber.objects.select_for_update().filter(email__iexact=email).first()
    if row is None:
        row = Subscriber.objects.get_or_create(email=email.lower(), defaults={"language": language, "asked": now})[0]
    elif now - row.asked < PAUSE:
        return
    row.asked = now
    if not row.confirmed:
        row.language = language
    row.save(update_fields=["asked", "language"])
    template = "newsletter_already" if row.confirmed else "newsletter_confirm"
    context = {"confirm_url": confirm_url(row), "end_url": end_url(row), "days": DAYS_TO_CONFIRM}
    mail.send(template, to=row.email, language=row.language, context=context)


@transaction.atomic
def confirm(*, token: str, now: datetime | None = None) -> Subscriber:
    """Put the address of a link on the list; a second time is no error. Raises BadLink."""
    row = _read(token, CONFIRM, max_age=DAYS_TO_CONFIRM * 86_400)
    if not row.confirmed:
        row.confirmed = now or timezone.now()
        row.save(update_fields=["confirmed"])
    return row


@transaction.atomic
def end(*, token: str) -> None:
    """Delete the subscription of a link; one that is over already stays over. Raises BadLink for a forged one."""
    try:
        _read(token, END).delete()
    except Subscriber.DoesNotExist:
        return


def wants_to_confirm(token: str) -> Subscriber:
    """The subscriber of a link that still works. Raises BadLink."""
    return _read(token, CONFIRM, max_age=DAYS_TO_CONFIRM * 86_400)


def is_end_link(token: str) -> bool:
    """Whether we made this link."""
    try:
        signing.loads(token, salt=END)
    except signing.BadSignature:
        return False
    return True


def confirm_url(row: Subscriber) -> str:
    """The link in the mail to say yes to."""
    return _url("newsletter_confirm", CONFIRM, row)


def end_url(row: Subscriber) -> str:
    """The link in every mail. It does not expire."""
    return _url("newsletter_end", END, row)


def end_headers(row: Subscriber) -> dict[str, str]:
    """One click in the mail program (RFC 8058)."""
    return one_click(end_url(row))


def as_csv(*, user: User) -> bytes:
    """The confirmed addresses, for administrators. Raises NotAllowed."""
    if not is_administrator(user):
        raise NotAllowed(_("Only administrators may take the list of subscribers out of the site."))
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["email", "language", "confirmed"])
    people = list(Subscriber.objects.filter(confirmed__isnull=False).values_list("email", "language", "confirmed"))
    rows.writerows(
        [unarmed(email), language, confirmed.date().isoformat() if confirmed else ""]
        for email, language, confirmed in people
    )
    audit.record(actor=user, action="newsletter.exported", data={"addresses": len(people)})
    return text.getvalue().encode("utf-8-sig")


def forget(now: datetime) -> int:
    """Delete those who never said yes, and addresses that do not exist. Returns how many."""
    silent = Subscriber.objects.filter(confirmed=None, asked__lt=now - timedelta(days=DAYS_TO_CONFIRM))
    gone = Suppression.objects.filter(email__iexact=OuterRef("email"))
    return silent.delete()[0] + Subscriber.objects.filter(Exists(gone)).delete()[0]


def _url(name: str, salt: str, row: Subscriber) -> str:
    token = signing.dumps([row.pk, row.key], salt=salt)
    with translation.override(row.language):
        return absolute(reverse(name, args=[token]))


def _read(token: str, salt: str, max_age: int | None = None) -> Subscriber:
    try:
        pk, key = signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature as error:
        raise BadLink(_("This link does not work any more.")) from error
    rows = Subscriber.objects.filter(pk=pk, key=key)
    if salt == END:
        return rows.get()
    if (row := rows.first()) is None:
        raise BadLink(_("This link does not work any more."))
    return row


def languages_of_list() -> dict[str, int]:
    """How many get the news in each language."""
    rows = Subscriber.objects.filter(confirmed__isnull=False).order_by().values_list("language")
    found = dict(rows.annotate(number=Count("pk")))
    return {code: found.get(code, 0) for code, _name in settings.LANGUAGES}
