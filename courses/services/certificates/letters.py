"""What holders of certificates get by mail."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.choices import RevocationClass
from courses.models import Certificate
from courses.services.certificates.facts import course_words
from portal.core import mail
from portal.mail.rendering import absolute


def issued(row: Certificate) -> None:
    """It is there, with the page that proves it."""
    _send("certificate_issued", row)


def revoked(row: Certificate) -> None:
    """It does not count any more, and why."""
    if row.enrolment is not None:
        _send("certificate_revoked", row)


def register_examples() -> None:
    """For the style guide."""
    mail.register_example("certificate_issued", lambda: _example())
    mail.register_example("certificate_revoked", lambda: _example(revocation=RevocationClass.MISTAKE))


def _send(template: str, row: Certificate) -> None:
    if row.enrolment is None:
        return
    person = row.enrolment.user
    language = person.language or row.language
    with translation.override(language):
        context = {
            "course": course_words(row.facts, language)["title"],
            "certificate": row.facts["certificate"],
            "mine_url": absolute(reverse("courses:my_certificate")),
            "page_url": absolute(reverse("courses:certificate", args=[row.code])),
            "day": row.revoked_at or row.issued_at,
            "why": row.get_revocation_display() if row.revocation else "",
            "reason": row.reason,
        }
    mail.send(template, to=person, language=language, context=context)


def _example(revocation: str = "") -> dict[str, Any]:
    return {
        "course": _("Lesson Study in vocational education"),
        "certificate": True,
        "mine_url": absolute("/…"),
        "page_url": absolute("/…"),
        "day": datetime(2027, 6, 30, 12, tzinfo=UTC),
        "why": RevocationClass(revocation).label if revocation else "",
        "reason": _("The name was misspelt."),
    }
