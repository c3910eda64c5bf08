"""The course in figures: true, the same for all sizes, and about nobody."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from courses.models import Answer, Cohort, PartDone, UnitDone, UnitVisit
from courses.services import figures, figures_reads, outline
from courses.services.figures import Figures, Stage
from courses.small_numbers import Share
from portal.core.models import AuditEntry
from tests.factories.course import SmallCourse, cohort, course_manager, small_course
from tests.factories.records import user
from tests.factories.site import SmallSite

from .lead_people import NOW, ago

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built_course(built_site: SmallSite) -> SmallCourse:
    return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: SmallSite) -> SmallCourse:
    return built_course


def people(where: Cohort, number: int, state: str = "active") -> list[Any]:
    """So many with this state."""
    begin = where.enrolments.count()
    rows = []
    for place in range(begin, begin + number):
        person = user(f"p{where.pk}-{place}@school.example")
        values = {"place": place + 1} if state in ("active", "offered") else {}
        rows.append(where.enrolments.create(user=person, state=state, active_since=ago(50), **values))
    return rows


def went(rows: Iterable[Any], *units: Any, language: str = "en", days: float = 30) -> None:
    """Opened these units, finished all but the last of them two days later."""
    for row in rows:
        for place, unit in enumerate(units):
            at = ago(days - place)
            UnitVisit.objects.create(enrolment=row, unit=unit, first_at=at, last_at=at, language=language)
            if unit != units[-1]:
                UnitDone.objects.create(enrolment=row, unit=unit, done_at=ago(days - place - 2))


def read(course: SmallCourse, *cohorts: Cohort, only: Cohort | None = None) -> Figures:
    whole = outline.course(course.key(), "en")
    assert whole
    return figures.figures(whole, figures_reads.read(whole, list(cohorts)), NOW, only)


def test_the_funnel(course: SmallCourse):
    where = cohort(course, places=None)
    people(where, 6, "requested")
    people(where, 5, "waiting")
    people(where, 7, "withdrawn")
    people(where, 8, "offered")
    people(where, 9)
    went(people(where, 10), course.key(1, 1))
    went(people(where, 11), course.key(1, 1), course.key(1, 2), course.key(2, 1))
    done = people(where, 12)
    went(done, *[course.key(*place) for place in ((1, 1), (1, 2), (2, 1), (2, 2))])
    UnitDone.objects.bulk_create(UnitDone(enrolment=row, unit=course.key(2, 2), done_at=ago(20)) for row in done)
    found = read(course, where)
    assert found.stages == {
        Stage.REQUESTED: 6, Stage.WAITING: 5, Stage.OFFERED: 8, Stage.NOT_BEGUN: 9, Stage.BEGUN: 10,
        Stage.HALF_WAY: 11, Stage.FINISHED: 12, Stage.WITHDRAWN: 7,
    }  # fmt: skip
    assert [number for _label, number in found.steps] == [68, 42, 33, 23, 12]
    assert found.course_days.middle == 30.0
    assert {unit.number: spread.middle for unit, spread in found.unit_days}["1.1"] == 2.0


def test_a_step_is_shown_only_where_readers_could_work_it_out(course: SmallCourse):
    where = cohort(course, places=None)
    people(where, 20)
    went(people(where, 3), course.key(1, 1))
    went(people(where, 6), course.key(1, 1), course.key(1, 2), course.key(2, 1))
    found = read(course, where)
    assert found.stages[Stage.NOT_BEGUN] == 20
    assert found.stages[Stage.BEGUN] is None
    steps = [number for _label, number in found.steps]
    assert steps[0] == 29
    assert steps[2] is None


def test_the_year_less_one_cohort_tells_nothing_about_the_other(course: SmallCourse):
    big, small = cohort(course, places=None), cohort(course, places=None)
    for where, number in ((big, 9), (small, 2)):
        people(where, 12)
        went(people(where, number), course.key(1, 1))
    both, one = read(course, big, small), read(course, big, small, only=big)
    for stage in Stage:
        assert both.stages[stage] is None or one.stages[stage] is None or both.stages[stage] - one.stages[stage] >= 5


def test_a_cohort_of_four_is_in_no_time_share_or_score(course: SmallCourse):
    big, small = cohort(course, places=None), cohort(course, places=None)
    went(people(big, 12), course.key(1, 1), course.key(1, 2))
    went(people(small, 4), course.key(1, 1), course.key(1, 2), days=45)
    for row in small.enrolments.all():
        Answer.objects.create(
            enrolment=row, unit=course.key(1, 1), question=course.block("question"), language="nl", right=False,
            score=0, max_score=1, submitted_at=ago(1),
        )  # fmt: skip
    whole, alone = read(course, big, small), read(course, big, small, only=big)
    assert whole.unit_days == alone.unit_days
    assert whole.items == alone.items
    empty = read(course, big, small, only=small)
    assert all(spread.middle is None for _unit, spread in empty.unit_days)
    assert not any(item.languages for item in empty.items)


def answered(rows: list[Any], course: SmallCourse, language: str, right: int) -> None:
    went(rows, course.key(1, 1), language=language, days=3)
    for place, row in enumerate(rows):
        good = place < right
        given = {"enrolment": row, "unit": course.key(1, 1), "question": course.block("question")}
        Answer.objects.create(
            **given, language=language, right=good, score=float(good), max_score=1, submitted_at=ago(2)
        )
        Answer.objects.create(
            **given, number=2, language=language, right=True, score=1, max_score=1, submitted_at=ago(1)
        )


def test_a_bad_translation_stands_out(course: SmallCourse):
    where = cohort(course, places=None)
    answered(people(where, 20), course, "en", 14)
    answered(people(where, 20), course, "de", 13)
    answered(people(where, 20), course, "hu", 6)
    answered(people(where, 4), course, "nl", 0)
    (item,) = [item for item in read(course, where).items if item.languages]
    lines = {line.language: line for line in item.languages}
    assert set(lines) == {"en", "de", "hu"}
    assert lines["hu"].right == Share(percent=30)
    assert lines["hu"].mean == 30
    assert lines["en"].tried == Share(at_least=80)
    assert item.apart == ["de", "en", "hu"]


def test_where_people_stopped(course: SmallCourse):
    where = cohort(course, places=None)
    went(people(where, 6), course.key(1, 1), course.key(1, 2), days=60)
    went(people(where, 5, "withdrawn"), course.key(1, 1), days=3)
    went(people(where, 3), course.key(1, 1), course.key(1, 2), course.key(2, 1), days=60)
    went(people(where, 30), course.key(1, 1), days=2)
    assert [(unit.number, number) for unit, number in read(course, where).stops] == [("1.1", 5), ("1.2", 6)]


def test_reading_and_doing(course: SmallCourse):
    where = cohort(course, places=None)
    rows = people(where, 10)
    for row in rows:
        PartDone.objects.create(enrolment=row, unit=course.key(2, 2), part=course.key(2, 2), kind="reading")
    for row in rows[:4]:
        part = course.block("question")
        PartDone.objects.create(enrolment=row, unit=course.key(1, 1), part=part, kind="question")
    doing = {kind.value: percent for kind, percent in read(course, where).doing}
    assert doing["reading"] == 25
    assert doing["question"] is None


def page(client: Client, query: str = "") -> Any:
    client.force_login(course_manager())
    return client.get(reverse("courses:figures") + query)


def test_the_page_asks_the_same_of_the_database_for_many(client: Client, course: SmallCourse, queries: Any):
    where = cohort(course, places=None)
    answered(people(where, 5), course, "en", 3)
    page(client)
    with queries() as few:
        assert page(client).status_code == 200
    answered(people(where, 30), course, "de", 20)
    other = cohort(course, places=None)
    answered(people(other, 30), course, "hu", 3)
    with queries() as many:
        text = page(client).content.decode()
    assert len(many) == len(few)
    assert "Look at the translation" in text


def test_years_cohorts_and_nonsense(client: Client, course: SmallCourse):
    spring = cohort(course, "Spring", start=date(2025, 2, 1), end=date(2025, 6, 30), places=None)
    autumn = cohort(course, "Autumn", start=date(2024, 9, 1), end=date(2024, 12, 1), places=None)
    people(spring, 11)
    people(autumn, 22)
    tree = html.fromstring(page(client).content)
    assert tree.xpath("//select[@name='year']/option/text()") == ["2025", "2024"]
    assert tree.xpath("//select[@name='cohort']/option/text()") == ["All of that year", "Spring"]
    assert "Asked to take part: 11" in tree.text_content()
    tree = html.fromstring(page(client, f"?year=2024&cohort={autumn.uuid}&course=x").content)
    assert "Asked to take part: 22" in tree.text_content()
    assert page(client, f"?year=x&cohort={spring.uuid}'--&course=%00").status_code == 200


def test_it_opens_on_the_latest_year_that_has_something_to_show(client: Client, course: SmallCourse):
    def opened() -> list[str]:
        return html.fromstring(page(client).content).xpath("//select[@name='year']/option[@selected]/text()")

    people(cohort(course, start=date(2099, 2, 1), end=date(2099, 6, 30), places=None), 6)
    assert opened() == ["2099"]
    people(cohort(course, start=date(2026, 2, 1), end=date(2026, 6, 30), places=None), 4)
    assert opened() == ["2026"]
    people(cohort(course, start=date(2025, 2, 1), end=date(2025, 6, 30), places=None), 5)
    assert opened() == ["2025"]


def test_files_say_what_the_screen_says(client: Client, course: SmallCourse):
    where = cohort(course, "=cmd", places=None)
    people(where, 20)
    went(people(where, 3), course.key(1, 1))
    people(where, 6, "withdrawn")
    page(client)
    answer = client.get(reverse("courses:figures_file", args=["csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["Asked to take part", "29"] in rows
    assert ["begun, less than half", "not shown"] in rows
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(action="course.figures_exported").count() == 1
    answer = client.get(reverse("courses:figures_file", args=["xlsx"]))
    assert answer.content[:2] == b"PK"


def test_without_a_course_or_a_cohort_there_is_an_empty_page(client: Client, course: SmallCourse):
    assert "No figures yet" in page(client).content.decode()
