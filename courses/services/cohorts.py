"""Cohorts: made, changed, opened, ended; who looks after them, their teams, when their tasks are due."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.choices import CohortRole, CohortState, EnrolmentState
from courses.models import Cohort, CohortPerson, CourseIntensity, Enrolment, TaskDue, Team
from courses.permissions import may_facilitate, may_manage_courses
from courses.services import enrolment_mails as mails
from courses.services import places
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed

FIELDS = (
    "name", "intensity", "start", "end", "timezone", "languages", "entry", "places", "offer_hours", "message",
)  # fmt: skip
"""What a course manager writes about a cohort."""


@transaction.atomic
def create(*, user: Any, course: UUID, values: Mapping[str, Any]) -> Cohort:
    """A cohort in preparation. Raises NotAllowed, DomainError."""
    _need_manager(user)
    row = Cohort(course=course)
    _write(row, values)
    row.save()
    record(actor=user, action="cohort.created", target=row)
    return row


@transaction.atomic
def change(*, user: Any, cohort: Cohort, values: Mapping[str, Any]) -> Cohort:
    """New places go to the waiting list at once; fewer places take nobody's away. Raises NotAllowed, DomainError."""
    _need_manager(user)
    row = places.locked(cohort)
    changed = sorted(name for name in FIELDS if name in values and getattr(row, name) != values[name])
    _write(row, values)
    row.save()
    if changed:
        record(actor=user, action="cohort.changed", target=row, data={"fields": changed})
    places.move_up(row)
    return row


@transaction.atomic
def open_up(*, user: Any, cohort: Cohort) -> Cohort:
    """People can join from now on. An ended cohort opens again. Raises NotAllowed."""
    _need_manager(user)
    row = places.locked(cohort)
    if row.state != CohortState.OPEN:
        row.state = CohortState.OPEN
        row.save(update_fields=["state"])
        record(actor=user, action="cohort.opened", target=row)
        places.move_up(row)
    return row


@transaction.atomic
def end(*, user: Any, cohort: Cohort) -> Cohort:
    """Nobody joins any more, who waits is told, links stop; who takes part keeps their course. Raises NotAllowed."""
    _need_manager(user)
    row = places.locked(cohort)
    if row.state == CohortState.ENDED:
        return row
    row.state = CohortState.ENDED
    row.save(update_fields=["state"])
    outside = (EnrolmentState.REQUESTED, EnrolmentState.WAITING, EnrolmentState.OFFERED)
    for enrolment in row.enrolments.filter(state__in=outside).select_related("user"):
        enrolment.cohort = row
        places.leave(enrolment, EnrolmentState.WITHDRAWN)
        mails.send("over", enrolment)
    row.invitations.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    record(actor=user, action="cohort.ended", target=row)
    return row


@transaction.atomic
def name_person(*, user: Any, cohort: Cohort, person: Any, role: str) -> CohortPerson:
    """Somebody looks after the cohort from now on. Raises NotAllowed, DomainError."""
    _need_manager(user)
    if not person.is_active:
        raise DomainError(_("This account is closed."))
    there = cohort.enrolments.filter(user=person)
    if there.filter(state__in=(EnrolmentState.ACTIVE, EnrolmentState.OFFERED)).exists():
        raise DomainError(_("This person is a learner in the cohort."))
    row, created = CohortPerson.objects.get_or_create(cohort=cohort, user=person, role=CohortRole(role))
    if created:
        record(actor=user, action="cohort.person_named", target=row, data={"person": person.pk, "role": role})
    return row


@transaction.atomic
def unname_person(*, user: Any, person: CohortPerson) -> None:
    """Somebody looks after the cohort no more. Raises NotAllowed."""
    _need_manager(user)
    record(actor=user, action="cohort.person_removed", target=person, data={"person": person.user_id})
    person.delete()


@transaction.atomic
def save_team(
    *, user: Any, cohort: Cohort, name: str, school: str = "", mentor: Any = None, team: Team | None = None
) -> Team:
    """A team, new or changed. Raises NotAllowed, DomainError where another has the name."""
    _need_facilitator(user, cohort)
    others = cohort.teams.exclude(pk=team.pk) if team and team.pk else cohort.teams.all()
    if others.filter(name__iexact=name).exists():
        raise DomainError(_("Another team has this name."))
    row = team or Team(cohort=cohort)
    row.name, row.school, row.mentor = name, school, mentor
    row.save()
    record(actor=user, action="cohort.team_saved", target=row)
    return row


@transaction.atomic
def remove_team(*, user: Any, team: Team) -> None:
    """Its members stay in the cohort, without a team. Raises NotAllowed."""
    _need_facilitator(user, team.cohort)
    record(actor=user, action="cohort.team_removed", target=team)
    team.delete()


@transaction.atomic
def place_in_team(*, user: Any, enrolment: Enrolment, team: Team | None) -> None:
    """Raises NotAllowed, DomainError for a team of another cohort or somebody who does not take part."""
    _need_facilitator(user, enrolment.cohort)
    if team and team.cohort_id != enrolment.cohort_id:
        raise DomainError(_("This is a team of another cohort."))
    if enrolment.state != EnrolmentState.ACTIVE:
        raise DomainError(_("This person does not take part any more."))
    if enrolment.team_id != (team.pk if team else None):
        enrolment.team = team
        enrolment.save(update_fields=["team"])
        record(actor=user, action="enrolment.team_set", target=enrolment, data={"team": team.pk if team else None})


@transaction.atomic
def set_due(*, user: Any, cohort: Cohort, dates: Mapping[UUID, datetime | None]) -> int:
    """When tasks are due, by their block's id; None takes a date away. How many changed. Raises NotAllowed."""
    _need_facilitator(user, cohort)
    known = {row.task: row for row in cohort.due_tasks.all()}
    changed = 0
    for task, due in dates.items():
        row = known.get(task)
        if due is None:
            changed += bool(row and row.delete())
        elif row is None or row.due != due:
            TaskDue.objects.update_or_create(cohort=cohort, task=task, defaults={"due": due})
            changed += 1
    if changed:
        record(actor=user, action="cohort.dates_set", target=cohort, data={"changed": changed})
    return changed


@transaction.atomic
def change_intensity(
    *, user: Any, intensity: CourseIntensity, values: Mapping[str, Any], open_units: set[UUID], units: set[UUID]
) -> CourseIntensity:
    """New rules; what people have done stays done. `open_units`: of these units those it leaves open.

    Raises NotAllowed.
    """
    _need_manager(user)
    row = CourseIntensity.objects.select_for_update().get(pk=intensity.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.rules.filter(unit__in=units).delete()
    row.rules.bulk_create(row.rules.model(intensity=row, unit=unit, required=False) for unit in open_units & units)
    record(actor=user, action="course.intensity_changed", target=row, data={"open": len(open_units & units)})
    return row


def _write(row: Cohort, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    if row.start and row.end and row.end < row.start:
        raise DomainError(_("The last day is before the first."))
    if row.intensity.course != row.course:
        raise DomainError(_("This intensity belongs to another course."))


def _need_manager(user: Any) -> None:
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers do this."))


def _need_facilitator(user: Any, cohort: Cohort) -> None:
    if not may_facilitate(user, cohort):
        raise NotAllowed(_("Only the facilitators of this cohort do this."))
