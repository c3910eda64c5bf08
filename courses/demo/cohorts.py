"""The demo's cohorts: people, teams, requests, a waiting list, and what learners have done so far.

Other parts of the room add theirs: their `fill(cohort, update=…)` is called for each cohort that was made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.contrib.auth.models import Group
from django.utils import timezone

from courses.choices import CohortState, EnrolmentState
from courses.demo import certificates, journal, records, school_tasks, sessions, talk, texts
from courses.demo.loader import page_key
from courses.models import Cohort, CohortPerson, CourseIntensity, Enrolment, Team
from courses.services import outline
from portal.accounts.models import User
from portal.accounts.roles import GROUPS, SiteRole
from portal.core.models import SeedRecord

NAMESPACE = UUID("b9d0ad4e-6d5f-5a44-9a0e-2f7a64e0f0c7")
FILL: tuple[Callable[..., Any], ...] = (sessions.fill, school_tasks.fill, talk.fill, journal.fill, certificates.fill)
"""`fill(cohort, update=…)` of other parts: sessions, tasks, talk, journal."""


def identity(key: str) -> UUID:
    """The uuid of a cohort of the demo, the same on every site: "spring", "autumn", "pace"."""
    return uuid5(NAMESPACE, key)


def load(update: bool = False) -> int:
    """Make the cohorts that were never made; one that is there, or was deleted, is left alone."""
    course = page_key("course")
    if outline.course(course, "en") is None:
        return 0
    data = yaml.safe_load((texts.HERE / "cohorts.yaml").read_text(encoding="utf-8"))
    made = 0
    for key, values in data["cohorts"].items():
        _seed, new = SeedRecord.objects.get_or_create(key=f"cohort:{key}", defaults={"fingerprint": "1"})
        if new:
            cohort = Making(key, values, data["people"], course).make()
            for fill in FILL:
                fill(cohort, update=update)
            made += 1
    return made


@dataclass
class Making:
    """One cohort on its way."""

    key: str
    values: dict[str, Any]
    people: dict[str, dict[str, str]]
    course: UUID

    def __post_init__(self) -> None:
        """Times count from now, on a full hour."""
        self.now = timezone.now().replace(minute=0, second=0, microsecond=0)
        self.places = count(1)

    def make(self) -> Cohort:
        """With everybody in it."""
        self.cohort = self._cohort()
        for role, names in self.values.get("people", {}).items():
            for name in names:
                CohortPerson.objects.create(cohort=self.cohort, user=self._person(name), role=role)
        teams = {row["name"]: self._team(row) for row in self.values.get("teams", [])}
        for number, row in enumerate(self.values["learners"]):
            self._learner(row, teams.get(row.get("team", "")), number)
        for number, name in enumerate(self.values.get("waiting", [])):
            since = self.now - timedelta(days=3, hours=-number)
            self._enrolment(name, EnrolmentState.WAITING, since, waiting_since=since)
        for number, name in enumerate(self.values.get("requested", [])):
            self._enrolment(name, EnrolmentState.REQUESTED, self.now - timedelta(days=1, hours=number))
        return self.cohort

    def _cohort(self) -> Cohort:
        given, today = self.values, timezone.localdate()
        days = {name: today + timedelta(days=given[name]) for name in ("start", "end") if name in given}
        same = {name: given[name] for name in ("name", "entry", "places", "languages", "message")}
        return Cohort.objects.create(
            uuid=identity(self.key),
            course=self.course,
            state=CohortState.OPEN,
            intensity=CourseIntensity.objects.get(course=self.course, code=given["intensity"]),
            **same,
            **days,
        )

    def _team(self, row: dict[str, str]) -> Team:
        mentor = self._person(row["mentor"])
        return Team.objects.create(cohort=self.cohort, name=row["name"], school=row["school"], mentor=mentor)

    def _learner(self, row: dict[str, Any], team: Team | None, number: int) -> None:
        joined = self.now - timedelta(days=24, hours=number)
        seen = self.now - timedelta(days=row["seen"], hours=number % 5) if "seen" in row else None
        enrolment = self._enrolment(
            row["who"],
            EnrolmentState.ACTIVE,
            joined,
            place=next(self.places),
            team=team,
            active_since=joined,
            last_seen_at=seen,
        )
        if seen:
            records.write(enrolment, done=row["done"], more=row["more"], first=joined + timedelta(days=2), last=seen)

    def _enrolment(self, name: str, state: EnrolmentState, created: datetime, **values: Any) -> Enrolment:
        person = self._person(name)
        return Enrolment.objects.create(cohort=self.cohort, user=person, state=state, created_at=created, **values)

    def _person(self, name: str) -> User:
        """An account without a password; `demo_accounts` gives one to those of the roles."""
        row = self.people[name]
        person = User.objects.filter(email=row["email"]).first()
        if person is None:
            person = User.objects.create_user(row["email"], display_name=row["name"], language=row["language"])
            group = Group.objects.get_or_create(name=GROUPS[SiteRole(row.get("group", "learner"))])[0]
            person.groups.add(group)
        return person
