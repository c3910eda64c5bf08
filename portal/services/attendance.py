"""Who is registered for an event, for those who run it: on the screen, as a table, as a sheet to sign."""

import csv
import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core import audit, pdf
from portal.core.errors import NotAllowed
from portal.core.stemming import fold
from portal.core.tables import unarmed
from portal.mail.rendering import frame
from portal.models import EventPage, Registration
from portal.permissions import may_see_registrations
from portal.services import calendar

BLANK_LINES = 5
"""For those who come without having registered."""


@dataclass(frozen=True)
class Attendance:
    """An event with the people who have a seat, by name, and those who wait, in line."""

    event: EventPage
    seated: list[Registration]
    waiting: list[Registration]


def events_with_registrations(*, user: User) -> list[dict[str, Any]]:
    """Each event that takes or took registrations, the latest first, with its numbers. Raises NotAllowed."""
    _check(user)
    numbers = (
        Registration.objects.order_by()
        .values("event")
        .annotate(
            seated=Count("pk", filter=Q(seat__isnull=False)),
            waiting=Count("pk", filter=Q(seat=None)),
            last=Max("created"),
        )
    )
    found = {row["event"]: row for row in numbers}
    rows = EventPage.objects.filter(Q(registration_open=True) | Q(translation_key__in=found))
    events: dict[UUID, EventPage] = {}
    for page in rows.select_related("locale").order_by("-start", "pk"):
        if page.translation_key not in events or page.locale.language_code == translation.get_language():
            events[page.translation_key] = page
    empty = {"seated": 0, "waiting": 0}
    return [{**found.get(key, empty), "event": page} for key, page in events.items()]


def of_event(event: UUID, *, user: User) -> Attendance:
    """Who comes. Raises NotAllowed, and EventPage.DoesNotExist."""
    _check(user)
    pages = {
        page.locale.language_code: page
        for page in EventPage.objects.filter(translation_key=event).select_related("locale")
    }
    page = pages.get(translation.get_language() or "") or pages.get("en") or next(iter(pages.values()), None)
    if page is None:
        raise EventPage.DoesNotExist
    rows = Registration.objects.filter(event=event)
    seated = sorted(rows.seated(), key=lambda row: fold(row.name))
    return Attendance(page, seated, list(rows.waiting()))


def as_csv(event: UUID, *, user: User) -> bytes:
    """All registrations; cells that begin like a formula are made harmless."""
    text = io.StringIO()
    csv.writer(text).writerows(_table(_taken_out(event, user, "csv")))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(event: UUID, *, user: User) -> bytes:
    """The same as a workbook."""
    import xlsxwriter

    target = io.BytesIO()
    found = _taken_out(event, user, "xlsx")
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(_table(found)):
            sheet.write_row(number, 0, line)
        sheet.set_column(0, 1, 32)
        sheet.freeze_panes(1, 0)
    return target.getvalue()


def as_pdf(event: UUID, *, user: User) -> bytes:
    """The sheet to sign, tagged for screen readers, in the language of whoever prints it."""
    found = _taken_out(event, user, "pdf")
    with translation.override(found.event.locale.language_code):
        return pdf.make("attendance", _sheet(found))


def _sheet(found: Attendance) -> dict[str, Any]:
    event, language = found.event, found.event.locale.language_code
    about = frame(language)
    project = about["project"]
    when = render_to_string("pdf/when.txt", {"event": event}).strip()
    return {
        "language": language,
        "title": f"{_('Attendance sheet')}: {event.title}",
        "author": project.acronym,
        "project": " · ".join(part for part in (project.acronym, project.project_number) if part),
        "heading": _("Attendance sheet"),
        "event": event.title,
        "lines": [line for line in (when, calendar.place(event)) if line],
        "columns": [_("No."), _("Name"), _("Signature")],
        "names": [row.name for row in found.seated],
        "blank": BLANK_LINES,
        "funding": {"text": about["funding_statement"], "language": about["funding_lang"] or language},
    }


def _table(found: Attendance) -> list[list[str]]:
    rows = [[_("Name"), _("Email"), _("Seat"), _("Language"), _("Registered")]]
    for row in (*found.seated, *found.waiting):
        seat = str(row.seat) if row.seat else _("waiting list")
        moment = timezone.localtime(row.created).strftime("%Y-%m-%d %H:%M")
        rows.append([unarmed(row.name), unarmed(row.email), seat, row.language, moment])
    return rows


def _taken_out(event: UUID, user: User, form: str) -> Attendance:
    found = of_event(event, user=user)
    people = len(found.seated) + len(found.waiting)
    audit.record(actor=user, action="registrations.exported", target=found.event, data={"as": form, "people": people})
    return found


def _check(user: User) -> None:
    if not may_see_registrations(user):
        raise NotAllowed(_("Only those who run the event may see who comes."))
