"""Results of activities become parts of units, in every language and cohort; and to recount changes nothing."""

import io

import pytest
from django.core.management import call_command

from courses.choices import EnrolmentState, H5PAccess, PartKind
from courses.models import H5PAttempt, PartDone, UnitDone
from courses.permissions import may_play
from courses.services import activity_parts, enrolments, h5p_records, progress, recount
from tests.factories import user
from tests.factories.course import cohort, facilitator, learner, small_course
from tests.factories.h5p import statement


@pytest.fixture
def course(site, activity):
    return small_course(site, activity=activity)


@pytest.fixture
def row(course, anna):
    return learner(cohort(course), anna)


def play(person, activity, word="completed", **result):
    said = statement(activity, word)
    said["result"] |= result
    return h5p_records.record_statements(user=person, activity=activity, language="hu", statements=[said])


def recounted():
    out = io.StringIO()
    call_command("recount_course", stdout=out)
    return out.getvalue().strip()


def test_an_attempt_that_ends_is_a_part(course, row, activity, anna):
    play(anna, activity)
    part = PartDone.objects.get()
    assert (part.enrolment, part.unit, part.part) == (row, course.key(1, 1), course.block("activity"))
    assert (part.kind, part.passed) == (PartKind.ACTIVITY, False)
    play(anna, activity, success=True, score={"min": 0, "raw": 2, "max": 2, "scaled": 1})
    part.refresh_from_db()
    assert part.passed
    play(anna, activity)
    part.refresh_from_db()
    assert part.passed
    assert PartDone.objects.count() == 1


def test_one_that_runs_is_none(row, activity, anna):
    play(anna, activity, "attempted")
    assert not PartDone.objects.exists()


def test_the_unit_is_done_with_its_last_part(course, row, activity, anna):
    for name in ("reading", "question"):
        part = course.key(1, 1) if name == "reading" else course.block(name)
        progress.record_part(enrolment=row, unit=course.key(1, 1), part=part, kind=PartKind(name))
    assert not UnitDone.objects.exists()
    play(anna, activity)
    assert UnitDone.objects.get().unit == course.key(1, 1)


@pytest.mark.parametrize("state", [EnrolmentState.WAITING, EnrolmentState.WITHDRAWN, EnrolmentState.REQUESTED])
def test_who_does_not_take_part_has_no_parts(course, activity, anna, state):
    learner(cohort(course), anna, state)
    play(anna, activity)
    assert not PartDone.objects.exists()


def test_what_one_did_before_counts_when_one_joins(course, activity, anna):
    play(anna, activity)
    first = enrolments.join(user=anna, cohort=cohort(course))
    assert first.parts.get().kind == PartKind.ACTIVITY
    progress.record_part(enrolment=first, unit=course.key(2, 2), part=course.key(2, 2), kind=PartKind.READING)
    second = enrolments.join(user=anna, cohort=cohort(course))
    assert second.parts.count() == 2
    assert second.units.get().unit == course.key(2, 2)
    assert recounted() == "Nothing differs."


@pytest.mark.parametrize(
    ("values", "passed"),
    [({"success": True}, True), ({"success": False, "score": 2, "max_score": 2}, False),
     ({"score": 2, "max_score": 2}, True), ({"score": 1, "max_score": 2}, False), ({"completion": True}, True),
     ({"completion": False}, False)],
)  # fmt: skip
def test_what_passed_means(values, passed):
    assert activity_parts.is_passed(H5PAttempt(**values)) is passed


def test_an_activity_of_learners_opens_for_them(course, row, activity, anna):
    activity.access = H5PAccess.COURSE
    activity.save()
    assert may_play(anna, activity)
    assert may_play(facilitator(cohort(course)), activity)
    assert not may_play(user("reader@school.example"), activity)
    enrolments.withdraw(user=anna, enrolment=row)
    assert not may_play(anna, activity)


def test_to_recount_a_sound_database_finds_nothing(course, row, activity, anna):
    play(anna, activity, success=True)
    progress.record_part(enrolment=row, unit=course.key(2, 2), part=course.key(2, 2), kind=PartKind.READING)
    enrolments.withdraw(user=anna, enrolment=row)
    play(anna, activity)
    assert recounted() == "Nothing differs."


def test_to_recount_brings_back_what_was_lost(course, row, activity, anna):
    play(anna, activity, success=True)
    progress.record_part(enrolment=row, unit=course.key(2, 2), part=course.key(2, 2), kind=PartKind.READING)

    def everything():
        parts = PartDone.objects.order_by("unit", "part").values_list("unit", "part", "kind", "passed", "passed_at")
        return list(parts), list(UnitDone.objects.values_list("unit", flat=True))

    before = everything()
    PartDone.objects.filter(kind=PartKind.ACTIVITY).delete()
    UnitDone.objects.all().delete()
    assert {one.what for one in recount.differences()} == {"missing", "unit"}
    call_command("recount_course", write=True, stdout=io.StringIO())
    assert everything() == before
    assert recounted() == "Nothing differs."
    PartDone.objects.filter(kind=PartKind.ACTIVITY).update(passed=False)
    assert [one.what for one in recount.differences()] == ["not_passed"]


def test_a_part_without_a_record_is_named_and_stays(course, row):
    progress.record_part(
        enrolment=row, unit=course.key(1, 1), part=course.block("activity"), kind=PartKind.ACTIVITY, passed=True
    )
    assert [one.what for one in recount.differences()] == ["unproved"]
    call_command("recount_course", write=True, stdout=io.StringIO())
    assert PartDone.objects.count() == 1


def test_what_came_along_from_an_earlier_cohort_has_its_record_there(course, row, anna):
    progress.record_part(
        enrolment=row, unit=course.key(1, 1), part=course.block("question"), kind=PartKind.QUESTION, passed=True
    )
    again = learner(cohort(course), anna)
    recount.take_in(enrolment=again)
    assert again.parts.count() == 1
    assert [(one.what, one.enrolment) for one in recount.differences()] == [("unproved", row.pk)]
