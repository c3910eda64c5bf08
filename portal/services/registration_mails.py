"""What people get who come to an event: confirmation, waiting list, reminder, cancellation."""

from datetime import datetime, timedelta
from typing import Any

from portal.core import mail
from portal.mail.rendering import absolute
from portal.models import EventPage, Registration
from portal.services import calendar

REMINDER = "event_reminder"
A_DAY = timedelta(days=1)


def confirmed(row: Registration, rules: EventPage, url: str, *, moved_up: bool = False) -> None:
    """There is a seat, with the calendar entry."""
    template = "registration_moved_up" if moved_up else "registration_confirmed"
    event = shown(rules, row.language)
    file = calendar.calendar([(event, absolute(event.url))], event.title).to_ical()
    _send(template, row, event, url, attachments=[(f"{event.slug}.ics", file, "text/calendar")])


def waiting(row: Registration, rules: EventPage, url: str) -> None:
    """There is none yet."""
    _send("registration_waiting", row, shown(rules, row.language), url)


def cancelled(row: Registration, rules: EventPage) -> None:
    """It is cancelled."""
    _send("registration_cancelled", row, shown(rules, row.language), "")


def reminder(row: Registration, rules: EventPage, url: str) -> None:
    """It is tomorrow. People with an account may switch this off."""
    _send("registration_reminder", row, shown(rules, row.language), url, kind=REMINDER if row.user else "")


def remind(now: datetime) -> int:
    """Remind everybody with a seat of the events of the next 24 hours, once. Returns how many."""
    from portal.services.registrations import manage_url, pages_of, rules_of

    soon = EventPage.objects.live().filter(start__gt=now, start__lte=now + A_DAY, registration_open=True)
    number = 0
    for event in set(soon.values_list("translation_key", flat=True)):
        rules = rules_of(pages_of(event))
        if rules is None or not now < rules.start <= now + A_DAY:
            continue
        # Whoever registered on the last day has just had a confirmation.
        rows = Registration.objects.filter(event=event, reminded=None, created__lte=rules.start - A_DAY).seated()
        for row in rows.select_related("user"):
            if Registration.objects.filter(pk=row.pk, reminded=None).update(reminded=now):
                reminder(row, rules, manage_url(row))
                number += 1
    return number


def shown(rules: EventPage, language: str) -> EventPage:
    """The event's page in this language where there is one."""
    if rules.locale.language_code == language:
        return rules
    rows = EventPage.objects.live().filter(translation_key=rules.translation_key, locale__language_code=language)
    return rows.select_related("locale").first() or rules


def _send(template: str, row: Registration, event: EventPage, url: str, **more: Any) -> None:
    context = {"event": event, "event_url": absolute(event.url), "name": row.name, "manage_url": url}
    to: Any = row.user or row.email
    mail.send(template, to=to, language=row.language, context={**context, "place": calendar.place(event)}, **more)
