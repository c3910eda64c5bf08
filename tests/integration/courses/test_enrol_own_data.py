"""A copy of one's data has one's cohorts; the end of an account leaves a count, and gives the place on."""

import pytest

from courses.choices import EnrolmentState, PartKind
from courses.models import Cohort, CohortInvitation, CohortPerson, Enrolment, PartDone, UnitDone, UnitVisit
from courses.services import cohort_invitations, progress, visits
from portal.accounts import personal_data
from portal.people.services import deletion
from tests.factories import user
from tests.factories.course import cohort, facilitator, learner, mentor, small_course, team


@pytest.fixture
def course(site):
    return small_course(site)


def exported(person):
    part = next(part for part in personal_data.parts() if part.name == "courses")
    return dict(part.export(person))


def test_the_copy_has_everything_and_nobody_elses(course, anna):
    group = cohort(course, "Spring")
    for person in (anna, user("other@school.example")):
        row = learner(group, person)
        visits.note(enrolment=row, unit=course.key(2, 2), language="hu")
        progress.record_part(enrolment=row, unit=course.key(2, 2), part=course.key(2, 2), kind=PartKind.READING)
    CohortPerson.objects.create(cohort=cohort(course, "Led"), user=anna, role="facilitator")
    cohort_invitations.invite(user=facilitator(group), cohort=group, email=anna.email, language="en")
    found = exported(anna)
    assert [row["cohort__name"] for row in found["course/enrolments.json"]] == ["Spring"]
    for name in ("visits", "parts-done", "units-done", "cohort-invitations"):
        assert len(found[f"course/{name}.json"]) == 1, name
    assert found["course/cohorts-looked-after.json"] == [{"cohort__name": "Led", "role": "facilitator"}]


def test_the_end_of_an_account_leaves_a_count_and_gives_the_place_on(course, anna, boss):
    group = cohort(course, places=1)
    row, waiting = learner(group, anna), learner(group, state=EnrolmentState.WAITING)
    team(group, row)
    visits.note(enrolment=row, unit=course.key(2, 2), language="hu")
    progress.record_part(enrolment=row, unit=course.key(2, 2), part=course.key(2, 2), kind=PartKind.READING)
    deletion.erase(user=boss, person=anna)
    row.refresh_from_db()
    waiting.refresh_from_db()
    assert (row.state, row.place, row.team, row.last_seen_at) == (EnrolmentState.WITHDRAWN, None, None, None)
    assert waiting.state == EnrolmentState.OFFERED
    assert row.user.get_full_name() == "Former member"
    assert not UnitVisit.objects.exists()
    assert not PartDone.objects.exists()
    assert UnitDone.objects.get().enrolment == row


def test_who_only_waited_or_asked_leaves_nothing(course, anna, boss):
    learner(cohort(course), anna, EnrolmentState.WAITING)
    learner(cohort(course), anna, EnrolmentState.REQUESTED)
    deletion.erase(user=boss, person=anna)
    assert not Enrolment.objects.exists()


def test_a_cohort_that_is_over_keeps_its_count(course, anna, boss):
    group = cohort(course)
    row = learner(group, anna)
    Cohort.objects.update(state="ended")
    deletion.erase(user=boss, person=anna)
    row.refresh_from_db()
    assert row.state == EnrolmentState.ACTIVE


def test_who_looked_after_a_cohort_does_so_no_more(course, boss):
    group = cohort(course)
    guide, friend = facilitator(group), mentor(group)
    pair = team(group)
    pair.mentor = friend
    pair.save()
    cohort_invitations.invite(user=guide, cohort=group, email="eva@school.example", language="en")
    cohort_invitations.invite(user=guide, cohort=group, email=friend.email, language="en")
    for person in (guide, friend):
        deletion.erase(user=boss, person=person)
    pair.refresh_from_db()
    assert pair.mentor is None
    assert not group.people.exists()
    assert [(one.email, one.created_by) for one in CohortInvitation.objects.all()] == [("eva@school.example", None)]
