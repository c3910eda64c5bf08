"""What waits for whoever looks after a cohort: tasks to read, the next session, requests."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from courses.choices import EnrolmentState, TaskState
from courses.models import Enrolment, Session, Submission
from courses.permissions import may_facilitate
from courses.services import school_task_reads
from courses.services.lead_scope import Scope

SHOWN = 20


@dataclass(frozen=True)
class Next:
    """The next session, and what people say about coming."""

    session: Session
    coming: int
    not_coming: int
    silent: int


def to_read(scope: Scope) -> list[dict[str, Any]]:
    """Tasks handed in that nobody has looked at, the oldest first."""
    rows = Submission.objects.filter(state=TaskState.HANDED_IN, enrolment__in=scope.learners())
    found = list(rows.select_related("enrolment__user").order_by("handed_in_at", "pk")[: SHOWN + 1])
    return [{"row": row, **told(row), "name": row.enrolment.user.get_full_name()} for row in found]


def told(row: Submission) -> dict[str, str]:
    """The title of what was handed in, and its language; empty for a task the course does not have any more."""
    task = school_task_reads.find(row.page, row.task)
    return {"task": task.title if task else "", "language": task.language if task else ""}


def next_session(scope: Scope, now: datetime) -> Next | None:
    """Of those to come; learners one does not look after are not counted."""
    session = scope.cohort.sessions.filter(end__gt=now, cancelled_at=None).order_by("start", "pk").first()
    if session is None:
        return None
    coming = Count("pk", filter=Q(seats__session=session, seats__comes=True), distinct=True)
    away = Count("pk", filter=Q(seats__session=session, seats__comes=False), distinct=True)
    numbers = scope.learners().order_by().aggregate(coming=coming, away=away, all=Count("pk", distinct=True))
    silent = numbers["all"] - numbers["coming"] - numbers["away"]
    return Next(session, numbers["coming"], numbers["away"], silent)


def coming(scope: Scope, session: Session) -> list[str]:
    """The names of those who said they come."""
    rows = scope.learners().filter(seats__session=session, seats__comes=True).select_related("user")
    return sorted(row.user.get_full_name() for row in rows)


def requests(scope: Scope, user: Any) -> list[Enrolment]:
    """People who asked to join; only for those who decide about them."""
    if not may_facilitate(user, scope.cohort):
        return []
    rows = scope.cohort.enrolments.filter(state=EnrolmentState.REQUESTED).select_related("user")
    return list(rows.order_by("created_at", "pk")[:SHOWN])
