"""My course: how far one is, where one goes on, in any language, in few queries; and the place that is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from courses.choices import Need, PartKind
from courses.models import Enrolment, Session, Submission, TaskDue, UnitDone, UnitVisit
from courses.services import course_map, progress, visits
from tests.factories import user
from tests.factories.course import cohort, learner, small_course, team


@pytest.fixture
def course(site):
    return small_course(site)


@pytest.fixture
def group(course):
    return cohort(course, "Spring")


@pytest.fixture
def row(group, anna):
    return learner(group, anna)


def finish(row, course, *place):
    for part in course_map.outline.course(course.key(), "en").unit(course.key(*place)).parts:
        if part.need != Need.NOTHING:
            progress.record_part(
                enrolment=row, unit=course.key(*place), part=part.id, kind=PartKind(part.kind), passed=True
            )


def read(row):
    return course_map.read(Enrolment.objects.select_related("cohort__intensity").get(pk=row.pk), "en")


def test_it_begins_with_the_first_unit(row):
    found = read(row)
    assert (found.done, found.required, found.stage) == (0, 4, "start")
    assert found.next.unit.number == "1.1"
    assert [module.state for module in found.modules] == ["now", "open"]


def test_it_goes_on_where_one_was(row, course):
    visits.note(enrolment=row, unit=course.key(2, 1), language="hu", block=course.block("task"))
    visits.note(enrolment=row, unit=course.key(1, 2), language="de", now=timezone.now() - timedelta(days=1))
    found = read(row)
    assert found.next.unit.number == "2.1"
    assert found.next.visit.block == str(course.block("task"))
    assert {one.unit.number: one.state for one in found.units}["1.2"] == "draft"


def test_what_is_done_counts_and_the_next_comes(row, course):
    finish(row, course, 1, 1)
    visits.note(enrolment=row, unit=course.key(1, 1), language="en")
    found = read(row)
    assert (found.done, found.stage, found.next.unit.number) == (1, "before", "1.2")
    assert found.modules[0].done == 1
    finish(row, course, 1, 2)
    assert read(row).stage == "half"
    assert read(row).modules[0].state == "done"
    for number in (1, 2):
        finish(row, course, 2, number)
    found = read(row)
    assert (found.stage, found.next) == ("end", None)


def test_a_part_that_came_later_is_news(row, course):
    UnitDone.objects.create(enrolment=row, unit=course.key(1, 1))
    found = read(row)
    assert (found.units[0].state, found.done) == ("stale", 1)


def test_the_intensity_says_what_is_required(course, anna):
    found = read(learner(cohort(course, intensity="light"), anna))
    assert [one.required for one in found.units] == [True, True, True, False]
    assert found.required == 3


def test_the_page_in_every_language(client, row, course, group, anna):
    client.force_login(anna)
    finish(row, course, 1, 1)
    visits.note(enrolment=row, unit=course.key(1, 2), language="de", block=course.block("video"))
    team(group, row, name="Wood")
    now = timezone.now()
    Session.objects.create(
        cohort=group, code="S0", title="First meeting", start=now, end=now + timedelta(hours=2), venue="School"
    )
    off = {"cancelled_at": now} | ({"cancelled_why": "Snow"} if hasattr(Session, "cancelled_why") else {})
    Session.objects.create(cohort=group, code="S1", title="Never held", start=now, end=now + timedelta(hours=1), **off)
    TaskDue.objects.create(cohort=group, task=course.block("task"), due=now - timedelta(days=1))
    Submission.objects.create(
        enrolment=row, page=course.key(1), task=course.block("module-task"), state="done", language="en"
    )
    for language in ("en", "hu", "de", "nl"):
        answer = client.get(f"/{language}/my-course/{row.uuid}/")
        assert answer.status_code == 200
        html = answer.content.decode()
        url = course_map.outline.course(course.key(), language).unit(course.key(1, 2)).url
        assert f'{url}#{course.block("video")}"' in html
        assert "First meeting" in html
        assert "Wood" in html
        assert (html.count("<p>T1, "), html.count("<p>T0, "), "Never held" in html) == (1, 0, False)
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("many", [1, 30])
def test_few_queries_whatever_is_done(client, row, course, group, anna, queries, many):
    client.force_login(anna)
    for place in ((1, 1), (1, 2)):
        finish(row, course, *place)
    for _ in range(many):
        visits.note(enrolment=row, unit=uuid4(), language="en")
        TaskDue.objects.create(cohort=group, task=uuid4(), due=timezone.now())
        learner(group)
    url = f"/en/my-course/{row.uuid}/"
    client.get(url)
    with queries() as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= 15


def test_my_course_leads_to_it(client, row, anna):
    client.force_login(anna)
    assert client.get("/en/my-course/").url == f"/en/my-course/{row.uuid}/"
    client.force_login(user("nobody@school.example"))
    assert client.get("/en/my-course/").url == "/en/my-course/enrolments/"
    assert client.get(f"/en/my-course/{row.uuid}/").status_code == 404
    client.logout()
    assert "/account/sign-in/" in client.get(f"/en/my-course/{row.uuid}/").url or client.get("/en/my-course/").url


def test_who_waits_has_no_course_yet(client, group, anna):
    waiting = learner(group, anna, "waiting")
    client.force_login(anna)
    assert client.get(f"/en/my-course/{waiting.uuid}/").url == "/en/my-course/enrolments/"
    assert "number 1" in client.get("/en/my-course/enrolments/").content.decode()


def test_a_unit_that_is_opened_is_written_down_once(client, row, course, anna, queries):
    client.force_login(anna)
    for language in ("de", "nl"):
        client.get(course.url(1, 1, language=language))
    visit = UnitVisit.objects.get()
    assert (visit.unit, visit.language, visit.block) == (course.key(1, 1), "nl", "")
    row.refresh_from_db()
    assert row.last_seen_at
    with queries() as asked:
        client.get(course.url(1, 1))
    assert sum('INSERT INTO "courses_unitvisit"' in one["sql"] for one in asked) == 1
    assert not any("UPDATE" in one["sql"] and "courses_enrolment" in one["sql"] for one in asked)


def test_visitors_leave_no_trace(client, row, course):
    client.get(course.url(1, 1))
    client.force_login(user("reader@school.example"))
    client.get(course.url(1, 1))
    assert not UnitVisit.objects.exists()


def test_the_place_is_kept(client, row, course, anna):
    client.force_login(anna)
    given = {"enrolment": row.uuid, "unit": course.key(1, 1), "block": course.block("question")}
    assert client.post("/de/my-course/place/", given).status_code == 204
    visit = UnitVisit.objects.get()
    assert (visit.block, visit.language) == (str(course.block("question")), "de")
    client.get(course.url(1, 1, language="hu"))
    visit.refresh_from_db()
    assert (visit.block, visit.language) == (str(course.block("question")), "hu")


@pytest.mark.parametrize(
    ("given", "status"),
    [({"block": "x"}, 400), ({"unit": uuid4()}, 404), ({"enrolment": uuid4()}, 404), ({"enrolment": ""}, 400)],
)
def test_a_place_that_is_none_is_not_kept(client, row, course, anna, given, status):
    client.force_login(anna)
    values = {"enrolment": row.uuid, "unit": course.key(1, 1), "block": course.block("question"), **given}
    assert client.post("/en/my-course/place/", values).status_code == status
    assert not UnitVisit.objects.exists()


def test_nobody_writes_into_somebody_elses_enrolment(client, row, course):
    client.force_login(user("other@school.example"))
    given = {"enrolment": row.uuid, "unit": course.key(1, 1), "block": course.block("question")}
    assert client.post("/en/my-course/place/", given).status_code == 404
    assert not UnitVisit.objects.exists()


def test_weeks_are_counted_from_the_first_day(group):
    with translation.override("en"):
        days = [-1, 0, 6, 7, 400]
        assert [course_map.week_of(group, group.start + timedelta(days=day)) for day in days] == [0, 1, 1, 2, 0]
