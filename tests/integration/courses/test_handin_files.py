"""Files of tasks: added by a plain form or in parts, read by whom it concerns, gone when taken away."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from courses.choices import TASK_FILES
from courses.models import Submission, SubmissionFile
from courses.services import school_task_files, school_tasks
from courses.services.school_tasks import Closed
from portal.core.errors import InvalidContent, NotAllowed
from portal.files import access, services
from portal.files.models import StoredFile
from tests.factories import course as factory

from .handin import client, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def course(built_site):
    return factory.small_course(built_site)


@pytest.fixture
def scene(site, course):
    return stage(course)


def sent(person, name="notes.txt", content=b"9:12 Birch waits", purpose=TASK_FILES):
    return services.store(stream=io.BytesIO(content), name=name, owner=person, purpose=purpose)


def post(scene, deed="keep", **more):
    known = Submission.objects.values_list("version", flat=True).first() or 0
    return scene.browse().post(
        scene.url, {"text": "See file", "language": "de", "version": known, "deed": deed, **more}
    )


def download(person, file):
    """What the door of private files says; what is not found is looked for below a language first."""
    return client(person).get(reverse("files:download", args=[file.uuid]), follow=True).status_code


def test_a_plain_form_brings_a_file_and_takes_it_away(scene, committed):
    with committed():
        assert post(scene, file=SimpleUploadedFile("Jegyzőkönyv.txt", b"Words")).status_code == 302
    row = SubmissionFile.objects.get()
    assert (row.file.name, row.file.purpose, row.file.owner) == ("Jegyzőkönyv.txt", "task", scene.learner)
    assert "Jegyzőkönyv.txt" in scene.browse().get(scene.url).content.decode()
    address = reverse("courses:school_task_file", args=[scene.page, scene.task, row.file.uuid])
    with committed():
        assert scene.browse().post(address).status_code == 302
    assert not SubmissionFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_upload_in_parts_is_handed_over_and_handed_in(scene):
    file = sent(scene.learner)
    assert post(scene, "hand_in", arrived=file.uuid).status_code == 302
    assert Submission.objects.get().state == "handed_in"
    assert SubmissionFile.objects.get().file == file


def test_facilitators_read_files_from_the_moment_they_are_handed_in(scene):
    file = sent(scene.learner)
    post(scene, arrived=file.uuid)
    mentor = factory.mentor(scene.cohort)
    for who in (scene.guide, mentor):
        assert download(who, file) == 404, "a draft"
    post(scene, "hand_in")
    for who in (scene.guide, mentor, scene.learner, factory.course_manager()):
        assert download(who, file) == 200
    colleague = factory.learner(scene.cohort).user
    stranger = factory.facilitator(factory.cohort(scene.course, start=None, end=None))
    for who in (colleague, stranger):
        assert download(who, file) == 404
    row = Submission.objects.get()
    school_tasks.decide(user=scene.guide, submission=row, step="return", words="More", language="en", known=row.version)
    late = sent(scene.learner, "second.txt")
    post(scene, arrived=late.uuid)
    page = client(scene.guide).get(reverse("courses:submission", args=[row.uuid]))
    assert b"notes.txt" in page.content
    assert b"second.txt" not in page.content, "what is being revised is not shown"
    assert download(scene.guide, late) == 404


def test_files_of_others_and_of_other_purposes_are_refused(scene):
    colleague = factory.learner(scene.cohort).user
    for file in (sent(colleague), sent(scene.learner, purpose="personal")):
        assert post(scene, arrived=file.uuid).status_code in (409, 422)
    assert not SubmissionFile.objects.exists()


def test_the_same_file_twice_is_one_and_ten_are_enough(scene):
    row = school_tasks.keep(user=scene.learner, text="x", known=0, **scene.about)
    file = sent(scene.learner)
    add = {"user": scene.learner, "submission": row}
    assert school_task_files.add(file=file, **add) == school_task_files.add(file=file, **add)
    for number in range(school_task_files.MOST - 1):
        school_task_files.add(file=sent(scene.learner, f"{number}.txt"), **add)
    with pytest.raises(InvalidContent):
        school_task_files.add(file=sent(scene.learner, "eleven.txt"), **add)


def test_nothing_is_added_or_removed_once_it_is_handed_in(scene):
    post(scene, "hand_in", file=SimpleUploadedFile("a.txt", b"a"))
    row = SubmissionFile.objects.get()
    with pytest.raises(Closed):
        school_task_files.remove(user=scene.learner, row=row)
    with pytest.raises(Closed):
        school_task_files.add(user=scene.learner, submission=row.submission, file=sent(scene.learner))
    with pytest.raises(NotAllowed):
        school_task_files.remove(user=scene.guide, row=row)
    address = reverse("courses:school_task_file", args=[scene.page, scene.task, row.file.uuid])
    assert scene.browse().post(address).status_code == 409
    assert client(factory.learner(scene.cohort).user).post(address).status_code == 404


def test_only_people_in_a_cohort_may_send_files_for_tasks(scene):
    assert access.may_add(scene.learner, TASK_FILES)
    assert not access.may_add(factory.user("outsider@school.example", "learner"), TASK_FILES)


def test_a_form_too_large_is_refused_unread(scene):
    page = scene.browse().post(scene.url, {"text": "x"}, headers={"content-length": "9000000000"})
    assert page.status_code == 413
    assert b"too large" in page.content


def test_uploads_nobody_came_back_to_go_after_a_day(scene, committed):
    lost, kept = sent(scene.learner, "lost.txt"), sent(scene.learner, "kept.txt")
    fresh = sent(scene.learner, "fresh.txt")
    post(scene, arrived=kept.uuid)
    StoredFile.objects.exclude(pk=fresh.pk).update(completed=timezone.now() - timedelta(days=2))
    with committed():
        call_command("tidy_activities", stdout=io.StringIO())
    assert set(StoredFile.objects.values_list("name", flat=True)) == {"kept.txt", "fresh.txt"}
    assert not StoredFile.objects.filter(pk=lost.pk).exists()
