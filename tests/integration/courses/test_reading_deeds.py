"""What was read and watched: recorded for learners, refused to all others, once however often it is said."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import translation

from courses.choices import EnrolmentState
from courses.models import PartDone, UnitDone
from courses.services import reading
from portal.core.errors import DomainError, NotAllowed
from tests.factories import user
from tests.factories.course import SmallCourse, cohort, facilitator, learner, small_course


@pytest.fixture(scope="module")
def built_course(built_site: Any) -> SmallCourse:
    """The small course, built once."""
    with translation.override("en"):
        return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: Any) -> SmallCourse:
    """The small course; changes of a test are undone."""
    return built_course


def read_url(course: SmallCourse, *place: int, language: str = "en") -> str:
    return f"/{language}/my-course/units/{course.key(*place)}/read/"


def test_read_to_the_end_is_recorded_once_in_whatever_language(course, client):
    anna = learner(cohort(course))
    client.force_login(anna.user)
    for language in ("de", "hu", "de"):
        answer = client.post(read_url(course, 2, 2, language=language))
        assert answer.status_code == 302
        assert answer.headers["Location"] == course.url(2, 2, language=language) + "#h-missing"
        assert answer.headers["Cache-Control"] == "private, no-store"

    assert PartDone.objects.get().part == course.key(2, 2)
    assert UnitDone.objects.get().unit == course.key(2, 2)


def test_scripts_get_the_list_that_is_left(course, client):
    client.force_login(learner(cohort(course)).user)

    answer = client.post(read_url(course, 1, 1), headers={"X-Fragment": "standing"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    text = answer.content.decode()
    assert "1 of 2 parts done" in text
    assert "data-read" in text
    assert "<html" not in text
    assert "1 of 2 parts done" in client.get(f"/en/my-course/units/{course.key(1, 1)}/standing/").content.decode()


def test_a_film_that_was_watched_counts_and_nothing_else_does(course, client):
    client.force_login(learner(cohort(course)).user)
    address = f"/en/my-course/units/{course.key(1, 2)}/watched/"

    assert client.post(f"{address}{course.block('video')}/").status_code == 302
    assert client.post(f"{address}{course.block('reflection')}/").status_code == 404
    assert client.post(f"{address}{uuid4()}/").status_code == 404
    other = f"/en/my-course/units/{course.key(1, 1)}/watched/{course.block('video')}/"
    assert client.post(other).status_code == 404
    assert [row.part for row in PartDone.objects.all()] == [course.block("video")]


def test_visitors_are_asked_to_sign_in(course, client):
    answer = client.post(read_url(course, 1, 1))
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]
    assert client.post(read_url(course, 1, 1), headers={"X-Fragment": "standing"}).status_code == 403
    assert not PartDone.objects.exists()


@pytest.mark.parametrize("state", [EnrolmentState.WITHDRAWN, EnrolmentState.WAITING, EnrolmentState.REQUESTED])
def test_people_without_a_place_keep_nothing(course, client, state):
    client.force_login(learner(cohort(course), state=state).user)

    assert client.post(read_url(course, 1, 1)).status_code == 403
    assert client.get(f"/en/my-course/units/{course.key(1, 1)}/standing/").status_code == 403
    assert not PartDone.objects.exists()


def test_facilitators_and_members_keep_nothing(course, client):
    for person in (facilitator(cohort(course)), user("member@partner.example")):
        client.force_login(person)
        assert client.post(read_url(course, 1, 1)).status_code == 403


def test_units_of_other_courses_unpublished_ones_and_nonsense_are_not_found(course, client):
    anna = learner(cohort(course))
    client.force_login(anna.user)
    assert client.post(f"/en/my-course/units/{uuid4()}/read/").status_code == 404
    assert client.post(f"/en/my-course/units/{course.key(1)}/read/").status_code == 404
    type(anna.cohort).objects.filter(pk=anna.cohort_id).update(course=uuid4())
    assert client.post(read_url(course, 1, 1)).status_code == 403

    for language in ("en", "hu", "de", "nl"):
        course.unit(1, 2, language).unpublish()
    assert client.post(read_url(course, 1, 2)).status_code == 404
    assert not PartDone.objects.exists()


def test_a_form_without_its_word_is_refused(course):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(learner(cohort(course)).user)
    assert client.post(read_url(course, 1, 1)).status_code == 403
    assert client.get(read_url(course, 1, 1)).status_code == 405


def test_the_service_refuses_by_itself(course):
    found, unit = reading.find(course.key(1, 2)) or (None, None)
    with pytest.raises(NotAllowed):
        reading.finish(user=user("anybody@school.example", "learner"), course=found, unit=unit)
    anna = learner(cohort(course))
    with pytest.raises(DomainError):
        reading.watch(user=anna.user, course=found, unit=unit, part=course.block("question"))


def test_what_is_missing_asks_only_what_was_done(course, client, queries):
    anna, address = learner(cohort(course)), f"/de/my-course/units/{course.key(1, 1)}/standing/"
    client.force_login(anna.user)
    assert "Whom do we watch?" in client.get(address).content.decode()
    with queries() as asked:
        client.get(address)
    assert len(asked) == 5  # session, person, enrolment, parts, units
    page = course.unit(1, 1, "de")
    page.body[1].value["text"].source = "<p>Wen beobachten wir?</p>"
    page.save_revision().publish()
    cache.clear()  # another generation
    assert "Wen beobachten wir?" in client.get(address).content.decode()
