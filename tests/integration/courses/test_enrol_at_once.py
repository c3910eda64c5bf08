"""The last place, on true connections: exactly one wins, the others stand on the waiting list."""

import pytest

from courses.choices import CohortState, EnrolmentState, Entry
from courses.models import Cohort, CourseIntensity, Enrolment
from courses.services import enrolments, places
from portal.accounts.models import User
from portal.core.models import AuditEntry
from portal.mail.models import OutgoingMail
from tests.factories import user
from tests.factories.course import HOURS, identity
from tests.integration.courses.test_h5p_at_once import at_once

MODELS = (OutgoingMail, Enrolment, Cohort, CourseIntensity, User)


@pytest.fixture
def lasting(django_db_setup, django_db_blocker):
    """What is stored is committed; rows that were not there before are gone afterwards."""
    from django.db import connection

    with django_db_blocker.unblock():
        before = {model: set(model.objects.values_list("pk", flat=True)) for model in (AuditEntry, *MODELS)}
        yield
        AuditEntry.objects.exclude(pk__in=before[AuditEntry])._raw_delete(connection.alias)
        for model in MODELS:
            model.objects.exclude(pk__in=before[model]).delete()
        connection.close()


@pytest.fixture
def group(lasting):
    online, session, school, weeks = HOURS["medium"]
    hours = {"hours_online": online, "hours_session": session, "hours_school": school, "weeks": weeks}
    rule = CourseIntensity.objects.create(course=identity("at once"), code="medium", **hours)
    values = {"course": rule.course, "intensity": rule, "languages": ["en"], "state": CohortState.OPEN}
    return Cohort.objects.create(name="At once", entry=Entry.OPEN, places=1, **values)


def test_one_wins_the_last_place(group):
    people = [user(f"race-{number}@school.example") for number in range(4)]
    found = at_once(*(lambda one=one: enrolments.join(user=one, cohort=group).state for one in people))
    assert sorted(found) == [EnrolmentState.ACTIVE, *[EnrolmentState.WAITING] * 3]
    assert list(group.enrolments.exclude(place=None).values_list("place", flat=True)) == [1]


def test_one_person_on_two_devices_joins_once(group):
    person = user("twice@school.example")
    found = at_once(*(lambda: enrolments.join(user=person, cohort=group).pk for _ in range(3)))
    assert len(set(found)) == 1
    assert OutgoingMail.objects.filter(to=person.email).count() == 1


def test_a_free_place_is_offered_once(group):
    rows = [enrolments.join(user=user(f"next-{number}@school.example"), cohort=group) for number in range(3)]
    jobs = [lambda: enrolments.withdraw(user=rows[0].user, enrolment=rows[0]), *[lambda: places.move_all()] * 2]
    at_once(*jobs)
    assert sorted(row.state for row in group.enrolments.all()) == ["offered", "waiting", "withdrawn"]
    assert OutgoingMail.objects.filter(subject__startswith="A place is free").count() == 1
