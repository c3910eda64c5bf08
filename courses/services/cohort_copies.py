"""A cohort once more: the same plan on other days, without its people."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from courses.choices import CohortState
from courses.models import Cohort, CohortPerson, Session, TaskDue
from courses.permissions import may_manage_courses
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed

OF_A_SESSION = (
    "code", "plan", "title", "kind", "timezone", "venue", "room", "address", "map_url", "note", "required", "sign_up",
    "places", "catch_up",
)  # fmt: skip
"""What a session keeps; its link to take part and its code are made anew."""
OF_A_COHORT = ("course", "intensity", "timezone", "languages", "entry", "places", "offer_hours", "message")


def shifted(moment: datetime, days: int, zone: str) -> datetime:
    """So many days later at the same hour on the clock there, whatever summer time does."""
    there = ZoneInfo(zone)
    local = moment.astimezone(there)
    return (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=there)


@transaction.atomic
def copy(*, user: Any, cohort: Cohort, name: str, start: date, with_people: bool = True) -> Cohort:
    """A cohort in preparation that begins on `start`: sessions and due dates as many days later; no learners.

    Sessions that were cancelled stay behind. Raises NotAllowed, and DomainError for a cohort without a first day.
    """
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers do this."))
    if cohort.start is None:
        raise DomainError(_("This cohort has no first day, so nothing can be counted from it. Give it one first."))
    days = (start - cohort.start).days
    end = cohort.end + timedelta(days=days) if cohort.end else None
    values = {field: getattr(cohort, field) for field in OF_A_COHORT}
    new = Cohort.objects.create(name=name, state=CohortState.PREPARING, start=start, end=end, **values)
    if with_people:
        CohortPerson.objects.bulk_create(
            CohortPerson(cohort=new, user_id=one.user_id, role=one.role) for one in cohort.people.all()
        )
    Session.objects.bulk_create(_session(one, new, days) for one in cohort.sessions.filter(cancelled_at=None))
    TaskDue.objects.bulk_create(
        TaskDue(cohort=new, task=one.task, due=shifted(one.due, days, cohort.timezone))
        for one in cohort.due_tasks.all()
    )
    record(actor=user, action="cohort.copied", target=new, data={"from": cohort.pk, "days": days})
    return new


def _session(one: Session, cohort: Cohort, days: int) -> Session:
    moments = {name: shifted(getattr(one, name), days, one.timezone) for name in ("start", "end")}
    return Session(cohort=cohort, **{field: getattr(one, field) for field in OF_A_SESSION}, **moments)
