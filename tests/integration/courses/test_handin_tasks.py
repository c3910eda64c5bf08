"""A task handed in, looked at, given back, accepted: who may, when, and what is never lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from courses.models import Cohort, PartDone, Submission, SubmissionComment, TaskDue
from courses.services import school_tasks, unit_page
from courses.services.cohort_end import CohortEnded, has_ended
from courses.services.outline import course as outline_of
from courses.services.school_tasks import Closed, Overtaken
from courses.task_states import Step
from portal.core.errors import InvalidContent, NotAllowed
from portal.core.models import AuditEntry
from tests.factories import course as factory

from .handin import client, hidden, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def course(built_site):
    return factory.small_course(built_site)


@pytest.fixture
def scene(site, course):
    return stage(course)


def hand_in(scene, text="What we saw", known=0):
    return school_tasks.hand_in(user=scene.learner, text=text, known=known, **scene.about)


def decide(scene, row, step=Step.ACCEPT, user=None, words="Well seen. Why there?", known=None):
    known = row.version if known is None else known
    given = {"words": words, "language": "en", "known": known}
    return school_tasks.decide(user=user or scene.guide, submission=row, step=step, **given)


def test_from_draft_to_accepted(scene, committed):
    page = scene.browse().get(scene.url)
    given = {"text": "First words", "language": "de", "version": hidden(page, "version")}
    assert scene.browse().post(scene.url, {**given, "deed": "keep"}).status_code == 302
    row = Submission.objects.get()
    assert (row.state, row.text, row.language, row.handed_in_at) == ("open", "First words", "de", None)
    assert client(scene.guide).get(reverse("courses:submission", args=[row.uuid])).status_code == 404, "a draft"
    with committed():
        scene.browse().post(scene.url, {**given, "text": "All", "version": row.version, "deed": "hand_in"})
    row.refresh_from_db()
    assert (row.state, row.text) == ("handed_in", "All")
    assert PartDone.objects.get().passed is False
    assert [one.to for one in mail.outbox] == [[scene.guide.email]]
    assert "All" not in mail.outbox[0].body, "a mail never holds the text"
    address = reverse("courses:submission", args=[row.uuid])
    page = client(scene.guide).get(address)
    assert b"All" in page.content
    with committed():
        said = {"words": "More about Birch", "language": "en", "version": row.version, "step": "return"}
        assert client(scene.guide).post(address, said).status_code == 302
    row.refresh_from_db()
    assert row.state == "again"
    assert mail.outbox[-1].to == [scene.learner.email]
    page = scene.browse().get(scene.url)
    assert b"More about Birch" in page.content
    given = {"text": "Better", "language": "hu", "version": row.version, "deed": "hand_in"}
    scene.browse().post(scene.url, given)
    row.refresh_from_db()
    decide(scene, row)
    done = PartDone.objects.get()
    assert (done.unit, done.part, done.kind, done.passed) == (scene.page, scene.task, "task", True)
    history = list(SubmissionComment.objects.exclude(state="").values_list("state", "text"))
    assert history == [
        ("handed_in", "All"),
        ("again", "More about Birch"),
        ("handed_in", "Better"),
        ("done", "Well seen. Why there?"),
    ]
    logged = AuditEntry.objects.filter(action__startswith="task.").order_by("pk")
    assert [one.action for one in logged] == ["task.handed_in", "task.returned", "task.handed_in", "task.accepted"]
    assert all(one.target_label == str(row.uuid) and not one.data for one in logged)


def test_after_acceptance_nothing_changes(scene):
    row = decide(scene, hand_in(scene))
    with pytest.raises(Closed):
        school_tasks.keep(user=scene.learner, text="Other", known=row.version, **scene.about)
    page = scene.browse().post(scene.url, {"text": "Other", "language": "de", "version": row.version})
    assert page.status_code == 409
    assert b"Other" in page.content, "what was typed can be copied"
    with pytest.raises(Closed):
        decide(scene, row, Step.RETURN)
    row.refresh_from_db()
    assert (row.state, row.text) == ("done", "What we saw")


def test_an_older_form_overwrites_nothing_and_shows_both(scene):
    old = hidden(scene.browse().get(scene.url), "version")
    scene.browse().post(scene.url, {"text": "Window one", "language": "de", "version": old})
    page = scene.browse().post(scene.url, {"text": "Window two", "language": "de", "version": old, "deed": "hand_in"})
    assert page.status_code == 409
    assert b"Window one" in page.content
    assert b"Window two" in page.content
    assert Submission.objects.get().text == "Window one"
    assert Submission.objects.get().state == "open"
    again = scene.browse().post(
        scene.url, {"text": "One and two", "language": "de", "version": hidden(page, "version")}
    )
    assert again.status_code == 302
    assert Submission.objects.get().text == "One and two"


def test_what_is_typed_is_stored_by_itself(scene):
    """Text and language only: no step, no file; what another window stored stays, and both are shown."""
    given = {"text": "Birch w", "language": "de", "version": 0, "do": "draft", "part": "1", "deed": "hand_in"}
    said = scene.browse().post(scene.url, given)
    row = Submission.objects.get()
    assert (said.status_code, said.json()["known"]) == (200, row.version)
    assert "Saved at" in said.json()["saved"]
    assert (row.text, row.state) == ("Birch w", "open")
    other = scene.browse().post(scene.url, {**given, "text": "Birch waits"})
    assert other.status_code == 409
    assert b"Birch w<" in other.content
    assert b"Birch waits" in other.content
    hand_in(scene, text="Birch w", known=row.version)
    closed = scene.browse().post(scene.url, {**given, "text": "Birch waits"})
    assert closed.status_code == 409
    assert b"Birch waits" in closed.content
    assert Submission.objects.get().text == "Birch w"


def test_sent_twice_is_handed_in_once(scene):
    given = {"text": "Once", "language": "de", "version": 0, "deed": "hand_in"}
    assert scene.browse().post(scene.url, given).status_code == 302
    assert scene.browse().post(scene.url, given).status_code == 409
    assert SubmissionComment.objects.filter(state="handed_in").count() == 1


def test_two_facilitators_at_once_the_second_is_told(scene):
    row, other = hand_in(scene), factory.facilitator(scene.cohort)
    known = row.version
    decide(scene, row)
    with pytest.raises(Overtaken):
        decide(scene, row, Step.RETURN, user=other, known=known)
    address = reverse("courses:submission", args=[row.uuid])
    said = {"words": "I would give it back", "language": "en", "version": known, "step": "return"}
    page = client(other).post(address, said)
    assert page.status_code == 409
    assert scene.guide.get_full_name() in page.content.decode()
    assert b"I would give it back" in page.content
    row.refresh_from_db()
    assert row.state == "done"


def test_late_is_marked_and_revised_is_not(scene):
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    TaskDue.objects.create(cohort=scene.cohort, task=scene.task, due=now - timedelta(hours=1))
    row = school_tasks.hand_in(user=scene.learner, text="Late", known=0, now=now, **scene.about)
    assert b"handed in late" in scene.browse().get(scene.url).content
    TaskDue.objects.update(due=now + timedelta(hours=1))
    row = decide(scene, row, Step.RETURN)
    later = {"now": now + timedelta(days=3), "known": row.version}
    school_tasks.hand_in(user=scene.learner, text="Again", **later, **scene.about)
    assert b"handed in late" not in scene.browse().get(scene.url).content, "the first time was in time"


def test_after_the_end_nothing_is_taken_and_nothing_is_lost(scene):
    row = hand_in(scene)
    row = decide(scene, row, Step.RETURN)
    scene.end()
    page = scene.browse().post(scene.url, {"text": "Too late", "language": "de", "version": row.version})
    assert page.status_code == 409
    assert b"has ended" in page.content
    assert b"Too late" in page.content
    row.refresh_from_db()
    assert row.text == "What we saw"
    with pytest.raises(CohortEnded):
        school_tasks.comment(user=scene.learner, submission=row, text="Hello", language="de")


def test_facilitators_still_accept_after_the_end_but_give_nothing_back(scene):
    row = hand_in(scene)
    scene.end()
    row.enrolment.cohort.refresh_from_db()
    with pytest.raises(CohortEnded):
        decide(scene, row, Step.RETURN)
    assert decide(scene, row).state == "done"


@pytest.mark.parametrize(
    ("state", "end", "over"),
    [("open", None, False), ("ended", None, True), ("open", "2027-03-01", False), ("open", "2027-02-28", True)],
)
def test_when_a_cohort_has_ended(state, end, over):
    """In its own time zone: half past eleven in the evening of UTC is the next day in Vienna."""
    last = datetime.fromisoformat(end).date() if end else None
    cohort = Cohort(state=state, end=last, timezone="Europe/Vienna")
    assert has_ended(cohort, datetime(2027, 2, 28, 23, 30, tzinfo=UTC)) is over


def test_nothing_cannot_be_handed_in(scene):
    with pytest.raises(InvalidContent):
        hand_in(scene, text="  \n")
    page = scene.browse().post(scene.url, {"text": "", "language": "de", "version": 0, "deed": "hand_in"})
    assert page.status_code == 422
    assert b"nothing to hand in yet" in page.content


def test_a_hundred_kilobytes_come_back_whole(scene):
    long = "ő" * 100_000
    page = scene.browse().post(scene.url, {"text": long, "language": "hu", "version": 0})
    assert page.status_code == 422
    assert long in page.content.decode()
    assert "100000" in page.content.decode()
    assert not Submission.objects.exists()


def test_a_decision_needs_words(scene):
    row = hand_in(scene)
    address = reverse("courses:submission", args=[row.uuid])
    page = client(scene.guide).post(address, {"words": " ", "language": "en", "version": row.version, "step": "accept"})
    assert page.status_code == 422
    row.refresh_from_db()
    assert row.state == "handed_in"


def test_who_reads_and_who_decides(scene):
    """Mentors of the cohort read; the mentor of the team decides, too; nobody else finds it."""
    row = hand_in(scene)
    address = reverse("courses:submission", args=[row.uuid])
    mentor, other = factory.mentor(scene.cohort), factory.mentor(scene.cohort)
    team = factory.team(scene.cohort, scene.enrolment)
    team.mentor = mentor
    team.save()
    elsewhere = factory.cohort(scene.course, start=None, end=None)
    colleague, stranger = factory.learner(scene.cohort).user, factory.facilitator(elsewhere)
    manager = factory.course_manager()
    answers = {who.pk: client(who).get(address).status_code for who in (mentor, other, scene.guide, manager)}
    assert set(answers.values()) == {200}
    assert {client(who).get(address).status_code for who in (colleague, stranger)} == {404}
    assert scene.browse().get(address).url == scene.url
    row = Submission.objects.get()
    for who in (other, colleague, stranger, scene.learner):
        with pytest.raises(NotAllowed):
            decide(scene, row, user=who)
    assert decide(scene, row, user=mentor).state == "done"


def test_nobody_decides_about_their_own(scene):
    factory.facilitator(scene.cohort, scene.learner)
    with pytest.raises(NotAllowed):
        decide(scene, hand_in(scene), user=scene.learner)


def test_only_learners_of_the_course_have_the_page(scene):
    outsider = factory.user("outsider@school.example", "learner")
    assert client(outsider).get(scene.url).status_code == 404
    assert client(scene.guide).get(scene.url).status_code == 404
    withdrawn = factory.learner(scene.cohort, state="withdrawn")
    assert client(withdrawn.user).get(scene.url).status_code == 404
    assert "/account/login/" in Client().get(scene.url).url


def test_a_task_that_left_the_course_stays_readable(scene, committed):
    row = hand_in(scene)
    with committed():
        for page in scene.course.pages[(2, 1)].values():
            page.specific_class.objects.get(pk=page.pk).unpublish()
    page = scene.browse().get(scene.url)
    assert page.status_code == 200
    assert b"no longer part of the course" in page.content
    assert b"What we saw" in page.content
    assert client(scene.guide).get(reverse("courses:submission", args=[row.uuid])).status_code == 200


def test_a_translation_without_the_block_gives_way_to_the_original(scene):
    german = scene.course.unit(2, 1, "de")
    german.body = "[]"
    german.save()
    page = scene.browse().get(scene.url.replace("/en/", "/de/"))
    assert page.status_code == 200
    assert b"Look at a lesson" in page.content


def test_the_module_has_tasks_too(scene):
    about = {**scene.about, "page": scene.course.key(1), "task": scene.course.block("module-task")}
    row = school_tasks.hand_in(user=scene.learner, text="Agreed", known=0, **about)
    assert PartDone.objects.get().unit == scene.course.key(1)
    page = scene.browse().get(scene.course.url(1))
    assert page.status_code == 200
    assert reverse("courses:school_task", args=[row.page, row.task]) in page.content.decode()
    assert b"Handed in" in page.content


def test_the_block_shows_state_and_date_to_learners_only(scene):
    TaskDue.objects.create(cohort=scene.cohort, task=scene.task, due=datetime(2027, 3, 15, 22, 59, tzinfo=UTC))
    page = scene.browse().get(scene.course.url(2, 1)).content.decode()
    assert "until 15\xa0March 2027" in page
    assert scene.url in page
    assert "It is seen" in page
    page = Client().get(scene.course.url(2, 1)).content.decode()
    assert "Look at a lesson" in page
    assert scene.url not in page


def test_the_reader_of_a_unit_asks_little(scene, queries):
    unit = outline_of(scene.course.key()).unit(scene.page)
    plain = outline_of(scene.course.key()).unit(scene.course.key(1, 1))
    with queries() as asked:
        found = unit_page.PARTS["tasks"](scene.enrolment, unit)
    assert list(found) == [str(scene.task)]
    assert len(asked) <= 2
    with queries() as asked:
        assert unit_page.PARTS["tasks"](scene.enrolment, plain) == {}
    assert len(asked) == 0


def test_comments_carry_their_language_and_tell_the_other_side(scene, committed):
    row = hand_in(scene)
    with committed():
        scene.browse().post(f"{scene.url}comment/", {"say-words": "Mit jelent ez?", "say-language": "hu"})
    assert mail.outbox[-1].to == [scene.guide.email]
    address = reverse("courses:submission", args=[row.uuid])
    page = client(scene.guide).get(address).content.decode()
    assert '<div class="talk-text" lang="hu"><p>Mit jelent ez?</p></div>' in page
    with committed():
        client(scene.guide).post(f"{address}comment/", {"say-words": "<b>Look</b>", "say-language": "en"})
    assert mail.outbox[-1].to == [scene.learner.email]
    page = scene.browse().get(scene.url).content.decode()
    assert "&lt;b&gt;Look&lt;/b&gt;" in page
    empty = scene.browse().post(f"{scene.url}comment/", {"say-words": "", "say-language": "hu"})
    assert empty.status_code == 422


def test_pages_are_private(scene):
    assert "no-store" in scene.browse().get(scene.url).headers["Cache-Control"]
    row = hand_in(scene)
    page = client(scene.guide).get(reverse("courses:submission", args=[row.uuid]))
    assert "no-store" in page.headers["Cache-Control"]
