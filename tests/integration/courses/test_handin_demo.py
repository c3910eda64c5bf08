"""What the demo adds to a cohort: work in every state, talk in four languages, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from courses.choices import TaskState
from courses.demo import school_tasks, talk
from courses.models import Post, Submission, SubmissionComment
from tests.factories import course as factory
from tests.factories import user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def course(built_site):
    return factory.small_course(built_site)


def cohort_since(course, days):
    found = factory.cohort(course, start=timezone.localdate() - timedelta(days=days), end=None)
    for number, language in enumerate(("de", "hu", "nl", "en", "de", "hu")):
        factory.learner(found, user(f"demo-{days}-{number}@school.example", "learner", language=language))
    factory.facilitator(found)
    return found


def test_a_cohort_that_runs_gets_work_and_talk_once(site, course):
    cohort, now = cohort_since(course, 21), timezone.now()
    assert school_tasks.fill(cohort, update=False) == 9
    assert talk.fill(cohort, update=False) == 26
    assert school_tasks.fill(cohort, update=True) == talk.fill(cohort, update=True) == 0
    states = set(Submission.objects.values_list("state", flat=True))
    assert states == set(TaskState.values)
    assert set(Post.objects.values_list("language", flat=True)) == {"en", "hu", "de", "nl"}
    first = now - timedelta(days=22)
    assert all(at > first for at in Post.objects.values_list("created_at", flat=True))
    assert all(at <= now for at in SubmissionComment.objects.values_list("created_at", flat=True))
    for row in Submission.objects.exclude(state=TaskState.OPEN):
        assert row.comments.order_by("pk").last().state == row.state
    assert all(post.last_at >= post.created_at for post in Post.objects.all())
    assert not mail.outbox


def test_a_cohort_to_come_stays_empty(site, course):
    cohort = cohort_since(course, -10)
    assert school_tasks.fill(cohort, update=False) == talk.fill(cohort, update=False) == 0
    assert not Post.objects.exists()
