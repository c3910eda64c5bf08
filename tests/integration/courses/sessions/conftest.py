"""A cohort of the small course with a facilitator, two learners, and sessions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Cohort, Enrolment, Session
from portal.accounts.models import User
from tests.factories import SmallSite
from tests.factories.course import SmallCourse, cohort, facilitator, learner, small_course


@pytest.fixture(scope="module")
def built_course(built_site: SmallSite) -> SmallCourse:
    """The small course, built once for a module."""
    return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: SmallSite) -> SmallCourse:
    """The small course; changes of a test are undone."""
    return built_course


@pytest.fixture
def group(course: SmallCourse) -> Cohort:
    """A medium cohort: four of five sessions, S6 among them, one absence made up."""
    found = cohort(course, name="Spring 2027")
    rule = found.intensity
    rule.sessions_needed, rule.sessions_each, rule.absences_made_up = 4, ["S6"], 1
    rule.save()
    return found


@pytest.fixture
def guide(group: Cohort) -> User:
    """Leads the cohort."""
    return facilitator(group)


@pytest.fixture
def anna(group: Cohort) -> Enrolment:
    """Takes part."""
    return learner(group)


@pytest.fixture
def berta(group: Cohort) -> Enrolment:
    """Takes part, too."""
    return learner(group)


@pytest.fixture
def meeting(group: Cohort) -> Callable[..., Session]:
    """`meeting("S1", days=7)`: two hours, so many days from now; other fields by name."""

    def make(code: str = "S1", days: float = 7, **values: Any) -> Session:
        start = values.pop("start", None) or timezone.now() + timedelta(days=days)
        given = {"title": f"Session {code}", "end": start + timedelta(hours=2), "venue": "HTL", **values}
        return Session.objects.create(**{"cohort": group, "code": code, "start": start, **given})

    return make


@pytest.fixture
def now_on(meeting: Callable[..., Session]) -> Session:
    """A session that is going on."""
    return meeting("S1", start=timezone.now() - timedelta(minutes=10))


@pytest.fixture
def as_user() -> Callable[[Any], Client]:
    """`as_user(anna)` or `as_user(guide)`: a browser of this person."""

    def make(who: Any) -> Client:
        client = Client()
        client.force_login(getattr(who, "user", who))
        return client

    return make


FIXED = datetime(2027, 3, 4, 15, tzinfo=UTC)
