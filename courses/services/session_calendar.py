"""Sessions as calendar entries: a file each, and a learner's secret subscription."""

import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.models import Enrolment, Session
from courses.permissions import may_learn
from courses.services import session_plans
from portal.core import audit, calendars
from portal.core.errors import NotAllowed
from portal.mail.rendering import absolute

REFRESH = timedelta(hours=4)


def file_of(session: Session) -> bytes:
    """One session as a file, in the current language."""
    return _bytes([session], session_plans.title_of(session)[0])


def feed(enrolment: Enrolment) -> bytes:
    """All sessions of the learner's cohort: cancelled ones too, so that calendars cross them out."""
    return _bytes(
        enrolment.cohort.sessions.order_by("start", "pk"), f"{pgettext('course', 'Sessions')}: {enrolment.cohort.name}"
    )


def subscriber(key: str) -> Enrolment | None:
    """Whose address this is; nobody's for an old one, or for somebody who takes part no more. One query."""
    if not key:
        return None
    rows = Enrolment.objects.active().filter(calendar_key=key, user__is_active=True)
    return rows.select_related("cohort", "user").first()


@transaction.atomic
def renew(*, user: Any, enrolment: Enrolment) -> str:
    """A new secret address; the old one works no more. Raises NotAllowed."""
    return _set(user, enrolment, secrets.token_urlsafe(24), "course_calendar.renewed")


@transaction.atomic
def end(*, user: Any, enrolment: Enrolment) -> None:
    """No address works any more. Raises NotAllowed."""
    _set(user, enrolment, "", "course_calendar.ended")


def address(enrolment: Enrolment) -> str:
    """The whole secret address; empty if there is none."""
    return absolute(reverse("courses:session_feed", args=[enrolment.calendar_key])) if enrolment.calendar_key else ""


def _set(user: Any, enrolment: Enrolment, key: str, action: str) -> str:
    if not may_learn(user, enrolment):
        raise NotAllowed(_("Only whoever takes part can have this calendar."))
    Enrolment.objects.filter(pk=enrolment.pk).update(calendar_key=key)
    enrolment.calendar_key = key
    audit.record(actor=user, action=action, target=enrolment)
    return key


def _bytes(sessions: Any, name: str) -> bytes:
    entries = [_entry(row) for row in sessions]
    return calendars.calendar(entries, name, room="Sessions", refresh=REFRESH).to_ical()


def _entry(row: Session) -> calendars.Entry:
    zone, title = ZoneInfo(row.timezone), session_plans.title_of(row)[0]
    url = absolute(reverse("courses:session_page", args=[row.uuid]))
    return calendars.Entry(
        uid=f"course-session-{row.uuid}@{urlsplit(url).hostname}",
        stamp=row.changed_at,
        start=row.start.astimezone(zone),
        end=row.end.astimezone(zone),
        summary=pgettext("session", "Cancelled: %(title)s") % {"title": title} if row.is_cancelled else title,
        description="\n\n".join(part for part in (row.cancelled_why, row.note, url) if part),
        url=url,
        location=row.online_url if row.is_online else row.place,
        category=str(row.get_kind_display()),
        sequence=row.sequence,
        status="CANCELLED" if row.is_cancelled else "CONFIRMED",
    )


def file_in(session: Session, language: str) -> bytes:
    """The same in another language: for mails."""
    with translation.override(language):
        return file_of(session)
