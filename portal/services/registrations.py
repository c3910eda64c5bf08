"""Coming to events: seats, the waiting list, cancelling. The last seat is held by the database."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core import audit
from portal.core.errors import DomainError, NotAllowed
from portal.core.public import open_to_all
from portal.mail.rendering import absolute
from portal.models import EventPage, Registration
from portal.permissions import may_see_registrations
from portal.services import registration_mails as mails

SALT = "portal.registration"
PAUSE = timedelta(hours=1)
"""Who registers again within this time gets no second confirmation."""


class RegistrationClosed(DomainError):
    """The event takes no registrations, or takes them no more."""


class BadLink(DomainError):
    """Not a link of ours."""


def pages_of(event: object) -> dict[str, EventPage]:
    """The public pages of an event by language; empty for one that is not public."""
    rows = open_to_all(EventPage.objects.live()).filter(translation_key=event).select_related("locale")
    return {page.locale.language_code: page for page in rows.order_by("pk")}


def rules_of(pages: dict[str, EventPage]) -> EventPage | None:
    """The page whose seats and times count: the source text's, since translations may lag behind."""
    return pages.get(settings.LANGUAGE_CODE) or next(iter(pages.values()), None)


def check_open(rules: EventPage, now: datetime) -> None:
    """Raise RegistrationClosed, with the reason in words, when nobody can register now."""
    if not rules.registration_open:
        raise RegistrationClosed(_("One cannot register for this event here."))
    if rules.start <= now:
        raise RegistrationClosed(_("This event has begun or is over."))
    if rules.registration_closes and rules.registration_closes <= now:
        raise RegistrationClosed(_("Registration for this event has ended."))


def seats_left(rules: EventPage) -> int | None:
    """Free seats; None where there is no limit."""
    if rules.capacity is None:
        return None
    return max(0, rules.capacity - Registration.objects.filter(event=rules.translation_key).seated().count())


@transaction.atomic
def register(
    *, rules: EventPage, name: str, email: str, language: str, user: User | None = None, now: datetime | None = None
) -> Registration:
    """A seat, or a place on the waiting list; a mail says which. An address registers once.

    Anybody may register. Whoever has done so already is told again, at most once an hour, and nothing else changes.
    Raises RegistrationClosed.
    """
    now = now or timezone.now()
    check_open(rules, now)
    rows = Registration.objects.filter(event=rules.translation_key)
    if known := rows.filter(email__iexact=email).first():
        return _tell_again(known, rules, now)
    try:
        with transaction.atomic():
            row = rows.create(
                event=rules.translation_key,
                name=name,
                email=email.lower(),
                language=language,
                user=user,
                created=now,
                told=now,
            )
    except IntegrityError:  # the same address a moment ago, in another process
        return rows.get(email__iexact=email)
    give_seats(rules, newcomer=row)
    row.refresh_from_db()
    if row.seat is None:
        mails.waiting(row, rules, manage_url(row))
    return row


@transaction.atomic
def give_seats(rules: EventPage, *, newcomer: Registration | None = None) -> int:
    """Give free seats to the waiting list in its order, and tell each. Returns how many got one."""
    given = 0
    for row in Registration.objects.filter(event=rules.translation_key).waiting():
        seat = _take_seat(row, rules.capacity)
        if seat is None:
            break
        if not seat:
            continue
        row.seat = seat
        given += 1
        mails.confirmed(row, rules, manage_url(row), moved_up=row != newcomer)
    return given


@transaction.atomic
def cancel(*, token: str, now: datetime | None = None) -> None:
    """Delete the registration of a link and give its seat on; one that is gone stays gone. Raises BadLink."""
    row = find(token)
    if row is None:
        return
    remove(row, now=now)


@transaction.atomic
def remove(row: Registration, now: datetime | None = None) -> None:
    """Delete a registration, tell the person, give the seat to the next one unless the event has begun."""
    rules = rules_of(pages_of(row.event))
    row.delete()
    if rules is None or rules.start <= (now or timezone.now()):
        return
    mails.cancelled(row, rules)
    give_seats(rules)


@transaction.atomic
def cancel_for(*, row: Registration, user: User) -> None:
    """Cancel for somebody who has asked for it. Raises NotAllowed."""
    if not may_see_registrations(user):
        raise NotAllowed(_("Only those who run the event may cancel for others."))
    audit.record(actor=user, action="registration.cancelled", data={"event": str(row.event)})
    remove(row)


def find(token: str) -> Registration | None:
    """The registration of a link; None when it was cancelled. Raises BadLink for a link that is not ours."""
    try:
        pk, key = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise BadLink(_("This link does not work.")) from error
    return Registration.objects.filter(pk=pk, key=key).first()


def manage_url(row: Registration) -> str:
    """The link in every mail about a registration: look at it, cancel it."""
    token = signing.dumps([row.pk, row.key], salt=SALT)
    with translation.override(row.language):
        return absolute(reverse("registration", args=[token]))


def place_in_line(row: Registration) -> int:
    """1 for whoever is next on the waiting list."""
    ids = list(Registration.objects.filter(event=row.event).waiting().values_list("pk", flat=True))
    return ids.index(row.pk) + 1 if row.pk in ids else 0


def _tell_again(row: Registration, rules: EventPage, now: datetime) -> Registration:
    if now - row.told < PAUSE:
        return row
    row.told = now
    row.save(update_fields=["told"])
    if row.seat is None:
        mails.waiting(row, rules, manage_url(row))
    else:
        mails.confirmed(row, rules, manage_url(row))
    return row


def _take_seat(row: Registration, capacity: int | None) -> int | None:
    """The number of the seat; 0 when somebody else has just given this person one; None when none is free."""
    while (seat := _free_seat(row.event, capacity)) is not None:
        try:
            with transaction.atomic():
                return seat if Registration.objects.filter(pk=row.pk, seat=None).update(seat=seat) else 0
        except IntegrityError:  # taken in this very moment: look again
            continue
    return None


def _free_seat(event: UUID, capacity: int | None) -> int | None:
    seated = Registration.objects.filter(event=event).seated()
    if capacity is None:
        return (seated.aggregate(last=Max("seat"))["last"] or 0) + 1
    taken = set(seated.values_list("seat", flat=True))
    return next((seat for seat in range(1, capacity + 1) if seat not in taken), None)
