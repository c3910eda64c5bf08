"""What is stored is what the files say: every answer, every feedback, in every language; loaded quickly, and once."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from wagtail.models import Locale, Page

from courses.demo import activities, loader, texts
from courses.models import CoursePage, H5PActivity, H5PLocalisation, ModulePage, Term, UnitPage, Video
from portal.core import seeding
from portal.core.markdown import rich_text
from portal.models import StandardPage
from tests.factories import LANGUAGES

pytestmark = pytest.mark.django_db
STATEMENTS = 30_000
"""Of the database, for M0 and M1 in four languages, indexing included, which `loaddemo` puts off to its end."""


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many statements the database was asked, without keeping them."""
    count = [0]

    def one_more(execute: Any, *rest: Any) -> Any:
        count[0] += 1
        return execute(*rest)

    with connection.execute_wrapper(one_more):
        yield count


@pytest.fixture(scope="module")
def content():
    return texts.read(list(LANGUAGES))


@pytest.fixture(scope="module")
def loaded(module_data):
    """The course, below the public page about it; how many statements that took."""
    english = Locale.objects.get(language_code="en")
    parent = StandardPage(title="Course", slug="course", locale=english, translation_key=seeding.page_key("course"))
    Page.objects.get(depth=1).add_child(instance=parent)
    with counted() as count:
        loader.load()
    cache.clear()  # nothing is committed here: records another test had under these numbers would be taken for these
    return count[0]


@pytest.fixture
def course(loaded, db):
    return loaded


def stored(name: str, language: str) -> Any:
    model = {"course": CoursePage, "module": ModulePage}.get(name.rpartition("/")[2], UnitPage)
    return model.objects.live().get(translation_key=loader.page_key(name), locale__language_code=language)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield html.unescape(value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def plain(value: Any) -> str:
    return str(getattr(value, "source", value))


def test_loading_asks_little_of_the_database(course):
    assert course < STATEMENTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there(course, content, language):
    for name, text in content.texts[language].items():
        page = stored(name, language)
        assert (page.title, page.slug) == (text.front["title"], text.front["slug"]), text.path


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_blocks_have_the_same_ids_in_every_language(course, content, language):
    for name in content.first:
        for field in ("body", "work", "guide"):
            own, other = (getattr(stored(name, code), field, []) for code in ("en", language))
            assert [(block.id, block.block_type) for block in own] == [(b.id, b.block_type) for b in other], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_stored_as_the_files_have_them(course, content, language):
    count = 0
    for name, text in content.texts[language].items():
        questions = [block.value for block in stored(name, language).body if block.block_type == "question"]
        for block, value in zip(text.named("question"), questions, strict=True):
            count += 1
            said = [(one["text"], bool(one.get("right")), one.get("feedback", "")) for one in block.data["choices"]]
            assert [(one["text"], one["right"], one["feedback"]) for one in value["choices"]] == said, text.path
            assert plain(value["text"]) == rich_text(block.data["text"]), text.path
    assert count == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_parts_are_stored_as_the_files_have_them(course, content, language):
    for name, text in content.texts[language].items():
        blocks = {block.block_type: block.value for block in stored(name, language).body}
        for block in text.named("video"):
            guide = blocks["video"]
            assert [guide["before"], guide["during"], guide["after"]] == [
                block.data[part] for part in ("before", "while", "after")
            ], text.path
            assert guide["video"].locale.language_code == language, text.path
        for block in text.named("meeting"):
            value = blocks["session"]
            assert (value["code"], plain(value["text"])) == (block.argument, rich_text(block.body)), text.path
        for block in text.named("reflect"):
            assert blocks["reflection"]["text"] == block.body.partition("\n")[0], text.path
        for block in text.named("case"):
            assert blocks["case"]["title"] == block.title, text.path
            assert plain(blocks["case"]["text"]) == rich_text(block.body), text.path
        for block in text.named("terms"):
            terms = list(blocks["terms"])
            assert [term.key for term in terms] == block.words, text.path
            assert {term.locale.language_code for term in terms} == {language}, text.path
        for block in text.named("sources"):
            if "sources" in blocks:
                assert [source.code for source in blocks["sources"]] == block.words, text.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_keeps_all_its_paragraphs(course, content, language):
    for name in content.texts[language]:
        for block in stored(name, language).body:
            if block.block_type == "text":
                paragraphs = re.findall("<p[^>]*>.*?</p>", plain(block.value))
                assert len(set(paragraphs)) == len(paragraphs), f"{name}: {paragraphs[0]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_activities_are_stored_as_the_files_have_them(course, content, language):
    count = 0
    for text in content.texts[language].values():
        for block in text.named("activity"):
            count += 1
            activity = H5PActivity.objects.get(uuid=activities.identity(block))
            found = activity if language == "en" else H5PLocalisation.objects.get(activity=activity, language=language)
            assert found.title == block.data["title"], text.path
            wanted, there = list(strings(activities.parameters(block))), set(strings(found.parameters))
            assert [one for one in wanted if one not in there] == [], f"{text.path}: {block.argument}"
    assert count == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_and_films_are_stored_as_the_files_have_them(course, content, language):
    terms = {one.key: (one.term, one.definition) for one in Term.objects.filter(locale__language_code=language)}
    assert terms == {key: (row["term"], row["definition"]) for key, row in content.terms[language].items()}
    for video in Video.objects.filter(locale__language_code=language):
        film, board = content.films[language][video.key], content.boards[video.key]
        assert (video.title, video.description) == (film["title"], film["description"])
        assert [(scene.value["seconds"], scene.value["text"]) for scene in video.scenes] == [
            (scene["seconds"], film["scenes"][scene["id"]]) for scene in board["scenes"]
        ]
        assert video.file.name.endswith(".mp4")
        assert f"{video.key}.{language}" in video.file.name
        assert video.poster.name.endswith(".webp")
    assert Video.objects.filter(locale__language_code=language).count() == len(content.boards)


def test_loading_again_stores_nothing(course):
    before = [model.objects.count() for model in (Page, Term, Video, H5PActivity)]
    latest = list(UnitPage.objects.order_by("pk").values_list("latest_revision_id", flat=True))
    assert loader.load() == 0
    assert loader.load(update=True) == 0
    assert [model.objects.count() for model in (Page, Term, Video, H5PActivity)] == before
    assert list(UnitPage.objects.order_by("pk").values_list("latest_revision_id", flat=True)) == latest
