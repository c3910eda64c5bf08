"""Who is where, who is quiet, who is stuck: the matrix and the overview."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from courses.leading import Mark
from courses.models import Session, Submission, UnitDone, UnitVisit
from courses.services import lead_matrix, lead_scope
from courses.services.lead_matrix import Asked
from portal.core.models import AuditEntry
from tests.factories.course import SmallCourse, cohort, learner, mentor, small_course, team
from tests.factories.records import user
from tests.factories.site import SmallSite

from .lead_people import NOW, Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built_course(built_site: SmallSite) -> SmallCourse:
    return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: SmallSite) -> SmallCourse:
    return built_course


@pytest.fixture
def spring(course: SmallCourse) -> Group:
    return group(course)


def read(spring: Group, **asked: Any) -> lead_matrix.Matrix:
    scope = lead_scope.scope(user=spring.guide, cohort=spring.cohort.uuid)
    return lead_matrix.read(scope, NOW, Asked(**asked))


def names(matrix: lead_matrix.Matrix) -> list[str]:
    return [row.name for row in matrix.rows]


def page(client: Client, spring: Group, name: str = "lead_matrix", query: str = "", who: Any = None) -> Any:
    client.force_login(who or spring.guide)
    return client.get(reverse(f"courses:{name}", args=[spring.cohort.uuid]) + query)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Bea", "Cili", "Dora", "Ede", "Fanni"]),
        ({"mark": "finished"}, ["Bea"]),
        ({"mark": "stuck"}, ["Cili", "Dora"]),
        ({"mark": "nothing"}, ["Ede"]),
        ({"mark": "quiet", "days": 14}, ["Dora", "Ede"]),
        ({"mark": "quiet", "days": 28}, ["Ede"]),
        ({"name": "FÁN"}, ["Fanni"]),
        ({"sort": "least"}, ["Ede", "Cili", "Dora", "Fanni", "Bea"]),
        ({"sort": "most"}, ["Bea", "Cili", "Dora", "Fanni", "Ede"]),
        ({"sort": "quiet"}, ["Ede", "Bea", "Dora", "Fanni", "Cili"]),
        ({"sort": "team"}, ["Bea", "Cili", "Dora", "Ede", "Fanni"]),
    ],
)
def test_filters_and_orders(spring: Group, asked: dict[str, Any], expected: list[str]):
    assert names(read(spring, **asked)) == expected


def test_the_marks_count_everybody_whatever_the_filter(spring: Group):
    counts = read(spring, name="Bea").counts
    assert counts == {Mark.FINISHED: 1, Mark.STUCK: 2, Mark.NOTHING: 1, Mark.QUIET: 2}


def test_a_unit_that_the_intensity_leaves_open_is_not_missing(course: SmallCourse):
    spring = group(course, intensity="light")
    UnitDone.objects.filter(unit=course.key(2, 2)).delete()
    assert names(read(spring, mark="finished")) == ["Bea"]


def test_the_table_has_heads_for_rows_and_columns(client: Client, spring: Group):
    tree = html.fromstring(page(client, spring).content)
    (table,) = tree.xpath("//table[@class='matrix']")
    assert table.xpath("./caption")
    heads = [head.text_content().strip() for head in table.xpath(".//thead//tr[2]/th[@scope='col']")]
    assert heads == ["1.1", "1.2", "2.1", "2.2"]
    rows = {
        row.xpath("./th[@scope='row']/a")[0].text: [cell.text_content().strip() for cell in row.xpath("./td")[2:]]
        for row in table.xpath(".//tbody/tr")
    }
    assert rows["Bea"] == ["done"] * 4
    assert rows["Cili"] == ["done", "begun", "2 units open"]
    assert rows["Ede"] == ["4 units open"]
    spans = [sum(int(cell.get("colspan", 1)) for cell in row.xpath("./td")) for row in table.xpath(".//tbody/tr")]
    assert set(spans) == {6}


def test_only_one_module(client: Client, spring: Group):
    tree = html.fromstring(page(client, spring, query="?module=M2").content)
    assert [head.text_content().strip() for head in tree.xpath("//thead//tr[2]/th")] == ["2.1", "2.2"]


def test_nonsense_in_the_address_is_no_choice(client: Client, spring: Group):
    answer = page(client, spring, query="?team=x&module=%00&mark=none&days=-1&sort=;&page=999&view=evil%22")
    assert answer.status_code == 200
    assert answer.content.decode().count('scope="row"') == 5


def test_names_are_escaped(client: Client, spring: Group):
    spring.learners["Ede"].user.display_name = "<b>Ede</b>"
    spring.learners["Ede"].user.save()
    answer = page(client, spring).content.decode()
    assert "&lt;b&gt;Ede" in answer
    assert "<b>Ede" not in answer


def test_the_page_asks_the_same_of_the_database_for_200_learners(
    client: Client, spring: Group, django_assert_max_num_queries: Any
):
    page(client, spring)  # the course, the menus
    with django_assert_max_num_queries(11):
        client.get(reverse("courses:lead_matrix", args=[spring.cohort.uuid]))
    people = [spring.join(f"L{number}", seen=1) for number in range(60)]
    UnitVisit.objects.bulk_create(
        UnitVisit(enrolment=row, unit=spring.course.key(1, 1), language="de") for row in people
    )
    with django_assert_max_num_queries(11):
        answer = client.get(reverse("courses:lead_matrix", args=[spring.cohort.uuid]))
    assert answer.content.decode().count('scope="row"') == 65


def test_files_hold_what_is_shown_and_no_formula(client: Client, spring: Group):
    spring.learners["Ede"].user.display_name = "=1+1"
    spring.learners["Ede"].user.save()
    address = reverse("courses:lead_file", args=[spring.cohort.uuid, "csv"]) + "?mark=nothing&module=M1"
    client.force_login(spring.guide)
    rows = list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))
    assert rows[0][-2:] == ["1.1 Unit 1.1", "1.2 Unit 1.2"]
    assert rows[1] == ["'=1+1", "", "0", "4", "60", "open", "open"]
    assert len(rows) == 2
    answer = client.get(address.replace(".csv", ".xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book.worksheets[0][2]][:4] == ["'=1+1", None, 0, 4]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(action="course.learners_exported", data__people=1).count() == 2


def test_a_mentor_sees_the_teams_they_are_named_for(client: Client, spring: Group):
    person = mentor(spring.cohort)
    assert len(names_of(client, spring, person)) == 5
    north = spring.cohort.teams.get(name="North")
    north.mentor = person
    north.save()
    assert names_of(client, spring, person) == ["Bea", "Cili"]
    tree = html.fromstring(page(client, spring, who=person).content)
    assert [option.text for option in tree.xpath("//select[@name='team']/option")] == ["All", "North"]


def names_of(client: Client, spring: Group, who: Any) -> list[str]:
    tree = html.fromstring(page(client, spring, who=who).content)
    return [link.text for link in tree.xpath("//tbody//th/a")]


def test_a_mentor_is_named_for_a_team_without_a_role_in_the_cohort(client: Client, spring: Group):
    person = user("mentor@school.example", "mentor")
    spring.cohort.teams.filter(name="South").update(mentor=person)
    assert names_of(client, spring, person) == ["Dora"]


def test_the_overview_says_what_waits(client: Client, spring: Group):
    learner(spring.cohort, user("ask@school.example", display_name="Zita"), state="requested")
    Submission.objects.create(
        enrolment=spring.learners["Fanni"],
        page=spring.course.key(2, 1),
        task=spring.course.block("task"),
        state="handed_in",
        language="de",
        handed_in_at=timezone.now(),
    )
    start = timezone.now() + timedelta(days=3)
    session = Session.objects.create(
        cohort=spring.cohort, code="S1", title="Round table", start=start, end=start + timedelta(hours=2)
    )
    session.seats.create(enrolment=spring.learners["Bea"], comes=True)
    session.seats.create(enrolment=spring.learners["Ede"], comes=False)
    text = " ".join(html.fromstring(page(client, spring, "lead_cohort").content).text_content().split())
    assert "Fanni: Look at a lesson" in text
    assert "1 come, 1 do not come, 3 have not said." in text
    assert "Zita" in text
    assert "Stuck 2" in text
    person = mentor(spring.cohort)
    spring.cohort.teams.filter(name="South").update(mentor=person)
    text = " ".join(html.fromstring(page(client, spring, "lead_cohort", who=person).content).text_content().split())
    assert "Fanni" not in text
    assert "Zita" not in text
    assert "0 come, 0 do not come, 1 have not said." in text


def test_the_list_of_cohorts_counts_only_whom_one_sees(client: Client, spring: Group, course: SmallCourse):
    other = cohort(course, "Autumn")
    learner(other)
    client.force_login(spring.guide)
    tree = html.fromstring(client.get(reverse("courses:lead")).content)
    assert [row.text_content() for row in tree.xpath("//tbody//th/a")] == ["Spring"]
    person = user("mentor@school.example", "mentor")
    team(other, learner(other)).mentored = None
    spring.cohort.teams.filter(name="South").update(mentor=person)
    client.force_login(person)
    tree = html.fromstring(client.get(reverse("courses:lead")).content)
    assert [cell.text for cell in tree.xpath("//tbody/tr/td[@class='num']")] == ["1", "0", "0"]


def test_what_only_looks_like_a_cohort_is_no_file(spring, client):
    client.force_login(spring.guide)
    assert client.get(f"/en/my-course/lead/{'-' * 36}/matrix.csv").status_code == 404
