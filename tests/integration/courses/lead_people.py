"""A cohort in which people stand at different places, for tests of what facilitators see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from courses.models import Cohort, Enrolment, UnitDone, UnitVisit
from portal.accounts.models import User
from tests.factories.course import SmallCourse, cohort, facilitator, learner, team
from tests.factories.records import user

NOW = timezone.now()


def ago(days: float) -> datetime:
    """So many days before now."""
    return NOW - timedelta(days=days)


@dataclass
class Group:
    """The course, the cohort, who leads it, and its learners by name."""

    course: SmallCourse
    cohort: Cohort
    guide: User
    learners: dict[str, Enrolment] = field(default_factory=dict)

    def join(self, name: str, *, since: float = 60, seen: float | None = None, **values: object) -> Enrolment:
        """Somebody who takes part since so many days."""
        email = f"{name.lower()}@school.example"
        person = User.objects.filter(email=email).first() or user(email, "learner", display_name=name)
        last = None if seen is None else ago(seen)
        row = learner(self.cohort, person, active_since=ago(since), last_seen_at=last, **values)
        self.learners[name] = row
        return row

    def went(
        self, name: str, opened: Iterable[tuple[UUID, float]] = (), done: Iterable[tuple[UUID, float]] = ()
    ) -> None:
        """What somebody opened and finished, each so many days ago."""
        row = self.learners[name]
        for unit, days in (*opened, *done):
            UnitVisit.objects.create(
                enrolment=row, unit=unit, first_at=ago(days), last_at=ago(days), language=row.user.language or "en"
            )
        for unit, days in done:
            UnitDone.objects.create(enrolment=row, unit=unit, done_at=ago(days))


def group(course: SmallCourse, **values: object) -> Group:
    """Five learners: Bea has finished, Cili is stuck, Dora is quiet, Ede has done nothing, Fanni is in the middle."""
    where = cohort(course, "Spring", places=400, **values)
    found = Group(course, where, facilitator(where, user("guide@school.example", "facilitator", display_name="Gerda")))
    units = [course.key(1, 1), course.key(1, 2), course.key(2, 1), course.key(2, 2)]
    for name, seen in (("Bea", 30), ("Cili", 1), ("Dora", 22), ("Ede", None), ("Fanni", 2)):
        found.join(name, seen=seen)
    found.went("Bea", done=[(unit, 40 - place) for place, unit in enumerate(units)])
    found.went("Cili", opened=[(units[1], 20)], done=[(units[0], 30)])
    found.went("Dora", opened=[(units[1], 22)], done=[(units[0], 23)])
    found.went("Fanni", opened=[(units[1], 2)], done=[(units[0], 3)])
    found.learners["Bea"].team = team(where, found.learners["Bea"], found.learners["Cili"], name="North")
    team(where, found.learners["Dora"], name="South")
    return found
