"""Short mails of the course room: one template, written in the language of whoever gets them."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from courses.choices import CohortRole
from courses.models import Cohort, Enrolment
from portal.accounts.models import User
from portal.core import mail
from portal.mail.rendering import absolute

TEMPLATE = "course_notice"


class Notice(NamedTuple):
    """What a mail says: subject, paragraphs, and the one thing to do."""

    subject: str
    paragraphs: tuple[str, ...]
    label: str
    url: str


def send(people: Iterable[User], write: Callable[[], Notice], *, kind: str = "") -> None:
    """A mail to each of them; `write` is called in each one's language."""
    for person in people:
        language = person.language or settings.LANGUAGE_CODE
        with translation.override(language):
            words = write()
        mail.send(TEMPLATE, to=person, language=language, kind=kind, context=words._asdict())


def address(name: str, *args: Any) -> str:
    """An address of the room in the active language, whole."""
    return absolute(reverse(name, args=args))


def facilitators(cohort: Cohort) -> QuerySet[User]:
    """Those who lead the cohort."""
    roles = {"cohort_roles__cohort": cohort, "cohort_roles__role": CohortRole.FACILITATOR}
    return User.objects.filter(is_active=True, **roles).distinct()


def readers(enrolment: Enrolment) -> list[User]:
    """Those who read what this learner hands in: facilitators, and the mentor of the team."""
    found = {person.pk: person for person in facilitators(enrolment.cohort)}
    mentor = enrolment.team.mentor if enrolment.team else None
    if mentor and mentor.is_active:
        found[mentor.pk] = mentor
    found.pop(enrolment.user_id, None)
    return list(found.values())
