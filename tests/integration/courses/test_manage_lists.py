"""People enrolled from lists, and cohorts copied to other days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.choices import CohortRole, CohortState, EnrolmentState
from courses.errors import CohortClosed
from courses.models import Cohort, CohortInvitation, Session, TaskDue
from courses.roster import read
from courses.services import bulk_enrolment, cohort_copies
from courses.services.bulk_enrolment import Deed
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from tests.factories import build_site, user
from tests.factories.course import cohort, course_manager, facilitator, learner, mentor, small_course

LIST = b"""email;name;team
known@school.example;Known;Bakers
new@school.example;New;
there@school.example;There;
guide@school.example;Guide;
KNOWN@school.example;Known again;
nonsense;;
late@school.example;Late;
"""


@pytest.fixture
def group(db):
    found = cohort(small_course(build_site()), places=2, languages=["hu", "en"])
    learner(found, user("there@school.example", "learner"))
    facilitator(found, user("guide@school.example", "facilitator"))
    for name in ("known", "late"):
        user(f"{name}@school.example", "learner")
    return found


@pytest.fixture
def manager(db):
    return course_manager("boss@ls4vet.example")


def deeds(report):
    return [(one.person.line, one.deed) for one in report]


def test_each_row_is_judged_before_anything_is_done(group, django_assert_num_queries):
    people = read(LIST).people
    with django_assert_num_queries(5):
        report = bulk_enrolment.look_at(people=people, cohort=group)
    expected = [Deed.ENROL, Deed.INVITE, Deed.SKIP, Deed.SKIP, Deed.SKIP, Deed.FAULT, Deed.WAIT]
    assert deeds(report) == list(enumerate(expected, start=2))
    assert group.enrolments.count() == 1
    assert not CohortInvitation.objects.exists()


def test_then_just_that_happens(group, manager):
    report = bulk_enrolment.enrol_all(user=manager, cohort=group, people=read(LIST).people)
    assert [one.deed for one in report][:2] == [Deed.ENROL, Deed.INVITE]
    states = dict(group.enrolments.values_list("user__email", "state"))
    assert states == {
        "there@school.example": EnrolmentState.ACTIVE,
        "known@school.example": EnrolmentState.ACTIVE,
        "late@school.example": EnrolmentState.WAITING,
    }
    assert group.enrolments.get(user__email="known@school.example").team.name == "Bakers"
    assert list(group.invitations.values_list("email", flat=True)) == ["new@school.example"]
    entry = AuditEntry.objects.get(action="cohort.list_enrolled")
    assert entry.data == {"enrol": 1, "wait": 1, "invite": 1, "skip": 3, "fault": 1}
    again = bulk_enrolment.enrol_all(user=manager, cohort=group, people=read(LIST).people)
    assert {one.deed for one in again} == {Deed.SKIP, Deed.FAULT}
    assert group.enrolments.count() == 3


def test_only_managers_and_only_where_one_can_join(group, manager):
    guide = group.people.get().user
    with pytest.raises(NotAllowed):
        bulk_enrolment.enrol_all(user=guide, cohort=group, people=[])
    Cohort.objects.filter(pk=group.pk).update(state=CohortState.ENDED)
    group.refresh_from_db()
    with pytest.raises(CohortClosed):
        bulk_enrolment.enrol_all(user=manager, cohort=group, people=[])


def test_the_screen_shows_a_preview_and_does_what_it_showed(group, manager, client):
    client.force_login(manager)
    url = reverse("courses:cohort_enrol", args=[group.uuid])
    shown = client.post(url, {"file": SimpleUploadedFile("list.csv", LIST)})
    assert shown.status_code == 200
    assert [one.deed for one in shown.context["preview"]].count(Deed.FAULT) == 1
    assert shown.context["ready"] == 3
    done = client.post(url, {"people": shown.context["people"]})
    assert done.status_code == 200
    assert group.enrolments.count() == 3
    assert "no-store" in done["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"name\nAnna\n", "No column is called"), (b"", "The file is empty"), (b"email;mail\na;b", "mean the same")],
)
def test_a_file_that_is_no_list_says_why(group, manager, client, content, words):
    client.force_login(manager)
    answer = client.post(
        reverse("courses:cohort_enrol", args=[group.uuid]), {"file": SimpleUploadedFile("list.csv", content)}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_list_of_another_cohort_or_a_changed_one_is_refused(group, manager, client):
    client.force_login(manager)
    shown = client.post(
        reverse("courses:cohort_enrol", args=[group.uuid]), {"file": SimpleUploadedFile("list.csv", LIST)}
    )
    other = cohort(small_course_of(group))
    for where, sealed in ((other, shown.context["people"]), (group, shown.context["people"][:-2] + "xx")):
        answer = client.post(reverse("courses:cohort_enrol", args=[where.uuid]), {"people": sealed})
        assert answer.status_code == 409
    assert group.enrolments.count() == 1


def small_course_of(group):
    """Enough of a course for another cohort of the same."""

    class Same:
        def key(self):
            return group.course

    return Same()


def test_a_copy_has_the_plan_on_other_days_and_nobody_in_it(group, manager):
    mentor(group)
    zone = ZoneInfo("Europe/Vienna")
    # Before and after summer time begins: the hour on the clock stays.
    Session.objects.create(
        cohort=group, code="S0", title="Start", start=datetime(2027, 2, 8, 14, tzinfo=zone),
        end=datetime(2027, 2, 8, 16, tzinfo=zone), online_url="https://meet.example/1", code_secret="x",
    )  # fmt: skip
    Session.objects.create(
        cohort=group, code="S1", title="Gone", start=datetime(2027, 3, 8, 14, tzinfo=zone),
        end=datetime(2027, 3, 8, 16, tzinfo=zone), cancelled_at=datetime(2027, 1, 1, tzinfo=UTC), cancelled_why="Snow",
    )  # fmt: skip
    TaskDue.objects.create(cohort=group, task=group.uuid, due=datetime(2027, 2, 10, 23, 59, tzinfo=zone))
    new = cohort_copies.copy(user=manager, cohort=group, name="Again", start=date(2027, 6, 1))
    assert (new.state, new.start, new.end) == (CohortState.PREPARING, date(2027, 6, 1), date(2027, 10, 28))
    assert (new.places, new.languages, new.intensity) == (2, ["hu", "en"], group.intensity)
    assert not new.enrolments.exists()
    assert sorted(new.people.values_list("role", flat=True)) == [CohortRole.FACILITATOR, CohortRole.MENTOR]
    session = new.sessions.get()
    assert session.start.astimezone(zone).isoformat() == "2027-06-08T14:00:00+02:00"
    assert (session.code, session.online_url, session.code_secret, session.sequence) == ("S0", "", "", 0)
    assert new.due_tasks.get().due.astimezone(zone).isoformat() == "2027-06-10T23:59:00+02:00"


def test_who_may_copy_and_what_can_be_copied(group, manager):
    with pytest.raises(NotAllowed):
        cohort_copies.copy(user=group.people.get().user, cohort=group, name="x", start=date(2027, 6, 1))
    group.start = None
    with pytest.raises(DomainError, match="no first day"):
        cohort_copies.copy(user=manager, cohort=group, name="x", start=date(2027, 6, 1))


def test_the_form_keeps_what_was_typed(group, manager, client):
    client.force_login(manager)
    url = reverse("courses:cohort_copy", args=[group.uuid])
    answer = client.post(url, {"name": "Autumn", "start": "nonsense"})
    assert answer.status_code == 422
    assert 'value="Autumn"' in answer.content.decode()
    done = client.post(url, {"name": "Autumn", "start": "2027-09-01", "with_people": "on"})
    assert done.status_code == 302
    assert Cohort.objects.filter(name="Autumn", start=date(2027, 9, 1)).exists()
