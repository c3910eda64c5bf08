"""Learners on their way to a certificate, on the small course."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from courses.certificate_texts import ETHICS, STATEMENTS
from courses.certification import CRITERIA
from courses.choices import Presence, TaskState
from courses.models import Attendance, Certificate, Cohort, Enrolment, Session, Submission, UnitDone
from courses.services import outline
from courses.services.certificates import confirming, issuing
from tests.factories import course as courses

LEVELS = dict.fromkeys(CRITERIA, 3)
PROMISES = {promise.key for promise in ETHICS}
GIVEN = {row.number: 4 for row in STATEMENTS}


def finished(where: Cohort, person: Any = None, *, team: Any = None) -> Enrolment:
    """A learner who has done everything; not yet a certificate."""
    enrolment = courses.learner(where, person)
    team = team or courses.team(where, enrolment)
    if enrolment.team_id != team.pk:
        enrolment.team = team
        enrolment.save(update_fields=["team"])
    studied(enrolment)
    attended(enrolment)
    confirmed(enrolment)
    return enrolment


def studied(enrolment: Enrolment) -> None:
    """All units done, all tasks accepted."""
    course: Any = outline.course(enrolment.cohort.course)
    for unit in course.units:
        UnitDone.objects.get_or_create(enrolment=enrolment, unit=unit.key)
    inside = [(unit.key, part) for unit in course.units for part in unit.parts if part.kind == "task"]
    tasks = [(module.key, part) for module in course.modules for part in module.tasks] + inside
    for page, part in tasks:
        Submission.objects.get_or_create(
            enrolment=enrolment, task=part.id, defaults={"page": page, "state": TaskState.DONE, "language": "en"}
        )


def attended(enrolment: Enrolment, *codes: str) -> None:
    """At the sessions of these short names."""
    for number, code in enumerate(codes or ("S0", "S1", "S3", "S6")):
        start = datetime(2027, 2, 1, 15, tzinfo=UTC) + timedelta(weeks=4 * number)
        values = {"title": f"{code} together", "start": start, "end": start + timedelta(hours=2)}
        session, _new = Session.objects.get_or_create(cohort=enrolment.cohort, code=code, defaults=values)
        Attendance.objects.get_or_create(
            session=session, enrolment=enrolment, defaults={"presence": Presence.PRESENT, "taken_at": timezone.now()}
        )


def confirmed(enrolment: Enrolment) -> None:
    """Signed, answered, judged."""
    person = enrolment.user
    confirming.sign_ethics(user=person, enrolment=enrolment, promises=PROMISES)
    for step in confirming.STEPS:
        confirming.assess_oneself(user=person, enrolment=enrolment, step=step, given=GIVEN)
    guide = enrolment.cohort.people.filter(role="facilitator").first()
    by = guide.user if guide else courses.facilitator(enrolment.cohort)
    confirming.rate_cycle(user=by, team=enrolment.team, levels=LEVELS)  # type: ignore[arg-type]


def certificate(enrolment: Enrolment, **values: Any) -> Certificate:
    """Issued by the learner."""
    given = {"name": enrolment.user.get_full_name(), "language": "en", **values}
    return issuing.issue(user=enrolment.user, enrolment=enrolment, **given)


def letters() -> list[str]:
    """Subjects of what was sent."""
    return [message.subject for message in mail.outbox]
