"""A certificate to show: one learner of an earlier cohort of the same course who has finished."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.contrib.auth.models import Group

from courses.certificate_texts import ETHICS, STATEMENTS
from courses.choices import CohortRole, CohortState, EnrolmentState, Entry, Intensity, Presence, TaskState
from courses.models import (
    Attendance,
    Certificate,
    Cohort,
    CohortPerson,
    Confirmation,
    CourseIntensity,
    Enrolment,
    Session,
    Submission,
    Team,
    UnitDone,
)
from courses.services import outline, recount
from courses.services.certificates import codes, conditions, issuing
from courses.services.certificates.facts import freeze
from portal.accounts.models import User
from portal.accounts.roles import GROUPS

NAMESPACE = UUID("3d2b7d0c-6c0a-5b0e-9c1f-1f7a7c6a9d10")
Kind = Confirmation.Kind


def fill(cohort: Cohort, *, update: bool = False) -> int:
    """Beside `cohort` an earlier one with its only learner; once. Returns how many certificates were made.

    Nobody gets a mail. Where the course has no intensity maxi, `cohort`'s own serves.
    """
    identity = uuid5(NAMESPACE, str(cohort.course))
    if Cohort.objects.filter(uuid=identity).exists():
        return 0
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    maxi = CourseIntensity.objects.filter(course=cohort.course, code=Intensity.MAXI).first()
    earlier = Cohort.objects.create(
        uuid=identity,
        course=cohort.course,
        intensity=maxi or cohort.intensity,
        state=CohortState.ENDED,
        entry=Entry.INVITATION,
        **data["cohort"],
    )
    guide = _person(data["facilitator"], "facilitator")
    CohortPerson.objects.create(cohort=earlier, user=guide, role=CohortRole.FACILITATOR)
    enrolment = Enrolment.objects.create(
        cohort=earlier,
        user=_person(data["learner"], "learner"),
        team=Team.objects.create(cohort=earlier, **data["team"]),
        state=EnrolmentState.ACTIVE,
        place=1,
        active_since=_noon(earlier.start),
        finished_at=_noon(data["issued"]),
    )
    _studied(enrolment, guide)
    _attended(enrolment, data["sessions"], guide)
    recount.take_in(enrolment=enrolment)
    _confirmed(enrolment, data, guide)
    return _issued(enrolment, _noon(data["issued"]))


def _person(row: dict[str, str], role: str) -> User:
    person = User.objects.filter(email=row["email"]).first()
    if person is None:
        person = User.objects.create_user(
            row["email"], None, display_name=row["name"], language=row.get("language", "de")
        )
        person.groups.set(Group.objects.filter(name=GROUPS[role]))
    return person


def _studied(enrolment: Enrolment, guide: User) -> None:
    course = outline.course(enrolment.cohort.course)
    end = _noon(enrolment.cohort.end)
    for unit in course.units if course else ():
        UnitDone.objects.create(enrolment=enrolment, unit=unit.key, done_at=end)
    for key in conditions.asked(enrolment.cohort.intensity, course).tasks:
        page = next(
            module.key
            for module in course.modules  # type: ignore[union-attr]
            if any(part.id == key for part in (*module.tasks, *(part for unit in module.units for part in unit.parts)))
        )
        Submission.objects.create(
            enrolment=enrolment,
            page=page,
            task=key,
            state=TaskState.DONE,
            language="de",
            handed_in_at=end,
            decided_at=end,
            decided_by=guide,
        )


def _attended(enrolment: Enrolment, rows: list[dict[str, Any]], guide: User) -> None:
    for row in rows:
        start = datetime.combine(row["day"], time(13, 30), tzinfo=UTC)
        values = {"code": row["code"], "title": row["title"], "start": start, "end": start + timedelta(hours=2)}
        session = Session.objects.create(cohort=enrolment.cohort, timezone=enrolment.cohort.timezone, **values)
        presence = row.get("presence", Presence.PRESENT)
        Attendance.objects.create(
            session=session, enrolment=enrolment, presence=presence, taken_by=guide, taken_at=values["end"]
        )


def _confirmed(enrolment: Enrolment, data: dict[str, Any], guide: User) -> None:
    own = enrolment.user
    start, end = _noon(enrolment.cohort.start), _noon(enrolment.cohort.end)
    rated = {"levels": data["levels"], "words": data["words"]}
    rows = [
        (Kind.ETHICS, {"promises": sorted(promise.key for promise in ETHICS)}, own, start),
        (Kind.BEFORE, _answers(data["before"]), own, start),
        (Kind.AFTER, _answers(data["after"]), own, end),
        (Kind.BACK, _answers(data["back"]), own, end),
        (Kind.CYCLE, rated, guide, end),
    ]
    for kind, said, by, at in rows:
        Confirmation.objects.create(enrolment=enrolment, kind=kind, data=said, by=by, at=at)


def _issued(enrolment: Enrolment, at: datetime) -> int:
    way = conditions.of(enrolment)
    if not way.is_met:
        return 0
    row = Certificate.objects.create(
        enrolment=enrolment,
        code=codes.new(),
        name=enrolment.user.get_full_name(),
        name_public=True,
        language="de",
        facts=freeze(way),
        issued_at=at,
        issued_by=enrolment.user,
    )
    issuing.sign(row)
    return 1


def _answers(given: list[int]) -> dict[str, int]:
    return {row.number: value for row, value in zip(STATEMENTS, given, strict=True)}


def _noon(day: date | None) -> datetime:
    return datetime.combine(day or date(2026, 1, 30), time(11), tzinfo=UTC)
