"""What a certificate says, worked out once on the day of issue and kept: words and figures, no references.

Never in it: the learner's name and address. The name stands beside it, so that it can go when the account ends.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from courses.choices import CohortRole, Presence
from courses.models import Attendance, Cohort, CohortPerson, CoursePage, Enrolment
from courses.services.certificates.conditions import Way
from portal.core.funding import texts_for
from portal.core.models import ProjectSettings
from portal.mail.rendering import frame

VERSION = 1


def freeze(way: Way) -> dict[str, Any]:
    """Everything that is printed, shown and signed."""
    cohort = way.enrolment.cohort
    rule = cohort.intensity
    ethics = way.confirmed.get("ethics")
    return {
        "version": VERSION,
        "certificate": rule.certificate,
        "intensity": rule.code,
        "course": course_facts(cohort.course),
        "hours": _hours(rule.hours_online, rule.hours_session, rule.hours_school),
        "sessions": _sessions(way.enrolment),
        "cohort": {"name": cohort.name, "start": _day(cohort.start), "end": _day(cohort.end)},
        "facilitators": _facilitators(cohort),
        "ethics": _day(ethics.at.date()) if ethics else "",
        "project": _project(),
    }


def course_words(facts: dict[str, Any], language: str) -> dict[str, Any]:
    """The course in this language, else in English, else in any: `language`, `title`, `outcomes`."""
    known = facts["course"]["words"]
    for code in (language, settings.LANGUAGE_CODE, *known):
        if code in known:
            return {"language": code, **known[code]}
    return {"language": language, "title": "", "outcomes": []}


def course_facts(key: UUID) -> dict[str, Any]:
    """The course in all its languages: title and outcomes."""
    pages = CoursePage.objects.live().filter(translation_key=key).select_related("locale").order_by("pk")
    words = {
        page.locale.language_code: {"title": page.certificate_name or page.title, "outcomes": _outcomes(page)}
        for page in pages
    }
    return {"key": str(key), "words": words}


def _outcomes(page: CoursePage) -> list[str]:
    return [str(block.value) for block in page.outcomes if block.block_type == "outcome"]


def _hours(online: Decimal, session: Decimal, school: Decimal) -> dict[str, str]:
    """As text, so that no program rounds them."""
    parts = {"online": online, "session": session, "school": school}
    return {name: _plain(value) for name, value in {**parts, "total": sum(parts.values(), Decimal())}.items()}


def _plain(value: Decimal) -> str:
    return f"{Decimal(value).normalize():f}"


def _sessions(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Those the learner was at, or made up, in order of time, each on the day it had in its own time zone."""
    counted = (Presence.PRESENT, Presence.CAUGHT_UP)
    rows = Attendance.objects.filter(enrolment=enrolment, presence__in=counted, session__cancelled_at__isnull=True)
    return [
        {
            "code": row.session.code,
            "title": row.session.title,
            "date": row.session.start.astimezone(ZoneInfo(row.session.timezone)).date().isoformat(),
            "made_up": row.presence == Presence.CAUGHT_UP,
        }
        for row in rows.select_related("session").order_by("session__start", "session__pk")
    ]


def _facilitators(cohort: Cohort) -> list[str]:
    rows = CohortPerson.objects.filter(cohort=cohort, role=CohortRole.FACILITATOR).select_related("user")
    return sorted({row.user.get_full_name() for row in rows})


def _project() -> dict[str, Any]:
    project: ProjectSettings = frame(settings.LANGUAGE_CODE)["project"]
    funding = {}
    for code, _name in settings.LANGUAGES:
        found = texts_for(project, code)
        funding[code] = {"text": found.statement, "language": found.statement_lang}
    return {"acronym": project.acronym, "number": project.project_number, "funding": funding}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
