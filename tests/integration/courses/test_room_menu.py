"""The room's menu marks the entry to which a page belongs."""

from uuid import UUID

import pytest
from django.urls import reverse

from courses import room
from tests.factories.course import course_manager

pytestmark = pytest.mark.django_db
ONE = UUID(int=7)


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/en/my-course/", "mine"),
        (f"/en/my-course/{ONE}/", "mine"),
        (f"/en/my-course/{ONE}/withdraw/", "mine"),
        ("/en/my-course/here/", "sessions"),
        (f"/en/my-course/sessions/{ONE}/attendance/", "sessions"),
        (f"/en/my-course/cohorts/{ONE}/sessions/new/", "sessions"),
        ("/en/my-course/cohorts/", "cohorts"),
        (f"/en/my-course/cohorts/{ONE}/join/", "cohorts"),
        ("/en/my-course/cohorts/manage/", "cohorts_manage"),
        ("/en/my-course/cohorts/new/", "cohorts_manage"),
        (f"/en/my-course/cohorts/{ONE}/manage/people/", "cohorts_manage"),
        (f"/en/my-course/cohorts/{ONE}/enrol/", "cohorts_manage"),
        (f"/en/my-course/submissions/{ONE}/", "lead"),
        (f"/en/my-course/{ONE}/shared/", "lead"),
        (f"/en/certificates/cohorts/{ONE}/", "lead"),
        ("/en/certificates/mine/", "my_certificate"),
    ],
)
def test_what_is_open(path: str, entry: str):
    marked = [row["url"] for row in room.entries(course_manager(), path) if row["current"]]
    assert marked == [reverse(f"courses:{entry}")]
