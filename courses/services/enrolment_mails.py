"""What people get on their way into a cohort and out: one table of words, one template (`emails/cohort.*`)."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.choices import CohortRole
from courses.models import Cohort, Enrolment
from portal.core import mail, mail_kinds
from portal.mail.rendering import absolute

REQUESTS = "cohort_requests"
"""The kind facilitators may switch off."""


class Words(NamedTuple):
    """Subject (the cohort's name fills it), paragraphs, what the button says and where it leads."""

    subject: Any
    paragraphs: tuple[Any, ...]
    label: Any = ""
    address: str = ""


LETTERS: dict[str, Words] = {
    "active": Words(
        gettext_lazy("You take part: %(cohort)s"),
        (
            gettext_lazy("You have a place. Your course waits for you, in whichever of its languages you like."),
            gettext_lazy("If you cannot take part after all, give the place back on the same page."),
        ),
        gettext_lazy("Go to my course"),
        "courses:my_course",
    ),
    "requested": Words(
        gettext_lazy("We have your request: %(cohort)s"),
        (gettext_lazy("The facilitators decide who takes part. A mail tells you as soon as they have."),),
        gettext_lazy("See my requests"),
        "courses:enrolments",
    ),
    "asked": Words(
        gettext_lazy("Somebody wants to join: %(cohort)s"),
        (gettext_lazy("%(name)s asks to take part. Somebody of you decides."),),
        gettext_lazy("See the requests"),
        "courses:cohort_manage",
    ),
    "refused": Words(
        gettext_lazy("Your request was not accepted: %(cohort)s"),
        (gettext_lazy("The facilitators could not give you a place in this cohort. %(why)s"),),
        gettext_lazy("See other cohorts"),
        "courses:cohorts",
    ),
    "waiting": Words(
        gettext_lazy("You are on the waiting list: %(cohort)s"),
        (
            gettext_lazy(
                "All places are taken. When one gets free, it is offered to the next in line, and a mail says so."
            ),
            gettext_lazy("You can see your place in line, and leave the list, at any time."),
        ),
        gettext_lazy("See my requests"),
        "courses:enrolments",
    ),
    "offered": Words(
        gettext_lazy("A place is free for you: %(cohort)s"),
        (
            gettext_lazy("You were on the waiting list. The place is yours if you accept it by %(until)s."),
            gettext_lazy(
                "After that it goes to the next in line. If you do not want it, say so, and somebody else is glad."
            ),
        ),
        gettext_lazy("Accept or decline"),
        "courses:enrolments",
    ),
    "lapsed": Words(
        gettext_lazy("The offered place is gone: %(cohort)s"),
        (
            gettext_lazy(
                "You did not accept the place in time, so it was offered to the next in line. You can join again."
            ),
        ),
        gettext_lazy("To the cohort"),
        "courses:cohort",
    ),
    "withdrawn": Words(
        gettext_lazy("You do not take part any more: %(cohort)s"),
        (gettext_lazy("You have withdrawn. What you did in the course stays yours, should you join again."),),
        gettext_lazy("See other cohorts"),
        "courses:cohorts",
    ),
    "removed": Words(
        gettext_lazy("Your part in the cohort has ended: %(cohort)s"),
        (gettext_lazy("The facilitators have ended your part in this cohort. %(why)s"),),
        gettext_lazy("See other cohorts"),
        "courses:cohorts",
    ),
    "over": Words(
        gettext_lazy("The cohort is over: %(cohort)s"),
        (gettext_lazy("The cohort has ended before a place became free for you. There may be another one."),),
        gettext_lazy("See other cohorts"),
        "courses:cohorts",
    ),
    "invited": Words(
        gettext_lazy("You are invited: %(cohort)s"),
        (
            gettext_lazy("%(name)s invites you to take part in the course with this cohort."),
            gettext_lazy("The link is for your address alone. It works once, until %(until)s."),
            gettext_lazy("If you do not want to join, do nothing."),
        ),
        pgettext_lazy("of a cohort", "See the invitation"),
        "courses:cohort_invitation",
    ),
}
WITH_COHORT = ("courses:cohort", "courses:cohort_manage")


def send(letter: str, row: Enrolment, *, why: str = "") -> None:
    """To the person, in their language."""
    _post(letter, row.cohort, to=row.user, target=row.uuid, why=why, until=row.offered_until)


def tell_facilitators(row: Enrolment) -> None:
    """That somebody asks. They may switch this off."""
    people = row.cohort.people.filter(role=CohortRole.FACILITATOR, user__is_active=True).select_related("user")
    for person in people:
        _post("asked", row.cohort, to=person.user, target=row.cohort.uuid, name=row.user.get_full_name(), kind=REQUESTS)


def invite(*, cohort: Cohort, to: str, token: str, language: str, until: Any, by: Any) -> None:
    """To an address."""
    _post(
        "invited", cohort, to=to, target=token, name=by.get_full_name(), until=until, language=language, with_time=False
    )


def context_of(letter: str, cohort: Any, target: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The template's inputs, in the active language."""
    words = LETTERS[letter]
    target = cohort.uuid if words.address in WITH_COHORT else target
    bare = words.address in ("courses:enrolments", "courses:cohorts")
    facts = [{"term": _("Cohort"), "value": cohort.name}]
    if cohort.start:
        facts.append({"term": _("First day"), "value": date_format(cohort.start, "DATE_FORMAT")})
    return {
        "subject": str(words.subject) % {"cohort": cohort.name},
        "paragraphs": [" ".join((str(text) % given).split()) for text in words.paragraphs],
        "facts": facts,
        "label": str(words.label),
        "url": absolute(reverse(words.address, args=[] if bare else [target])),
    }


def register() -> None:
    """Called once, when the app is ready."""
    mail_kinds.register(
        REQUESTS, gettext_lazy("Requests to join a cohort"), gettext_lazy("For facilitators: somebody wants to join.")
    )
    mail.register_example("cohort", _example)


def _example() -> dict[str, Any]:
    cohort = SimpleNamespace(name=_("Spring 2027"), start=date(2027, 2, 1), uuid="00000000-0000-0000-0000-000000000000")
    given = {"until": _moment(timezone.now() + timedelta(hours=72), "Europe/Vienna"), "why": "", "name": ""}
    return context_of("offered", cohort, cohort.uuid, given)


def _post(
    letter: str,
    cohort: Cohort,
    *,
    to: Any,
    target: Any,
    language: str = "",
    kind: str = "",
    until: Any = None,
    with_time: bool = True,
    **given: Any,
) -> None:
    language = language or getattr(to, "language", "") or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        zone = getattr(to, "timezone", "") or cohort.timezone
        moment = _moment(until, zone, with_time=with_time) if until else ""
        words = {"why": "", "name": "", "until": moment, **given}
        context = context_of(letter, cohort, target, words)
        mail.send("cohort", to=to, language=language, context=context, kind=kind)


def _moment(when: Any, zone: str, *, with_time: bool = True) -> str:
    """A day, or a moment with the time zone it is told in."""
    local = timezone.localtime(when, ZoneInfo(zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} ({zone})" if with_time else date_format(local, "DATE_FORMAT")
