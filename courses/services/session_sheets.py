"""Attendance on paper and as a table, for those who lead the cohort."""

import csv
import io
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.choices import Presence
from courses.models import Cohort, Session
from courses.services import attendance, session_plans, session_reads
from courses.services.sessions import check_may_lead
from portal.accounts.models import User
from portal.core import audit, pdf
from portal.core.stemming import fold
from portal.mail.rendering import frame

BLANK_LINES = 2
SAID: dict[str, Any] = {
    Presence.PRESENT: Presence.PRESENT.label,
    Presence.ABSENT: Presence.ABSENT.label,
    Presence.EXCUSED: Presence.EXCUSED.label,
    Presence.CAUGHT_UP: gettext_lazy("Made up"),
}


def as_pdf(session: Session, *, user: User) -> bytes:
    """The sheet to sign, tagged for screen readers, in the language of whoever prints it. Raises NotAllowed."""
    check_may_lead(user, session.cohort)
    names = [row.user.get_full_name() for row, _noted, _comes in session_reads.list_of(session)]
    data = {"as": "pdf", "people": len(names)}
    audit.record(actor=user, action="course_session.attendance_exported", target=session, data=data)
    return pdf.make("attendance", _sheet(session, names))


def as_csv(cohort: Cohort, *, user: User) -> bytes:
    """Learners by sessions, with what counts for the certificate. Five queries. Raises NotAllowed."""
    check_may_lead(user, cohort)
    sessions = list(cohort.sessions.filter(cancelled_at=None).order_by("start", "pk"))
    people = sorted(cohort.enrolments.active().select_related("user", "team"), key=lambda row: fold(str(row.user)))
    noted = session_reads.noted_for(sessions)
    counts = attendance.standings(cohort, people)
    head = [
        _("Name"),
        _("Email"),
        _("Team"),
        *(f"{row.code} {session_plans.title_of(row)[0]}" for row in sessions),
        _("Counts"),
        _("Needed"),
    ]
    lines = [head]
    for one in people:
        words = [_said(noted.get((row.pk, one.pk))) for row in sessions]
        own = counts[one.pk]
        about = [one.user.get_full_name(), one.user.email, one.team.name if one.team else ""]
        lines.append([*about, *words, str(own.counted), str(own.rule.needed)])
    data = {"as": "csv", "people": len(people)}
    audit.record(actor=user, action="course_session.attendance_exported", target=cohort, data=data)
    text = io.StringIO()
    csv.writer(text).writerows([_unarmed(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _sheet(session: Session, names: list[str]) -> dict[str, Any]:
    language = (translation.get_language() or "en").split("-")[0]
    about = frame(language)
    name = f"{session.code} · {session_plans.title_of(session)[0]}"
    project = about["project"]
    when = render_to_string("pdf/when.txt", {"event": session}).strip()
    return {
        "language": language,
        "title": f"{_('Attendance sheet')}: {name}",
        "author": project.acronym,
        "project": " · ".join(part for part in (project.acronym, project.project_number) if part),
        "heading": _("Attendance sheet"),
        "event": name,
        "lines": [
            line for line in (session.cohort.name, when, session.place or str(session.get_kind_display())) if line
        ],
        "columns": [_("No."), _("Name"), _("Signature")],
        "names": names,
        "blank": BLANK_LINES,
        "funding": {"text": about["funding_statement"], "language": about["funding_lang"] or language},
    }


def _said(row: Any) -> str:
    return str(SAID[row.presence]) if row else ""


def _unarmed(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
