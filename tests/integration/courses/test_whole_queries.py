"""All parts of the room together: what a learner's pages ask of the database, however much there is to show."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from courses.models import (
    Answer,
    CohortPerson,
    Enrolment,
    JournalEntry,
    PartDone,
    Post,
    Session,
    Source,
    Submission,
    SubmissionComment,
    TaskDue,
    Term,
    UnitDone,
    UnitPage,
    UnitVisit,
)
from tests.factories.course import (
    SmallCourse,
    _block,
    cohort,
    film,
    identity,
    learner,
    small_course,
    team,
)
from tests.factories.h5p import install
from tests.factories.pages import locale

UNIT, MODULE, MAP = 20, 16, 15
KINDS = ("question", "reflection", "task", "session", "video", "activity")


@pytest.fixture
def course(site: Any, boss: Any) -> SmallCourse:
    """The small course with an activity."""
    with translation.override("en"):
        return small_course(site, activity=install(boss))


@pytest.fixture
def anna_in(course: SmallCourse, anna: Any) -> Enrolment:
    """A learner of a team."""
    here = cohort(course, "Spring", start=None, end=None)
    row = learner(here, anna)
    team(here, row, learner(here), name="Wood")
    return row


def name(kind: str, number: int) -> UUID:
    """The id of one block of the long unit."""
    return identity("whole", kind, number)


def lengthen(course: SmallCourse, many: int) -> None:
    """Unit 1.1 with so many blocks of every kind, in all languages."""
    term = Term.objects.get_or_create(
        key="noticing", locale=locale("en"), defaults={"term": "noticing", "definition": "To see."}
    )[0]
    source = Source.objects.get_or_create(code="G21", defaults={"reference": "G. (2021)."})[0]
    assert film()
    body: list[dict[str, Any]] = [
        {"type": "terms", "value": [{"type": "item", "value": term.pk, "id": str(uuid4())}], "id": str(uuid4())},
        {"type": "sources", "value": [{"type": "item", "value": source.pk, "id": str(uuid4())}], "id": str(uuid4())},
    ]
    for number in range(many):
        body.append({"type": "text", "value": "<p>Read [G21].</p>", "id": str(uuid4())})
        body += [{**_block(kind, course.activity), "id": str(name(kind, number))} for kind in KINDS]
    for page in course.pages[(1, 1)].values():
        UnitPage.objects.filter(pk=page.pk).update(body=json.dumps(body))
    cache.clear()


def live(course: SmallCourse, row: Enrolment, many: int) -> None:
    """So many records of every kind: answers, entries, work, words, sessions, people."""
    now, unit, group = timezone.now(), course.key(1, 1), row.cohort
    for number in range(many):
        here = {"enrolment": row, "unit": unit}
        Answer.objects.create(**here, question=name("question", number), given={"choice": []}, language="de")
        part = {"part": name("question", number), "kind": "question", "passed": False}
        PartDone.objects.create(**here, **part)
        about = {"unit": unit, "prompt": name("reflection", number), "text": "So", "language": "hu"}
        JournalEntry.objects.create(user=row.user, enrolment=row, **about)
        work = Submission.objects.create(
            enrolment=row, page=unit, task=name("task", number), state="again", language="de", handed_in_at=now
        )
        SubmissionComment.objects.create(submission=work, author=row.user, text="Again?", language="de")
        TaskDue.objects.create(cohort=group, task=name("task", number), due=now)
        other = learner(group).user
        thread = Post.objects.create(cohort=group, page=unit, author=other, title="A", text="B", language="nl")
        Post.objects.create(cohort=group, page=unit, author=row.user, thread=thread, text="C", language="de")
        start = now + timedelta(days=number)
        meeting = {"code": "S1", "title": "Meeting", "venue": "HTL", "start": start, "end": start + timedelta(hours=2)}
        Session.objects.create(cohort=group, **meeting)
        UnitVisit.objects.create(enrolment=row, unit=uuid4(), language="en")
        UnitDone.objects.create(enrolment=row, unit=uuid4())
        if number:  # who learns alone, and who leads others beside it
            CohortPerson.objects.create(cohort=cohort(course), user=row.user, role="mentor")


@pytest.mark.parametrize("many", [1, 30])
def test_a_learners_pages_ask_as_little_however_much_there_is(
    course: SmallCourse, anna_in: Enrolment, client: Client, queries: Any, many: int
) -> None:
    lengthen(course, many)
    live(course, anna_in, many)
    client.force_login(anna_in.user)
    pages = {
        course.url(1, 1): UNIT,
        course.url(1, 1, language="de"): UNIT,
        course.url(1): MODULE,
        f"/de/my-course/{anna_in.uuid}/": MAP,
    }
    for url in pages:
        client.get(url)  # what a generation keeps is there
    found = {}
    for url, most in pages.items():
        with queries() as asked:
            assert client.get(url).status_code == 200
        found[url] = (len(asked), most, [one["sql"] for one in asked])
    assert not {url: row for url, row in found.items() if row[0] > row[1]}
