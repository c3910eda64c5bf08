"""Attendance: the facilitator's list, the code on the screen, the written task, and what it counts for."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses import presence_code
from courses.models import Attendance, PartDone, Session, UnitDone
from courses.own_data import sessions as own_data
from courses.services import attendance, presence_codes, progress
from courses.services.presence_codes import Outcome
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from tests.factories.course import cohort as make_cohort
from tests.factories.course import facilitator, learner, mentor
from tests.factories.records import user

HERE = "/en/my-course/here/"


def take(client: Client, row: Session, enrolment, presence: str, **more):
    data = {"person": enrolment.uuid, "presence": presence}
    return client.post(reverse("courses:session_attendance", args=[row.uuid]), data, **more)


def test_the_list_works_person_by_person_without_a_script(as_user, guide, anna, berta, now_on):
    client = as_user(guide)
    answer = take(client, now_on, anna, "present")
    assert answer.headers["Location"].endswith(f"#p-{anna.uuid}")
    take(client, now_on, berta, "absent")
    page = client.get(reverse("courses:session_attendance", args=[now_on.uuid])).content.decode()
    assert page.count('aria-pressed="true"') == 2
    assert "<b data-there>1</b> / 2" in page
    row = Attendance.objects.get(enrolment=anna)
    assert (row.presence, row.by_code, row.taken_by) == ("present", False, guide)
    assert AuditEntry.objects.filter(action="course_session.attendance_taken").count() == 2


def test_with_a_script_the_answer_is_short(as_user, guide, anna, now_on):
    json = {"headers": {"accept": "application/json"}}
    client = as_user(guide)
    assert take(client, now_on, anna, "present", **json).json() == {"presence": "present", "there": 1}
    answer = take(client, now_on, anna, "gone fishing", **json)
    assert (answer.status_code, "error" in answer.json()) == (422, True)


def test_everybody_else_at_one_touch(as_user, guide, anna, berta, now_on):
    client = as_user(guide)
    take(client, now_on, anna, "excused")
    client.post(reverse("courses:session_attendance", args=[now_on.uuid]), {"rest": "present"})
    assert dict(Attendance.objects.values_list("enrolment", "presence")) == {anna.pk: "excused", berta.pk: "present"}


def test_who_may_keep_the_list(as_user, group, anna, now_on, course):
    other = make_cohort(course)
    stranger = learner(other)
    for who in (anna, stranger, facilitator(other), mentor(group), user("e@example.org", "editor")):
        client = as_user(who)
        assert take(client, now_on, anna, "present").status_code == 403
        for name in ("session_attendance", "session_sheet", "session_code", "session_code_now"):
            assert client.get(reverse(f"courses:{name}", args=[now_on.uuid])).status_code == 403
        assert client.get(reverse("courses:cohort_attendance_table", args=[group.uuid])).status_code == 403
    with pytest.raises(NotAllowed):
        attendance.take(user=anna.user, session=now_on, enrolment=anna, presence="present")


def test_nobody_of_another_cohort_gets_on_the_list(as_user, guide, now_on, course):
    stranger = learner(make_cohort(course))
    take(as_user(guide), now_on, stranger, "present")
    with pytest.raises(NotAllowed):
        attendance.take(user=guide, session=now_on, enrolment=stranger, presence="present")
    assert not Attendance.objects.exists()


def test_a_session_to_come_has_no_presence_yet_but_excuses(guide, anna, meeting):
    row = meeting("S1", days=3)
    with pytest.raises(DomainError, match="still to come"):
        attendance.take(user=guide, session=row, enrolment=anna, presence="present")
    assert attendance.take(user=guide, session=row, enrolment=anna, presence="excused").presence == "excused"


# the code


@pytest.fixture
def shown(guide, now_on) -> Session:
    """A session whose code is on the screen."""
    cache.clear()
    return presence_codes.show(user=guide, session=now_on)


def code(row: Session, ago: float = 0) -> str:
    return presence_code.at(row.code_secret, timezone.now() - timedelta(seconds=ago))


def test_the_right_code_ticks_off_once(as_user, anna, shown):
    client = as_user(anna)
    assert "On the screen" not in client.get(HERE).content.decode()
    answer = client.post(HERE, {"code": code(shown).lower()})
    assert (answer.status_code, "You are on the list" in answer.content.decode()) == (200, True)
    assert "no-store" in answer.headers["Cache-Control"]
    row = Attendance.objects.get()
    assert (row.enrolment, row.presence, row.by_code, row.taken_by) == (anna, "present", True, None)
    again = client.post(HERE, {"code": code(shown)}).content.decode()
    assert "on the list already" in again
    assert Attendance.objects.count() == 1


def test_wrong_late_foreign_and_nobody(anna, shown, course):
    def typed(who, text):
        return presence_codes.enter(user=getattr(who, "user", who), typed=text).outcome

    other = learner(make_cohort(course))
    assert typed(anna, "AAAAAA") == Outcome.WRONG
    assert typed(anna, "") == Outcome.WRONG
    assert typed(anna, code(shown, ago=300)) == Outcome.LATE
    assert typed(other, code(shown)) == Outcome.OTHER_COHORT
    assert typed(other, "AAAAAA") == Outcome.WRONG
    assert typed(user("x@example.org", "learner"), code(shown)) == Outcome.NOT_ENROLLED
    assert typed(learner(shown.cohort, state="requested"), code(shown)) == Outcome.NOT_ENROLLED
    assert not Attendance.objects.exists()


def test_a_code_that_was_taken_away_or_ran_out_is_wrong(guide, anna, shown):
    right = code(shown)
    later = timezone.now() + presence_codes.OPEN_FOR + timedelta(seconds=1)
    at = presence_code.at(shown.code_secret, later)
    assert presence_codes.enter(user=anna.user, typed=at, now=later).outcome == Outcome.WRONG
    presence_codes.take_away(user=guide, session=shown)
    assert presence_codes.enter(user=anna.user, typed=right).outcome == Outcome.WRONG


def test_guessing_is_slowed_down_and_the_words_say_what_to_do(as_user, anna, shown):
    client = as_user(anna)
    codes = [client.post(HERE, {"code": "AAAAAA"}).status_code for _ in range(presence_codes.TRIES + 1)]
    assert codes == [422] * presence_codes.TRIES + [429]
    answer = client.post(HERE, {"code": code(shown)})
    assert (answer.status_code, "ten minutes" in answer.content.decode()) == (429, True)
    assert not Attendance.objects.exists()


def test_what_was_typed_stays(as_user, anna, shown):
    assert 'value="AAAAAA"' in as_user(anna).post(HERE, {"code": "AAAAAA"}).content.decode()


def test_a_scanned_code_stands_in_the_field_and_looking_changes_nothing(as_user, anna, shown):
    page = as_user(anna).get(HERE, {"code": code(shown)}).content.decode()
    assert f'value="{code(shown)}"' in page
    assert not Attendance.objects.exists()
    answer = as_user(anna).get("/my-course/here/", {"code": "ABC"})
    assert answer.headers["Location"] == "/en/my-course/here/?code=ABC"


def test_the_facilitators_word_wins_over_the_code(as_user, guide, anna, shown):
    attendance.take(user=guide, session=shown, enrolment=anna, presence="absent")
    answer = as_user(anna).post(HERE, {"code": code(shown)})
    assert "has noted: absent" in answer.content.decode()
    assert Attendance.objects.get().presence == "absent"
    Attendance.objects.all().delete()
    as_user(anna).post(HERE, {"code": code(shown)})
    attendance.take(user=guide, session=shown, enrolment=anna, presence="absent")
    assert Attendance.objects.get().presence == "absent"
    entry = AuditEntry.objects.filter(action="course_session.attendance_taken").latest("pk")
    assert entry.data == {"enrolment": anna.pk, "before": "present", "now": "absent"}


def test_the_screen(as_user, guide, anna, now_on, meeting):
    client, url = as_user(guide), reverse("courses:session_code", args=[now_on.uuid])
    assert "No code is shown" in client.get(url).content.decode()
    assert client.get(f"{url}now/").json() == {"shown": False}
    client.post(url)
    now_on.refresh_from_db()
    page = client.get(url).content.decode()
    assert code(now_on) in page
    assert '<noscript><meta http-equiv="refresh"' in page
    found = client.get(f"{url}now/").json()
    assert (found["code"], found["there"]) == (code(now_on), 0)
    secret = now_on.code_secret
    assert secret not in page
    client.post(url)  # shown longer, the same code
    now_on.refresh_from_db()
    assert now_on.code_secret == secret
    client.post(url, {"do": "end"})
    assert client.get(f"{url}now/").json() == {"shown": False}
    early = meeting("S2", days=1)
    client.post(reverse("courses:session_code", args=[early.uuid]))
    early.refresh_from_db()
    assert not early.code_secret


# what it counts for


@pytest.fixture
def pointing(course, meeting) -> Session:
    """Unit 2.1 asks to have been at S1."""
    return meeting("S1", days=-2)


def parts(enrolment, course):
    return PartDone.objects.filter(enrolment=enrolment, unit=course.key(2, 1), part=course.block("session"))


@pytest.mark.parametrize(("presence", "done"), [("present", 1), ("caught_up", 1), ("absent", 0), ("excused", 0)])
def test_attendance_ticks_off_the_units_that_point_at_it(guide, anna, berta, course, pointing, presence, done):
    attendance.take(user=guide, session=pointing, enrolment=anna, presence=presence)
    assert parts(anna, course).filter(passed=True).count() == done
    assert not parts(berta, course).exists()
    [*deeds] = attendance.deeds([anna, berta])
    told = [(deed.enrolment, deed.unit, deed.part, deed.passed) for deed in deeds]
    assert told == [(anna.pk, course.key(2, 1), course.block("session"), True)] * done


def test_a_mistake_put_right_opens_the_unit_again(guide, anna, course, pointing):
    unit = course.key(2, 1)
    for part, kind in ((unit, "reading"), (course.block("task"), "task")):
        progress.record_part(enrolment=anna, unit=unit, part=part, kind=kind, passed=True)
    attendance.take(user=guide, session=pointing, enrolment=anna, presence="present")
    assert UnitDone.objects.filter(enrolment=anna, unit=unit).exists()
    attendance.take(user=guide, session=pointing, enrolment=anna, presence="absent")
    assert not parts(anna, course).exists()
    assert not UnitDone.objects.filter(enrolment=anna, unit=unit).exists()


def test_a_mistake_changes_nothing_where_another_session_of_the_name_was_attended(guide, anna, course, meeting):
    first, second = meeting("S1", days=-9), meeting("S1", days=-2)
    for row in (first, second):
        attendance.take(user=guide, session=row, enrolment=anna, presence="present")
    attendance.take(user=guide, session=first, enrolment=anna, presence="absent")
    assert parts(anna, course).exists()


def test_all_required_sessions_count_not_only_those_past(guide, anna, meeting):
    for number, days in enumerate((-9, -2, 5, 12)):
        meeting(f"S{number}", days=days)
    meeting("S6", days=19)
    meeting("X1", days=-1, required=False)
    meeting("S5", days=-1, cancelled_at=timezone.now(), cancelled_why="Ill")
    for code_ in ("S0", "S1", "X1"):
        row = Session.objects.get(code=code_)
        attendance.take(user=guide, session=row, enrolment=anna, presence="present")
    found = attendance.standing(anna)
    assert (found.required, found.counted, found.short, found.met, found.possible) == (5, 2, 2, False, True)
    assert found.missing_each == ("S6",)


def test_one_and_all_agree_in_a_constant_number_of_queries(guide, group, anna, berta, meeting, queries):
    rows = [meeting(f"S{number}", days=-9 + number) for number in (0, 1, 3)]
    for row in rows:
        attendance.take(user=guide, session=row, enrolment=anna, presence="present")
    attendance.take(user=guide, session=rows[0], enrolment=berta, presence="absent")
    people = list(group.enrolments.select_related("cohort__intensity"))
    with queries() as one:
        attendance.standing(people[0])
    with queries() as all_of_them:
        found = attendance.standings(group, people)
    assert (len(one), len(all_of_them)) == (2, 2)
    assert found == {person.pk: attendance.standing(person) for person in people}
    for number in range(30):
        learner(group, place=100 + number)
    with queries() as more:
        assert len(attendance.standings(group)) == 32
    assert len(more) == 3


def test_thirty_people_on_the_list_cost_no_more_than_one(as_user, guide, anna, now_on, queries):
    client, url = as_user(guide), reverse("courses:session_attendance", args=[now_on.uuid])
    client.get(url)
    with queries() as one:
        client.get(url)
    for number in range(29):
        person = learner(now_on.cohort, place=100 + number)
        attendance.take(user=guide, session=now_on, enrolment=person, presence="present")
    with queries() as thirty:
        client.get(url)
    assert len(one) == len(thirty) <= 12


# the written task


def write(client: Client, row: Session, text: str):
    return client.post(reverse("courses:session_catch_up", args=[row.uuid]), {"text": text})


def test_who_missed_it_writes_and_the_facilitator_accepts(as_user, guide, anna, meeting, course):
    row = meeting("S1", days=-2, catch_up="Read the notes and write half a page.")
    url = reverse("courses:session_page", args=[row.uuid])
    assert "half a page" not in as_user(anna).get(url).content.decode()
    attendance.take(user=guide, session=row, enrolment=anna, presence="absent")
    assert "half a page" in as_user(anna).get(url).content.decode()
    assert write(as_user(anna), row, "I read them.").status_code == 302
    page = as_user(guide).get(reverse("courses:session_attendance", args=[row.uuid])).content.decode()
    assert "I read them." in page
    assert attendance.standing(anna).counted == 0
    take(as_user(guide), row, anna, "caught_up")
    found = attendance.standing(anna)
    assert (found.counted, found.made_up, found.can_make_up) == (1, ("S1",), 0)
    assert parts(anna, course).exists()


def test_a_text_that_cannot_be_taken_stays_in_the_form(as_user, guide, anna, berta, meeting):
    row = meeting("S1", days=-2)
    assert write(as_user(anna), row, "Too early").status_code == 422  # the list says nothing
    attendance.take(user=guide, session=row, enrolment=anna, presence="absent")
    answer = write(as_user(anna), row, "é" * 100_000)
    assert answer.status_code == 422
    assert "é" * 100_000 in answer.content.decode()
    assert write(as_user(anna), row, " ").status_code == 422
    assert write(as_user(berta), row, "Not mine").status_code == 422
    assert not Attendance.objects.exclude(written="").exists()


# paper, tables, one's own data


def test_the_sheet_and_the_table(as_user, guide, group, anna, berta, now_on):
    anna.user.display_name = "=HYPERLINK(1)"
    anna.user.save()
    attendance.take(user=guide, session=now_on, enrolment=anna, presence="present")
    client = as_user(guide)
    sheet = client.get(reverse("courses:session_sheet", args=[now_on.uuid]))
    assert (sheet.content[:5], sheet.headers["Content-Type"]) == (b"%PDF-", "application/pdf")
    table = client.get(reverse("courses:cohort_attendance_table", args=[group.uuid]))
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Name,Email,Team,S1 Session S1")
    assert any(line.startswith("'=HYPERLINK(1),") and line.endswith(",Present,1,4") for line in lines)
    for answer in (sheet, table):
        assert "no-store" in answer.headers["Cache-Control"]
    assert AuditEntry.objects.filter(action="course_session.attendance_exported").count() == 2


def test_ones_own_data(guide, anna, now_on, meeting):
    meeting("S2").seats.create(enrolment=anna, comes=True)
    attendance.take(user=guide, session=now_on, enrolment=anna, presence="present")
    anna.calendar_key = "secret"
    anna.save()
    found = dict(own_data.export(anna.user))
    assert [row["comes"] for row in found["course/seats.json"]] == [True]
    assert [row["presence"] for row in found["course/attendance.json"]] == ["present"]
    own_data.erase(guide)
    assert Attendance.objects.get().taken_by is None
    own_data.erase(anna.user)
    anna.refresh_from_db()
    assert (Attendance.objects.count(), anna.seats.count(), anna.calendar_key) == (0, 0, "")
