"""Screens of cohorts in four languages: for visitors, learners, facilitators, managers; who may and who may not."""

from datetime import UTC, datetime

import pytest

from courses.choices import CohortState, EnrolmentState, Entry
from courses.models import Cohort, CourseIntensity, TaskDue
from portal.mail.models import OutgoingMail
from tests.factories import user
from tests.factories.course import cohort, course_manager, facilitator, intensity, learner, mentor, small_course, team

LANGUAGES = ("en", "hu", "de", "nl")


@pytest.fixture
def course(site):
    return small_course(site)


@pytest.fixture
def group(course):
    return cohort(course, "Spring", places=2)


@pytest.fixture
def guide(group):
    return facilitator(group, user("guide@school.example", "facilitator", display_name="Guide Nagy"))


@pytest.fixture
def chief():
    return course_manager()


def html(client, url, status=200, **post):
    answer = client.post(url, post) if post else client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.content.decode()


def test_visitors_see_open_cohorts_and_no_names(client, group, guide):
    secret = Cohort.objects.create(
        course=group.course, name="Secret", intensity=group.intensity, state=CohortState.PREPARING
    )
    for language in LANGUAGES:
        page = html(client, f"/{language}/my-course/cohorts/")
        assert "Spring" in page
        assert "Secret" not in page
        page = html(client, f"/{language}/my-course/cohorts/{group.uuid}/")
        assert "Guide Nagy" not in page
    html(client, f"/en/my-course/cohorts/{secret.uuid}/", 404)
    assert client.get(f"/en/my-course/cohorts/{group.uuid}/join/").status_code == 302


def test_to_join_takes_one_form(client, group, guide, anna):
    client.force_login(anna)
    url = f"/en/my-course/cohorts/{group.uuid}/join/"
    for language in LANGUAGES:
        assert "Guide Nagy" in html(client, url.replace("/en/", f"/{language}/"))
    assert not group.enrolments.exists()
    answer = client.post(url, follow=True)
    row = group.enrolments.get()
    assert answer.redirect_chain[-1][0] == f"/en/my-course/{row.uuid}/"
    assert "You take part" in answer.content.decode()


def test_a_full_cohort_says_so(client, group, anna):
    learner(group), learner(group)
    client.force_login(anna)
    assert "Join the waiting list" in html(client, f"/en/my-course/cohorts/{group.uuid}/join/")
    client.post(f"/en/my-course/cohorts/{group.uuid}/join/")
    assert "number 1" in html(client, "/en/my-course/enrolments/")


def test_an_offer_is_accepted_on_ones_own_page(client, group, anna):
    row = learner(group, anna, EnrolmentState.OFFERED, offered_until=datetime(2099, 1, 1, tzinfo=UTC))
    client.force_login(anna)
    for language in LANGUAGES:
        assert f"/{row.uuid}/accept/" in html(client, f"/{language}/my-course/enrolments/")
    client.force_login(user("other@school.example"))
    html(client, f"/en/my-course/{row.uuid}/accept/", 404, yes="1")
    client.force_login(anna)
    assert client.post(f"/en/my-course/{row.uuid}/accept/").url == f"/en/my-course/{row.uuid}/"


def test_to_withdraw_asks_first(client, group, anna):
    row = learner(group, anna)
    client.force_login(anna)
    url = f"/en/my-course/{row.uuid}/withdraw/"
    assert "next in line" in html(client, url)
    row.refresh_from_db()
    assert row.state == EnrolmentState.ACTIVE
    client.post(url)
    row.refresh_from_db()
    assert row.state == EnrolmentState.WITHDRAWN
    client.force_login(user("other@school.example"))
    html(client, url, 404)


def test_a_link_leads_through_the_account(client, group, guide, anna):
    group.entry = Entry.INVITATION
    group.save()
    client.force_login(guide)
    page = html(client, f"/en/my-course/cohorts/{group.uuid}/manage/link/", yes="1")
    url = page.split('class="once">')[1].split("<")[0].split("8000")[-1]
    url = "/en/my-course/join/" + url.split("/join/")[1]
    assert url not in html(client, f"/en/my-course/cohorts/{group.uuid}/manage/")
    client.logout()
    page = html(client, url)
    assert f"?next={url}" in page
    client.post(url)
    assert not group.enrolments.exists()
    client.force_login(anna)
    for language in LANGUAGES:
        html(client, url.replace("/en/", f"/{language}/"))
    client.post(url)
    assert group.enrolments.get().user == anna
    html(client, "/en/my-course/join/nonsense/", 410)


def test_a_list_is_looked_at_then_sent(client, group, guide):
    client.force_login(guide)
    url = f"/en/my-course/cohorts/{group.uuid}/manage/invite/"
    given = {"people": "Eva <eva@school.example>\nno address\neva@school.example", "language": "hu"}
    page = html(client, url, look="1", **given)
    assert "Send 1 invitation" in page
    assert not OutgoingMail.objects.exists()
    page = html(client, url, send="1", **given)
    assert "1 invitation was sent." in page
    assert OutgoingMail.objects.get().to == "eva@school.example"
    assert "eva@school.example" in html(client, f"/en/my-course/cohorts/{group.uuid}/manage/")
    row = group.invitations.get()
    client.post(f"/en/my-course/cohorts/{group.uuid}/manage/invitations/{row.pk}/withdraw/")
    row.refresh_from_db()
    assert row.revoked_at


def test_a_facilitator_decides_and_places_in_teams(client, group, guide, anna):
    row = learner(group, anna, EnrolmentState.REQUESTED)
    other = learner(group, state=EnrolmentState.REQUESTED)
    wood = team(group, name="Wood")
    client.force_login(guide)
    for language in LANGUAGES:
        assert "Anna Kis" in html(client, f"/{language}/my-course/cohorts/{group.uuid}/manage/")
    base = f"/en/my-course/cohorts/{group.uuid}/manage"
    client.post(f"{base}/{row.uuid}/", {"approve": "1"})
    client.post(f"{base}/{row.uuid}/", {"team": wood.pk})
    client.post(f"{base}/{other.uuid}/", {"refuse": "1", "why": "No room."})
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, row.team, other.state) == ("active", wood, "refused")
    assert html(client, f"{base}/{row.uuid}/remove/")
    client.post(f"{base}/{row.uuid}/remove/", {"why": "Moved."})
    row.refresh_from_db()
    assert (row.state, row.team) == ("refused", None)
    html(client, f"{base}/{row.uuid}/", 404, nothing="1")
    html(client, f"{base}/{learner(cohort_of(group)).uuid}/", 404, approve="1")


def cohort_of(group):
    return Cohort.objects.create(
        course=group.course, name="Another", intensity=group.intensity, state=CohortState.OPEN, languages=["en"]
    )


def test_teams_and_dates(client, course, group, guide):
    client.force_login(guide)
    base = f"/en/my-course/cohorts/{group.uuid}/manage"
    client.post(f"{base}/teams/", {"name": "Wood", "school": "HTL"})
    row = group.teams.get()
    assert "Another team has this name." in client.post(f"{base}/teams/", {"name": "wood"}).content.decode()
    client.post(f"{base}/teams/{row.pk}/", {"name": "Metal", "mentor": mentor(group).pk})
    row.refresh_from_db()
    assert (row.name, bool(row.mentor)) == ("Metal", True)
    client.post(f"{base}/teams/{row.pk}/", {"remove": "1"})
    assert not group.teams.exists()
    task = course.block("task")
    html(client, f"{base}/dates/", 200, **{str(task): "never"})
    client.post(f"{base}/dates/", {str(task): "2027-03-01T18:00"})
    assert TaskDue.objects.get().due == datetime(2027, 3, 1, 17, tzinfo=UTC)
    assert 'value="2027-03-01T18:00"' in html(client, f"{base}/dates/")
    client.post(f"{base}/dates/", {str(task): ""})
    assert not TaskDue.objects.exists()


def test_a_course_manager_makes_changes_opens_and_ends(client, course, chief):
    rule = intensity(course)
    client.force_login(chief)
    given = {
        "name": "Autumn", "intensity": rule.pk, "start": "2027-09-01", "end": "2027-08-01", "timezone": "Europe/Vienna",
        "languages": ["de", "hu"], "entry": "open", "places": "3", "offer_hours": "24", "message": "Welcome",
    }  # fmt: skip
    page = html(client, "/en/my-course/cohorts/new/", 200, **given)
    assert "The last day is before the first." in page
    answer = client.post("/en/my-course/cohorts/new/", {**given, "end": "2027-12-01"})
    row = Cohort.objects.get()
    assert answer.url == f"/en/my-course/cohorts/{row.uuid}/manage/"
    assert (row.course, row.state, row.languages, row.places) == (course.key(), "preparing", ["de", "hu"], 3)
    base = f"/en/my-course/cohorts/{row.uuid}/manage"
    assert 'value="2027-12-01"' in html(client, f"{base}/edit/")
    client.post(f"{base}/edit/", {**given, "end": "", "places": ""})
    client.post(f"{base}/open/")
    row.refresh_from_db()
    assert (row.end, row.places, row.state) == (None, None, "open")
    html(client, f"{base}/end/")
    client.post(f"{base}/end/")
    row.refresh_from_db()
    assert row.state == CohortState.ENDED


def test_a_course_manager_names_people(client, group, chief):
    client.force_login(chief)
    url = f"/en/my-course/cohorts/{group.uuid}/manage/people/"
    page = html(client, url, 200, email="nobody@school.example", role="mentor")
    assert "There is no account with this address." in page
    one = user("mentor@school.example")
    client.post(url, {"email": "MENTOR@school.example", "role": "mentor"})
    row = group.people.get()
    assert (row.user, row.role) == (one, "mentor")
    pupil = learner(group).user
    assert "learner in the cohort" in html(client, url, 200, email=pupil.email, role="facilitator")
    client.post(f"{url}{row.pk}/remove/")
    assert not group.people.exists()


def test_a_course_manager_changes_what_an_intensity_asks(client, course, chief):
    row = intensity(course, "light")
    client.force_login(chief)
    page = html(client, f"/en/my-course/cohorts/intensities/{row.pk}/")
    assert "2.2 Unit 2.2" in page
    given = {
        "weeks": 10, "hours_online": "12.5", "hours_session": 1, "hours_school": 4, "sessions_needed": 1,
        "absences_made_up": 0, "sessions_each": "S6", "sessions_any": "S4, S5", "self_assessments": 1,
        "open_units": [str(course.key(1, 2))],
    }  # fmt: skip
    url = f"/en/my-course/cohorts/intensities/{row.pk}/"
    assert "letters and digits" in html(client, url, 200, **{**given, "sessions_any": "S 4; S5"})
    assert client.post(url, given).status_code == 302
    row = CourseIntensity.objects.get(pk=row.pk)
    assert (row.weeks, row.sessions_each, row.sessions_any, row.certificate) == (10, ["S6"], ["S4", "S5"], False)
    assert list(row.rules.values_list("unit", flat=True)) == [course.key(1, 2)]


def test_who_may_and_who_may_not(client, course, group, guide, chief, anna):
    row = learner(group, anna, EnrolmentState.REQUESTED)
    person = group.people.get()
    rule = group.intensity.pk
    base = f"/en/my-course/cohorts/{group.uuid}/manage/"
    leads = ("", "people/", "teams/", "dates/", "invite/", f"{row.uuid}/remove/")
    manages = ("edit/", "end/")
    stranger, friend = facilitator(cohort(course)), mentor(group)
    for one in (anna, friend, stranger):
        client.force_login(one)
        for path in (*leads, *manages):
            assert client.get(base + path).status_code == 403, path
        for path in (f"{row.uuid}/", f"{row.uuid}/remove/", "open/", "end/", "link/", "teams/", "dates/", "people/"):
            assert client.post(base + path, {"approve": "1"}).status_code == 403, path
        assert client.get("/en/my-course/cohorts/new/").status_code == 403
        assert client.get(f"/en/my-course/cohorts/intensities/{rule}/").status_code == 403
    client.force_login(guide)
    for path in leads:
        assert client.get(base + path).status_code == 200, path
    for path in manages:
        assert client.get(base + path).status_code == 403, path
    assert client.post(base + "people/", {"email": anna.email, "role": "mentor"}).status_code == 403
    assert client.post(f"{base}people/{person.pk}/remove/").status_code == 403
    client.force_login(chief)
    for language in LANGUAGES:
        for path in (*leads, *manages):
            assert client.get(base.replace("/en/", f"/{language}/") + path).status_code == 200, path
        for path in ("manage/", "new/", "intensities/", f"intensities/{rule}/"):
            assert client.get(f"/{language}/my-course/cohorts/{path}").status_code == 200, path
    row.refresh_from_db()
    assert row.state == EnrolmentState.REQUESTED
    client.logout()
    for path in (*leads, *manages):
        assert client.get(base + path).status_code == 302, path


@pytest.mark.parametrize("url", ["", "manage/", "{uuid}/", "{uuid}/manage/"])
def test_the_same_queries_for_one_and_for_thirty(client, group, chief, queries, url):
    client.force_login(chief)
    url = "/en/my-course/cohorts/" + url.format(uuid=group.uuid)

    def asked():
        client.get(url)
        with queries() as found:
            client.get(url)
        return len(found)

    learner(group)
    few = asked()
    for number in range(30):
        learner(group, state=EnrolmentState.WAITING)
        learner(group, state=EnrolmentState.REQUESTED)
        Cohort.objects.create(
            course=group.course, name=f"Cohort {number}", intensity=group.intensity, state=CohortState.OPEN
        )
    assert asked() == few
