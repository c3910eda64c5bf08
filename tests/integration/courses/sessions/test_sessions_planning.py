"""Planning, changing and cancelling sessions: what is typed, who may, who is told."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Session
from courses.services import sessions
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from portal.mail.models import OutgoingMail
from tests.factories.course import cohort as make_cohort
from tests.factories.course import course_manager, facilitator, learner, mentor
from tests.factories.records import user

DAY = (timezone.now() + timedelta(days=30)).date()


def typed(**values: Any) -> dict[str, Any]:
    """A form as a facilitator sends it."""
    return {
        "title": "We begin",
        "code": "S0",
        "day": DAY.isoformat(),
        "begins": "16:00",
        "ends": "18:00",
        "timezone": "Europe/Vienna",
        "kind": "in_person",
        "venue": "HTL Wiener Neustadt",
        "required": "on",
        "sign_up": "on",
        **values,
    }


def new(client: Client, group: Any, query: str = "", **values: Any) -> Any:
    return client.post(reverse("courses:session_new", args=[group.uuid]) + query, typed(**values))


def test_a_session_by_a_plan_has_its_agenda_in_each_readers_language(as_user, group, guide, anna, course):
    client = as_user(guide)
    plan = course.block("plan")
    form = client.get(reverse("courses:session_new", args=[group.uuid]), {"plan": plan}).content.decode()
    assert 'value="S0"' in form
    assert 'value="18:00"' in form  # as long as the plan says
    assert new(client, group, f"?plan={plan}").status_code == 302
    row = Session.objects.get()
    assert (row.code, row.plan, row.cohort) == ("S0", plan, group)
    assert row.start.astimezone(ZoneInfo("Europe/Vienna")).hour == 16
    for language in ("en", "de"):
        page = as_user(anna).get(f"/{language}/my-course/sessions/{row.uuid}/").content.decode()
        assert "Hello." in page
        assert "Cards" in page


def test_one_without_a_plan_gets_a_short_name_of_its_own(as_user, group, guide, meeting):
    meeting("X1")
    form = as_user(guide).get(reverse("courses:session_new", args=[group.uuid])).content.decode()
    assert 'value="X2"' in form


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends": "15:00"}, "ends before it begins"),
        ({"ends": "16:00"}, "ends before it begins"),
        ({"day": "2027-03-28", "begins": "02:30"}, "there is no 02:30"),
        ({"day": "2027-10-31", "begins": "02:30", "ends": "05:00"}, "02:30 comes twice"),
        ({"venue": ""}, "Say where"),
        ({"timezone": "Europe/Atlantis"}, "Select a valid choice"),
        ({"online_url": "javascript:alert(1)"}, "valid URL"),
        ({"units_before": "4"}, "Select a valid choice"),
        ({"places": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(as_user, group, guide, values, words):
    answer = new(as_user(guide), group, **values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="We begin"' in page
    assert not Session.objects.exists()


def test_the_service_refuses_an_end_before_the_beginning_too(group, guide):
    start = datetime(2027, 3, 4, 15, tzinfo=UTC)
    values = {"code": "S0", "title": "T", "start": start, "end": start}
    with pytest.raises(DomainError, match="ends before it begins"):
        sessions.create(user=guide, cohort=group, values=values)


def test_who_may_plan(as_user, group, guide, anna, course):
    url = reverse("courses:session_new", args=[group.uuid])
    other = make_cohort(course)
    refused = (anna, learner(other), facilitator(other), mentor(group), user("e@example.org", "editor"))
    assert [as_user(who).get(url).status_code for who in refused] == [403] * 5
    assert [as_user(who).get(url).status_code for who in (guide, course_manager())] == [200, 200]
    assert Client().get(url).status_code == 302
    with pytest.raises(NotAllowed):
        sessions.create(user=anna.user, cohort=group, values={})


def test_a_mentor_looks_on(as_user, group, meeting):
    row = meeting("S1")
    client = as_user(mentor(group))
    page = client.get(reverse("courses:cohort_sessions", args=[group.uuid])).content.decode()
    assert row.title in page
    assert "Edit" not in page
    assert client.get(reverse("courses:session_page", args=[row.uuid])).status_code == 200
    assert client.get(reverse("courses:session_attendance", args=[row.uuid])).status_code == 403


def edit(client: Client, row: Session, **values: Any) -> Any:
    return client.post(reverse("courses:session_edit", args=[row.uuid]), typed(sequence=row.sequence, **values))


def test_a_new_time_is_told_to_whoever_may_come_with_the_changed_entry(as_user, group, guide, anna, berta, meeting):
    row = meeting("S0")
    row.seats.create(enrolment=berta, comes=False)
    form = as_user(guide).get(reverse("courses:session_edit", args=[row.uuid])).content.decode()
    assert row.title in form
    assert edit(as_user(guide), row).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.sequence) == ("We begin", 1)
    [letter] = OutgoingMail.objects.all()
    assert (letter.template, letter.user) == ("course_session_changed", anna.user)
    assert "Before:" in letter.text
    assert AuditEntry.objects.get(action="course_session.changed").data["fields"]


def test_another_note_is_no_reason_for_a_mail_and_saving_nothing_changes_nothing(guide, meeting, anna):
    row = meeting("S0")
    sessions.change(user=guide, session=row, values={"note": "Bring a pencil."})
    again = sessions.change(user=guide, session=row, values={"note": "Bring a pencil."})
    assert again.sequence == 1
    assert not OutgoingMail.objects.exists()


def test_a_stale_form_does_not_overwrite(as_user, guide, meeting):
    row = meeting("S0")
    sessions.change(user=guide, session=row, values={"room": "R 12"})
    answer = edit(as_user(guide), row)  # knows sequence 0
    assert answer.status_code == 422
    assert "in the meantime" in answer.content.decode()
    row.refresh_from_db()
    assert (row.room, row.title) == ("R 12", "Session S0")


def test_a_new_time_is_reminded_of_again(guide, meeting):
    row = meeting("S0", reminded_at=timezone.now())
    sessions.change(user=guide, session=row, values={"room": "R 12"})
    row.refresh_from_db()
    assert row.reminded_at
    sessions.change(user=guide, session=row, values={"start": row.start + timedelta(minutes=30)})
    row.refresh_from_db()
    assert row.reminded_at is None


def test_cancelling_needs_a_reason_and_tells_everybody(as_user, guide, anna, berta, meeting):
    row = meeting("S0", code_secret="x", code_until=timezone.now() + timedelta(hours=1))
    url = reverse("courses:session_cancel", args=[row.uuid])
    client = as_user(guide)
    assert client.get(url).status_code == 200
    assert client.post(url, {"why": "  "}).status_code == 422
    assert client.post(url, {"why": "The room is flooded."}).status_code == 302
    row.refresh_from_db()
    assert (row.is_cancelled, row.cancelled_why, row.code_secret, row.sequence) == (True, "The room is flooded.", "", 1)
    assert {letter.user for letter in OutgoingMail.objects.all()} == {anna.user, berta.user}
    assert "flooded" in OutgoingMail.objects.first().text
    page = as_user(anna).get(reverse("courses:session_page", args=[row.uuid])).content.decode()
    assert "flooded" in page
    assert client.post(url, {"why": "Again"}).status_code == 422  # twice is once
    assert OutgoingMail.objects.count() == 2
    assert edit(client, row).status_code == 422


def test_what_is_over_can_no_longer_be_cancelled(guide, meeting):
    with pytest.raises(DomainError, match="is over"):
        sessions.cancel(user=guide, session=meeting("S0", days=-3), why="Too late")


def test_the_course_managers_list_of_plans_gets_shorter(as_user, group, guide, meeting):
    url = reverse("courses:cohort_sessions", args=[group.uuid])
    assert "Set a date" in as_user(guide).get(url).content.decode()
    meeting("S0")
    assert "Set a date" not in as_user(guide).get(url).content.decode()


def test_a_list_of_thirty_asks_no_more_than_a_list_of_one(as_user, group, guide, meeting, queries):
    url = reverse("courses:cohort_sessions", args=[group.uuid])
    client = as_user(guide)
    meeting("S0")
    client.get(url)
    with queries() as one:
        client.get(url)
    for number in range(29):
        meeting(f"X{number}", days=number - 10)
    with queries() as thirty:
        client.get(url)
    assert len(one) == len(thirty) <= 12
