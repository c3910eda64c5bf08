"""What a person's copy has of tasks and discussions, and what stays when they go."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Post, Submission, SubmissionComment, TalkVisit, TalkWish
from courses.own_data import handin
from courses.services import school_task_files, school_tasks, talk_digest
from portal.files import services
from portal.files.models import StoredFile
from portal.people.services import deletion
from tests.factories import course as factory

from .handin import stage
from .test_handin_talk import write

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def course(built_site):
    return factory.small_course(built_site)


@pytest.fixture
def scene(site, course):
    found = stage(course)
    row = school_tasks.keep(user=found.learner, text="My work", known=0, **found.about)
    file = services.store(stream=io.BytesIO(b"x"), name="notes.txt", owner=found.learner, purpose="task")
    school_task_files.add(user=found.learner, submission=row, file=file)
    school_tasks.comment(user=found.guide, submission=row, text="A question", language="en")
    thread = write(found, "My post")
    write(found, "An answer", user=found.guide, thread=thread)
    talk_digest.set_wish(user=found.learner, digest="daily")
    return found


def test_a_copy_has_all_of_it_and_nothing_of_others(scene):
    copy = dict(handin.export(scene.learner))
    (task,) = copy["course/tasks.json"]
    assert (task["text"], task["files"]) == ("My work", ["notes.txt"])
    assert [one["text"] for one in task["comments"]] == ["A question"], "what was said about it belongs to it"
    assert [place for place in copy if place.endswith("notes.txt")]
    assert [one["text"] for one in copy["course/discussion.json"]] == ["My post"]
    assert copy["course/discussion-settings.json"]["by_mail"]["digest"] == "daily"
    guides = dict(handin.export(scene.guide))
    assert guides["course/tasks.json"] == []
    assert [one["text"] for one in guides["course/comments-on-tasks.json"]] == ["A question"]


def test_the_end_of_an_account_takes_the_work_and_leaves_the_talk(scene, committed):
    boss = factory.user("boss@ls4vet.example", "administrator")
    with committed():
        deletion.erase(user=boss, person=scene.learner)
    assert not Submission.objects.exists()
    assert not StoredFile.objects.filter(purpose="task").exists()
    assert not TalkWish.objects.exists()
    assert not TalkVisit.objects.filter(user=scene.learner).exists()
    post = Post.objects.get(text="My post")
    assert post.author.get_full_name() == "Former member"


def test_a_facilitators_words_stay_under_the_name_they_agreed_to_leave(scene, committed):
    scene.guide.display_name = "Greta Guide"
    scene.guide.save()
    row = Submission.objects.get()
    deletion.ask(user=scene.guide, keep_name=True)
    with committed():
        deletion.erase_due(now=timezone.now() + timedelta(days=30))
    assert SubmissionComment.objects.get(submission=row).author.get_full_name() == "Greta Guide"
    assert Post.objects.get(text="An answer").author.get_full_name() == "Greta Guide"
