"""What everybody may read about certificates: one of them, and what each intensity asks."""

from typing import Any

from django.utils import translation

from courses.models import Certificate, CourseIntensity
from courses.services import outline
from courses.services.certificates import badges, facts, printing
from courses.services.certificates.conditions import asked


def page(certificate: Certificate) -> dict[str, Any]:
    """What the page of a certificate shows; of one taken back only that it was."""
    if not certificate.facts:
        return {"certificate": certificate}
    language = translation.get_language() or "en"
    words = facts.course_words(certificate.facts, language)
    return {
        "certificate": certificate,
        "title": printing.title(certificate.facts),
        "words": words,
        "words_lang": words["language"] if words["language"] != language else "",
        "intensity": certificate.facts["intensity"],
        "hours": printing.hours(certificate.facts),
        "name": certificate.name if certificate.name_public and certificate.is_valid else "",
        "project": certificate.facts["project"],
    }


def achievement(row: CourseIntensity) -> dict[str, Any] | None:
    """What can be reached at this intensity, in the active language. None for a course that is not there."""
    words = course_words(row)
    if not words["title"]:
        return None
    total = row.hours_online + row.hours_session + row.hours_school
    return badges.achievement(row.course, row.code, words, printing.number(str(total)), row.certificate)


def course_words(row: CourseIntensity) -> dict[str, Any]:
    """The course of an intensity in the active language."""
    found = facts.course_facts(row.course)
    return facts.course_words({"course": found}, translation.get_language() or "en")


def criteria(row: CourseIntensity) -> dict[str, Any]:
    """What the page about an intensity's certificate shows."""
    course = outline.course(row.course)
    wanted = asked(row, course)
    open_units = {unit.key for unit in course.units} - set(wanted.units) if course else set()
    hours = {"online": row.hours_online, "session": row.hours_session, "school": row.hours_school}
    total = sum(hours.values())
    return {
        "row": row,
        "words": course_words(row),
        "asked": wanted,
        "units": len(wanted.units),
        "open_units": len(open_units),
        "tasks": len(wanted.tasks),
        "hours": printing.hours({"hours": {name: str(value) for name, value in {**hours, "total": total}.items()}}),
        "course": course,
    }
