"""Who takes the course: reads for pages, and (below) the ways in and out."""

from typing import Any
from uuid import UUID

from courses.models import Enrolment


def current(user: Any, course: UUID) -> Enrolment | None:
    """The enrolment in which somebody takes the course now, with its cohort: the newest, one query."""
    if not user.is_authenticated:
        return None
    rows = Enrolment.objects.active().filter(user=user, cohort__course=course)
    return rows.select_related("cohort__intensity", "team").order_by("-active_since", "-pk").first()
