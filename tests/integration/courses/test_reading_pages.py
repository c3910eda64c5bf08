"""Course, module and unit as people read them: open to all, one's own side for learners, guides for facilitators."""

import json
from typing import Any

import pytest
from django.utils import translation

from courses.choices import CohortState, PartKind
from courses.models import PartDone, Source, Term, UnitDone, UnitPage, UnitVisit, Video
from courses.services import progress
from portal.core.models import SearchDocument
from portal.services import search_index
from tests.factories import user
from tests.factories.course import (
    SmallCourse,
    cohort,
    course_manager,
    facilitator,
    identity,
    learner,
    mentor,
    small_course,
)
from tests.factories.pages import locale
from tests.integration.reading import read


@pytest.fixture(scope="module")
def built_course(built_site: Any) -> SmallCourse:
    """The small course, built once."""
    with translation.override("en"):
        return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: Any) -> SmallCourse:
    """The small course; changes of a test are undone."""
    return built_course


def add(course: SmallCourse, place: tuple[int, ...], *blocks: dict[str, Any], field: str = "body") -> None:
    """Put blocks at the end of a page, in all its languages."""
    for page in course.pages[place].values():
        page = type(page).objects.get(pk=page.pk)
        value = [*map(dict, getattr(page, field).raw_data), *blocks]
        type(page).objects.filter(pk=page.pk).update(**{field: json.dumps(value, default=str)})


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block with an id of its own."""
    return {"type": kind, "value": value, "id": str(identity("more", kind))}


def test_the_course_offers_a_place_to_those_who_have_none(course, client):
    url = course.url(language="de")
    visitor = read(client, url)
    assert visitor.tree.xpath("//a[contains(@href, '/my-course/cohorts/')]")
    row = learner(cohort(course, name="Frühling"))
    client.force_login(row.user)
    page = read(client, url)
    assert page.tree.xpath(f"//a[@href='/de/my-course/{row.uuid}/']")
    assert not page.tree.xpath("//main//a[contains(@href, '/my-course/cohorts/')]")
    assert "Frühling" in page.words("//section[@aria-labelledby='h-join']")[0]


def test_everybody_reads_a_unit_and_is_told_what_a_place_adds(course, client):
    page = read(client, course.url(1, 1, language="de"))

    assert page.status == 200
    assert page.words("//h1") == ["Einheit 1.1"]
    assert page.words("//nav[@id='units']//li") == ["1.1 Einheit 1.1", "1.2 Einheit 1.2"]
    assert page.tree.xpath("//*[@class='reading-note']")
    assert not page.tree.xpath("//*[@data-standing]")
    assert not page.tree.xpath("//main//form[@method='post']"), "a page kept for everybody holds no token"


def test_a_visitors_page_is_kept_for_everybody_and_a_learners_for_nobody(course, client):
    url = course.url(1, 1)
    assert client.get(url).headers["Cache-Control"] == "public, no-cache"

    client.force_login(learner(cohort(course)).user)
    for place in ((), (1,), (1, 1)):
        assert client.get(course.url(*place)).headers["Cache-Control"] == "private, no-store"


def test_a_learner_sees_what_is_missing_and_the_way_to_it(course, client):
    anna = learner(cohort(course))
    client.force_login(anna.user)

    page = read(client, course.url(1, 1))
    assert page.words("//*[@data-standing-words]") == ["0 of 2 parts done"]
    assert page.hrefs("//*[@data-standing]") == ["#unit-end", f"#{course.block('question')}"]
    assert "Whom do we watch?" in page.words("//*[@data-standing]//li[2]")[0]

    progress.record_part(enrolment=anna, unit=course.key(1, 1), part=course.block("question"), kind=PartKind.QUESTION)
    page = read(client, course.url(1, 1, language="hu"))
    assert page.hrefs("//*[@data-standing]") == ["#unit-end"]


def test_a_part_whose_block_a_translation_lost_leads_to_the_original(course, client):
    client.force_login(learner(cohort(course)).user)
    german = course.unit(1, 1, "de")
    kept = [dict(one) for one in german.body.raw_data if one["type"] != "question"]
    UnitPage.objects.filter(pk=german.pk).update(body=json.dumps(kept))

    page = read(client, course.url(1, 1, language="de"))
    assert page.hrefs("//*[@data-standing]") == ["#unit-end", f"{course.url(1, 1)}#{course.block('question')}"]


def test_a_part_that_came_later_is_new_and_takes_nothing_back(course, client):
    anna = learner(cohort(course))
    UnitDone.objects.create(enrolment=anna, unit=course.key(1, 1))
    client.force_login(anna.user)

    page = read(client, course.url(1, 1))
    assert page.words("//h2[@id='h-missing']") == ["New since you were done"]
    assert page.words("//nav[@id='units']//li[1]") == ["1.1 Unit 1.1, done"]


def test_units_of_the_module_show_how_far_somebody_is(course, client):
    anna = learner(cohort(course))
    UnitVisit.objects.create(enrolment=anna, unit=course.key(1, 2), language="nl")
    client.force_login(anna.user)

    assert read(client, course.url(1, 1)).words("//nav[@id='units']//li") == ["1.1 Unit 1.1", "1.2 Unit 1.2, begun"]
    assert "Dutch" in read(client, course.url(1, 2)).words("//*[@class='unit-head__facts']")[0]
    assert "Dutch" not in read(client, course.url(1, 2, language="nl")).words("//*[@class='unit-head__facts']")[0]


def test_a_unit_without_translation_is_read_in_another_language_with_the_same_progress(course, client):
    course.unit(1, 2, "nl").unpublish()
    anna = learner(cohort(course))
    client.force_login(anna.user)
    url = course.url(1, language="nl") + course.unit(1, 2).slug + "/"

    page = read(client, url)
    assert page.status == 200
    assert page.lang == "nl"
    assert page.tree.xpath("//*[contains(@class, 'untranslated')]")
    assert page.tree.xpath("//h1/@lang") == ["en"]
    assert page.tree.xpath("//*[@data-unit-body]/@lang") == ["en"]
    assert len(page.hrefs("//*[@data-standing]")) == 3


GUIDE = {"type": "text", "value": "<p>Ask three times.</p>", "id": str(identity("guide"))}


@pytest.mark.parametrize("who", ["visitor", "learner", "member", "editor", "facilitator", "mentor", "manager"])
def test_only_those_who_lead_read_the_guide_and_the_minutes(course, client, who):
    add(course, (1,), GUIDE, field="guide")
    group = cohort(course, state=CohortState.OPEN)
    people = {
        "learner": lambda: learner(group).user,
        "member": lambda: user("member@partner.example"),
        "editor": lambda: user("editor@ls4vet.example", "editor"),
        "facilitator": lambda: facilitator(group),
        "mentor": lambda: mentor(group),
        "manager": course_manager,
    }
    if who in people:
        client.force_login(people[who]())

    page = read(client, course.url(1))
    assert ("Ask three times." in page.text) == (who in ("facilitator", "mentor", "manager"))
    assert ("Hello." in page.text) == (who in ("facilitator", "mentor", "manager"))
    assert page.words("//article[@class='plan']/h3") == ["S0 · in person"]


def test_facilitators_of_another_course_do_not_read_the_guide(course, client):
    add(course, (1,), GUIDE, field="guide")
    elsewhere = cohort(course)
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(course=identity("another course"))
    client.force_login(facilitator(elsewhere))

    assert "Ask three times." not in read(client, course.url(1)).text


def test_search_finds_units_and_says_nothing_of_answers_and_guides(course):
    add(course, (1,), GUIDE, field="guide")
    search_index.index_page(course.unit(1, 1))
    search_index.index_page(course(1))

    unit = SearchDocument.objects.get(key=f"page:{course.unit(1, 1).pk}")
    assert unit.kind == "course"
    assert "Text (1, 1)." in unit.text
    assert "Whom do we watch?" in unit.text
    assert "Pupils!" not in unit.text
    assert "Teachers!" not in unit.text
    module = SearchDocument.objects.get(key=f"page:{course(1).pk}")
    assert "Ask three times" not in module.text
    assert "Hello" not in module.text


def test_the_sitemap_has_the_units(course, client):
    assert course.url(1, 2, language="de") in client.get("/sitemap-de.xml").content.decode()


def test_codes_lead_to_the_sources_of_the_page_and_only_to_them(course, client):
    source = Source.objects.create(code="G21", reference="Goei (2021). *IJLLS, 10*(2).", doi="10.1108/x")
    add(course, (2, 2), {"type": "sources", "value": [{"type": "item", "value": source.pk, "id": "s"}], "id": "s1"})
    text = {"type": "text", "value": "<p>So they say [G21]. Others [BG99] do not.</p>", "id": "t1"}
    add(course, (2, 2), text)

    page = read(client, course.url(2, 2))
    assert page.hrefs("//*[@id='t1']") == ["#source-G21"]
    assert page.tree.xpath("//*[@id='source-G21']//cite/text()") == ["IJLLS, 10"]
    assert page.hrefs("//*[@id='source-G21']") == ["https://doi.org/10.1108/x"]


def test_key_terms_open_their_meaning_without_a_script(course, client):
    term = Term.objects.create(key="puzzle", term="puzzle", definition="A gap.", locale=locale("en"))
    add(course, (2, 2), {"type": "terms", "value": [{"type": "item", "value": term.pk, "id": "t"}], "id": "t1"})

    page = read(client, course.url(2, 2))
    target = page.tree.xpath("//button[@class='key-term']/@popovertarget")[0]
    assert page.words(f"//*[@id='{target}'][@popover]") == ["puzzle A gap."]


def test_a_film_without_a_file_has_its_words(course, client):
    page = read(client, course.url(1, 2))

    assert not page.tree.xpath("//video")
    assert page.tree.xpath("//*[@class='video__none']")
    assert page.words("//details[starts-with(@id, 'script-')]//li") == ["0:00 A class."]


def test_a_film_has_captions_in_its_languages_the_readers_first(course, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "f.mp4").write_bytes(b"film")
    film = Video.objects.get(key="three-eyes")
    Video.objects.filter(pk=film.pk).update(file="f.mp4")
    german = film.copy_for_translation(locale("de"))
    german.title, german.file = "Drei Augen", "f.mp4"
    german.save()

    page = read(client, course.url(1, 2, language="de"))
    tracks = page.tree.xpath("//track[@kind='captions']")
    assert [(t.get("srclang"), "default" in t.attrib) for t in tracks] == [("de", True), ("en", False)]
    assert page.tree.xpath("//section//h2/text()")[0] == "Drei Augen"
    words = client.get(tracks[0].get("src"))
    assert words.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert words.content.startswith(b"WEBVTT")
    assert client.get("/de/films/nothing/de.vtt").status_code == 404


def test_the_viewing_guide_is_a_page_by_itself(course, client):
    page = read(client, f"/en/films/guide/{course.key(1, 2)}/{course.block('video')}/")

    assert page.words("//h1") == ["Three eyes"]
    assert len(page.words("//*[contains(@class, 'guide--sheet')]//dd")) == 3
    assert client.get(f"/en/films/guide/{course.key(1, 2)}/{course.block('reflection')}/").status_code == 404


@pytest.mark.parametrize("rows", [0, 30])
def test_a_learners_unit_costs_the_same_however_much_there_is(course, client, queries, rows):
    anna = learner(cohort(course))
    for number in range(rows):
        PartDone.objects.create(enrolment=anna, unit=course.key(1, 1), part=identity("p", number), kind="video")
        UnitVisit.objects.create(enrolment=anna, unit=identity("u", number), language="en")
        UnitDone.objects.create(enrolment=anna, unit=identity("u", number))
        learner(anna.cohort)
    client.force_login(anna.user)
    client.get(course.url(1, 1))
    with queries() as asked:
        client.get(course.url(1, 1))
    assert len(asked) <= 20
    with queries() as asked:
        client.get(course.url())
    assert len(asked) <= 15
