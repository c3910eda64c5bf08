"""`python -m bench.course`: a course of 40 units, a cohort of 200 learners, and the cookies of two people in it."""

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

from bench.server import ROOT, environment, manage

LEARNERS, UNITS = 200, 40
NAME = "Bench"


@dataclass(frozen=True)
class Room:
    """Where the room's pages are, and who may open them."""

    folder: Path
    matrix: str
    unit: str
    facilitator: str
    learner: str
    mine: str
    queries: dict[str, int]
    """How many each page asks: matrix, unit, mine."""


def prepare_course(few: Path) -> Room:
    """A data directory of its own, made anew each time."""
    folder = few.parent / "course"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(few, folder, ignore=shutil.ignore_patterns("*.log"))
    manage(folder, "migrate")
    command = [sys.executable, "-m", "bench.course"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True
    )
    return Room(folder=folder, **json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> None:
    """Rows written straight into the tables, then what the measurement needs to know."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    django.setup()
    from django.urls import reverse

    from courses.demo.loader import page_key
    from courses.services import outline

    _lengthen(page_key("course"))
    course: Any = outline.course(page_key("course"), "en")
    units = [unit.key for unit in course.units]
    cohort, guide, learner = _cohort(course.key, units)
    pages = {
        "matrix": reverse("courses:lead_matrix", args=[cohort.uuid]),
        "unit": next(course.units).url,
        "mine": reverse("courses:my_course", args=[learner.enrolments.get().uuid]),
    }
    queries = {name: _queries(path, guide if name == "matrix" else learner) for name, path in pages.items()}
    people = {"facilitator": cookie(guide), "learner": cookie(learner)}
    sys.stdout.write(json.dumps({**pages, **people, "queries": queries}) + "\n")


def _lengthen(key: Any) -> None:
    """Copies of the last unit until there are enough."""
    from django.core.cache import cache

    from courses.models import CoursePage, UnitPage

    origin = CoursePage.objects.filter(translation_key=key).order_by("pk").first()
    units = list(UnitPage.objects.descendant_of(origin).order_by("path"))
    parent: Any = units[-1].get_parent()
    for number in range(len(units) + 1, UNITS + 1):
        page = UnitPage(title=f"Unit {number}", slug=f"bench-{number}", number=f"9.{number}", locale=origin.locale)
        page.body = units[-1].body
        parent.add_child(instance=page)
    cache.clear()


def _cohort(key: Any, units: list[Any]) -> tuple[Any, Any, Any]:
    """The cohort, somebody who leads it, and somebody who learns in it."""
    from django.contrib.auth.models import Group
    from django.utils import timezone

    from courses.models import Cohort, CohortPerson, CourseIntensity, Enrolment, Team, UnitDone, UnitVisit
    from portal.accounts.models import User

    now, chance = timezone.now(), random.Random(5)  # noqa: S311 - the same each time
    hours = {"hours_online": 10, "hours_session": 10, "hours_school": 10, "weeks": 14}
    intensity = CourseIntensity.objects.get_or_create(course=key, code="medium", defaults=hours)[0]
    cohort = Cohort.objects.create(course=key, name=NAME, intensity=intensity, state="open", languages=["en"])
    guide = User.objects.create(email="guide@bench.example", display_name="Guide")
    guide.groups.set(Group.objects.filter(name="Facilitators"))
    CohortPerson.objects.create(cohort=cohort, user=guide, role="facilitator")
    teams = [Team.objects.create(cohort=cohort, name=f"Team {number}") for number in range(LEARNERS // 4)]
    people = User.objects.bulk_create(
        User(email=f"learner-{number}@bench.example", display_name=f"Learner Number {number}")
        for number in range(LEARNERS)
    )
    rows = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, user=person, state="active", place=place, team=teams[place // 4], active_since=now)
        for place, person in enumerate(people)
    )
    visits, done = [], []
    for row in rows:
        far = chance.randint(0, len(units))
        for place, unit in enumerate(units[:far]):
            at = now - timedelta(days=60 - place, hours=chance.randint(0, 20))
            visits.append(UnitVisit(enrolment=row, unit=unit, first_at=at, last_at=at, language="en"))
            if place < far - 1 and chance.random() < 0.95:
                done.append(UnitDone(enrolment=row, unit=unit, done_at=at))
    UnitVisit.objects.bulk_create(visits, batch_size=1000)
    UnitDone.objects.bulk_create(done, batch_size=1000)
    return cohort, guide, people[0]


def _queries(path: str, user: Any) -> int:
    """Of the second asking: the course has been read."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": settings.ALLOWED_HOSTS[0].strip(".*") or "localhost"})
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return len(asked)


def cookie(user: Any) -> str:
    """A session of this person, as a browser sends it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main()
