"""A learner's sessions: list, page, seat, calendar, reminders, the pointer in a unit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from courses.models import Seat
from courses.services import outline, seats, session_calendar, session_plans, sessions, unit_page
from portal.core.errors import DomainError, NotAllowed
from portal.mail.models import OutgoingMail
from tests.factories.course import cohort as make_cohort
from tests.factories.course import learner

LIST = "/en/my-course/sessions/"
WINTER = datetime(2027, 2, 4, 15, tzinfo=UTC)


def test_the_next_one_comes_first_and_the_last_one_past(as_user, anna, meeting):
    for code, days in (("S1", 20), ("S0", 3), ("A1", -30), ("A2", -3)):
        meeting(code, days=days)
    answer = as_user(anna).get(LIST)
    page = answer.content.decode()
    assert [page.index(f"{code} · Session") for code in ("S0", "S1", "A2", "A1")] == sorted(
        page.index(f"{code} · Session") for code in ("S0", "S1", "A2", "A1")
    )
    assert "no-store" in answer.headers["Cache-Control"]
    assert "0 of the 4 sessions" in page
    assert "Among them must be: S6" in page


def test_without_a_cohort_the_page_says_so_and_visitors_sign_in(as_user, course, guide, group):
    from tests.factories.records import user

    assert "do not take part" in as_user(user("n@example.org", "learner")).get(LIST).content.decode()
    assert group.name in as_user(guide).get(LIST).content.decode()
    assert Client().get(LIST).status_code == 302


def test_times_are_those_of_the_place_with_the_readers_own_beside_them(as_user, anna, meeting):
    row = meeting("S0", start=WINTER)
    url = reverse("courses:session_page", args=[row.uuid])
    page = as_user(anna).get(url).content.decode()
    assert "16:00–18:00 (Vienna)" in page
    assert "own-time.mjs" in page  # no zone of one's own: the browser may say
    anna.user.timezone = "Europe/London"
    anna.user.save()
    page = as_user(anna).get(url).content.decode()
    assert "Your time: 15:00–17:00 (London)" in page
    anna.user.timezone = "Europe/Malta"
    anna.user.save()
    assert "Your time" not in as_user(anna).get(url).content.decode()


def test_only_people_of_the_cohort_see_a_session_and_its_link(as_user, anna, meeting, course):
    row = meeting("S0", kind="online", online_url="https://meet.example/s0")
    url = reverse("courses:session_page", args=[row.uuid])
    assert "meet.example" in as_user(anna).get(url).content.decode()
    stranger = learner(make_cohort(course))
    gone = learner(row.cohort, state="withdrawn")
    for who in (stranger, gone):
        assert as_user(who).get(url).status_code == 403
        assert as_user(who).get(f"{url}session.ics").status_code == 403
    assert Client().get(url).status_code == 302


def test_the_plans_title_is_translated_and_a_typed_one_says_its_language(as_user, anna, meeting, course, group):
    """What somebody takes over from the plan follows the reader; their own words stay as they are."""
    row = meeting("S1", title="Module 1", plan=course.block("plan"), note="Bring it.")
    url = f"/hu/my-course/sessions/{row.uuid}/"
    page = as_user(anna).get(url).content.decode()
    assert "<h1>S1 · Rész 1</h1>" in page
    assert "<title>S1 · Rész 1" in page
    assert Calendar.from_ical(session_calendar.file_in(row, "de")).walk("VEVENT")[0]["SUMMARY"] == "Modul 1"
    assert session_plans.title_of(row, "nl") == ("Deel 1", "nl")
    group.languages = ["de", "hu"]
    group.save()
    row.title = "Unsere Werkstatt"
    row.save()
    page = as_user(anna).get(url).content.decode()
    assert '<h1>S1 · <span lang="de">Unsere Werkstatt</span></h1>' in page
    assert '<div lang="de"><p>Bring it.</p></div>' in page
    assert "<span lang" not in as_user(anna).get(url.replace("/hu/", "/de/")).content.decode().partition("<h1>")[2][:60]


def test_units_around_it_are_linked_in_the_readers_language(as_user, anna, meeting, course):
    keys = {"units_before": [str(course.key(1, 1))], "units_after": [str(course.key(2, 1)), "gone"]}
    row = meeting("S0", **keys)
    page = as_user(anna).get(f"/de/my-course/sessions/{row.uuid}/").content.decode()
    assert "1.1 Einheit 1.1" in page
    assert "2.1 Einheit 2.1" in page
    assert course.url(1, 1, language="de") in page


def seat(client: Client, row, comes: str = "yes"):
    return client.post(reverse("courses:session_seat", args=[row.uuid]), {"comes": comes}, follow=True)


def test_the_last_place_goes_to_one(as_user, anna, berta, meeting):
    row = meeting("S0", places=1)
    assert "You have a place" in seat(as_user(anna), row).content.decode()
    assert "All places are taken" in seat(as_user(berta), row).content.decode()
    assert not Seat.objects.filter(enrolment=berta, comes=True).exists()
    seat(as_user(anna), row)  # twice is once
    assert Seat.objects.filter(place__isnull=False).count() == 1
    seat(as_user(anna), row, "no")
    assert "You have a place" in seat(as_user(berta), row).content.decode()


def test_whoever_loses_the_race_looks_again(anna, berta, meeting, monkeypatch):
    row = meeting("S0", places=2)
    seats.say(user=anna.user, session=row, enrolment=anna, comes=True)
    look, seen = seats._free_place, iter([1])
    monkeypatch.setattr(seats, "_free_place", lambda session: next(seen, None) or look(session))
    assert seats.say(user=berta.user, session=row, enrolment=berta, comes=True).place == 2


def test_the_database_gives_a_place_once(anna, berta, meeting):
    row = meeting("S0", places=1)
    Seat.objects.create(session=row, enrolment=anna, place=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(session=row, enrolment=berta, place=1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": -1}, "has begun"),
        ({"sign_up": False}, "expected"),
        ({"cancelled_at": WINTER, "cancelled_why": "Ill"}, "cancelled"),
    ],
)
def test_when_nobody_can_sign_up(anna, meeting, values, words):
    with pytest.raises(DomainError, match=words):
        seats.say(user=anna.user, session=meeting("S0", **values), enrolment=anna, comes=True)


def test_nobody_signs_up_others_or_in_another_cohort(anna, berta, meeting, course):
    row = meeting("S0")
    other = learner(make_cohort(course))
    for user, enrolment in ((berta.user, anna), (other.user, other)):
        with pytest.raises(NotAllowed):
            seats.say(user=user, session=row, enrolment=enrolment, comes=True)


def test_a_file_that_calendars_understand(as_user, anna, meeting):
    row = meeting("S0", start=WINTER, title="ő" * 60, note="Bring it.\nAll of it; really, all.", sequence=3)
    answer = as_user(anna).get(reverse("courses:session_ics", args=[row.uuid]))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    found = Calendar.from_ical(answer.content)
    [event] = found.walk("VEVENT")
    assert found.walk("VTIMEZONE")
    assert event["UID"] == f"course-session-{row.uuid}@localhost"
    assert event["DTSTART"].params["TZID"] == "Europe/Vienna"
    assert event["DTSTART"].dt == WINTER
    assert event["DTSTAMP"].dt.tzinfo
    assert (event["SEQUENCE"], event["STATUS"], event["SUMMARY"]) == (3, "CONFIRMED", "ő" * 60)
    assert "really, all." in event["DESCRIPTION"]


def test_a_subscription_that_can_be_ended(as_user, anna, berta, guide, meeting):
    row = meeting("S0", start=timezone.now() + timedelta(days=4))
    client, url = as_user(anna), reverse("courses:session_calendar", args=[anna.uuid])
    client.post(url, {"do": "new"})
    anna.refresh_from_db()
    first = reverse("courses:session_feed", args=[anna.calendar_key])
    assert first in client.get(LIST).content.decode()
    answer = Client().get(first)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in answer.content.decode()
    [before] = Calendar.from_ical(answer.content).walk("VEVENT")
    sessions.cancel(user=guide, session=row, why="Ill")
    [after] = Calendar.from_ical(Client().get(first).content).walk("VEVENT")
    assert before["UID"] == after["UID"]
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", 1)
    client.post(url, {"do": "new"})
    assert Client().get(first).status_code == 404
    anna.refresh_from_db()
    second = reverse("courses:session_feed", args=[anna.calendar_key])
    assert Client().get(second).status_code == 200
    client.post(url, {"do": "end"})
    assert Client().get(second).status_code == 404
    assert as_user(berta).post(url, {"do": "new"}).status_code == 404


def test_who_has_left_has_no_calendar(anna, meeting):
    meeting("S0")
    key = session_calendar.renew(user=anna.user, enrolment=anna)
    anna.state, anna.place = "withdrawn", None
    anna.save()
    assert session_calendar.subscriber(key) is None
    assert session_calendar.subscriber("") is None
    with pytest.raises(NotAllowed):
        session_calendar.renew(user=anna.user, enrolment=anna)


def remind() -> None:
    call_command("remind_sessions", verbosity=0)


def test_reminders_go_once_to_whoever_is_expected(anna, berta, meeting):
    near = meeting("S0", days=0.9)
    meeting("S1", days=1.1)
    meeting("S2", days=0.5, cancelled_at=timezone.now(), cancelled_why="Ill")
    near.seats.create(enrolment=berta, comes=False)
    remind()
    remind()
    [letter] = OutgoingMail.objects.all()
    assert (letter.template, letter.user) == ("course_session_reminder", anna.user)
    assert "Session S0" in letter.subject


def test_where_places_are_limited_only_those_who_have_one_are_reminded(anna, berta, meeting):
    row = meeting("S0", days=0.9, places=3)
    row.seats.create(enrolment=berta, comes=True, place=1)
    remind()
    assert [letter.user for letter in OutgoingMail.objects.all()] == [berta.user]


def test_reminders_can_be_switched_off(anna, meeting):
    anna.user.mail_off = ["course_session_reminder"]
    anna.user.save()
    meeting("S0", days=0.9)
    remind()
    assert not OutgoingMail.objects.exists()


def test_a_unit_shows_its_session_with_date_and_place(course, anna, meeting, queries):
    unit = outline.course(course.key()).unit(course.key(2, 1))
    block = str(course.block("session"))
    mine = unit_page.mine(anna.user, outline.course(course.key()), unit)
    assert mine.sessions[block] is None
    meeting("S1", days=-9)
    near = meeting("S1", days=4)
    meeting("S1", days=9)
    with queries() as asked:
        found = unit_page.PARTS["sessions"](anna, unit)
    assert found[block].session == near
    assert len(asked) == 1
    with queries() as asked:
        assert unit_page.PARTS["sessions"](anna, outline.course(course.key()).unit(course.key(1, 1))) == {}
    assert not asked


def test_the_pointer_tells_visitors_what_the_session_is(as_user, client, course, anna, meeting):
    url = course.url(2, 1)
    page = client.get(url).content.decode()
    assert "Session S1" in page
    assert "can be read without it" in page
    assert "no date for it yet" in as_user(anna).get(url).content.decode()
    meeting("S1", start=datetime(2031, 2, 4, 15, tzinfo=UTC))
    assert "4\u00a0February 2031" in as_user(anna).get(url).content.decode()


@pytest.mark.parametrize("path", [LIST, "page"])
def test_thirty_sessions_cost_no_more_than_one(as_user, anna, meeting, queries, path):
    row = meeting("S0")
    client = as_user(anna)
    url = LIST if path == LIST else reverse("courses:session_page", args=[row.uuid])
    client.get(url)
    with queries() as one:
        client.get(url)
    for number in range(29):
        meeting(f"X{number}", days=number - 10)
        learner(row.cohort, place=100 + number)
    with queries() as thirty:
        client.get(url)
    assert len(one) == len(thirty) <= 14
