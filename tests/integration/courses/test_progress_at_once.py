"""Parts that come in at the same moment, on true connections: each counts once, and the last ones close the unit."""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from courses.choices import CohortState, EnrolmentState, Need, PartKind
from courses.completion import Part
from courses.models import Cohort, CourseIntensity, Enrolment, PartDone, UnitDone
from courses.services import outline, progress, recount
from courses.services.outline import Course, Module, Unit
from portal.accounts.models import User
from tests.factories import user
from tests.factories.course import HOURS, identity
from tests.integration.courses.test_h5p_at_once import at_once

MODELS = (Enrolment, Cohort, CourseIntensity, User)
COURSE, UNIT = identity("parts at once"), identity("parts at once", "unit")
READING, ACTIVITY = UNIT, identity("parts at once", "activity")
KINDS = {READING: PartKind.READING, ACTIVITY: PartKind.ACTIVITY}


@pytest.fixture
def anna(django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Enrolment]:
    """A learner in a course of one unit that asks two things; what is stored is committed, and gone afterwards."""
    parts = tuple(Part(part, kind, Need.TRIED) for part, kind in KINDS.items())
    unit = Unit(UNIT, 0, "1.1", "Unit", "/", "en", 40, parts)
    course = Course(COURSE, 0, "Course", "/", "en", (Module(COURSE, 0, "M1", 0, "Module", "/", "en", (unit,), ()),))
    monkeypatch.setattr(outline, "course", lambda *_key: course)
    online, session, school, weeks = HOURS["medium"]
    hours = {"hours_online": online, "hours_session": session, "hours_school": school, "weeks": weeks}
    with django_db_blocker.unblock():
        before = {model: set(model.objects.values_list("pk", flat=True)) for model in MODELS}
        rule = CourseIntensity.objects.create(course=COURSE, code="medium", **hours)
        values = {"name": "At once", "intensity": rule, "languages": ["en"], "state": CohortState.OPEN}
        group = Cohort.objects.create(course=COURSE, **values)
        person = user("two-devices@school.example")
        takes_part = {"state": EnrolmentState.ACTIVE, "place": 1, "active_since": timezone.now()}
        yield Enrolment.objects.create(cohort=group, user=person, **takes_part)
        for model in MODELS:
            model.objects.exclude(pk__in=before[model]).delete()
        connection.close()


def record(enrolment: Enrolment, part: UUID) -> None:
    row = Enrolment.objects.select_related("cohort").get(pk=enrolment.pk)
    progress.record_part(enrolment=row, unit=UNIT, part=part, kind=KINDS[part], passed=True)


def test_two_last_parts_at_the_same_moment_close_the_unit(anna: Enrolment):
    """The first has recorded its part and is not stored yet when the second comes."""
    first, second = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            record(anna, READING)
            first.set()
            second.wait(1)  # who has to wait for this one is not done by then

    def meanwhile() -> None:
        first.wait(20)
        record(anna, ACTIVITY)
        second.set()

    assert at_once(slowly, meanwhile) == [None, None]
    assert UnitDone.objects.filter(enrolment=anna).count() == 1
    assert not [one for one in recount.differences() if one.what == "unit"]


def test_the_same_part_from_many_devices_is_done_once(anna: Enrolment):
    assert at_once(*[lambda: record(anna, READING)] * 3, *[lambda: record(anna, ACTIVITY)] * 3) == [None] * 6
    assert PartDone.objects.filter(enrolment=anna).count() == 2
    assert UnitDone.objects.filter(enrolment=anna).count() == 1


def test_what_only_names_the_enrolment_does_not_stand_in_the_way(anna: Enrolment):
    """Two requests that each write a row of the enrolment and then record a part: neither waits for ever."""
    barrier = threading.Barrier(2)

    def both(part: UUID) -> None:
        with transaction.atomic():
            anna.visits.create(unit=part, language="en")
            if connection.vendor == "postgresql":  # SQLite lets one in at a time
                barrier.wait(20)
            record(anna, part)

    assert at_once(lambda: both(READING), lambda: both(ACTIVITY)) == [None, None]
    assert UnitDone.objects.filter(enrolment=anna).count() == 1
