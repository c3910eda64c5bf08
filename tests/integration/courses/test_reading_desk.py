"""The course's words on the translation desk: terms and films as records, and every string of every block."""

from typing import Any

import pytest
from django.utils import translation
from wagtail_localize.models import StringTranslation

from courses.models import Term
from portal.core import seeding
from portal.core.translatables import registry
from portal.translations.models import DeskEntry, DeskItem
from tests.factories.course import SmallCourse, film, small_course
from tests.factories.pages import locale
from tests.factories.records import user


@pytest.fixture(scope="module")
def built_course(built_site: Any) -> SmallCourse:
    """The small course, built once."""
    with translation.override("en"):
        return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: Any) -> SmallCourse:
    """The small course; changes of a test are undone."""
    return built_course


@pytest.fixture
def term(site: Any, committed: Any) -> Term:
    """A term with its German."""
    with committed():
        own = Term.objects.create(key="puzzle", term="puzzle", definition="A gap.", locale=locale("en"))
        seeding.translate(
            own, Term(key="puzzle", term="Rätsel", definition="Lücke.", locale=locale("de")), locale("de")
        )
    return own


def states(record: Any) -> dict[str, str]:
    """Its state in each language."""
    rows = DeskEntry.objects.filter(item__kind="record", item__key=str(record.translation_key))
    return dict(rows.values_list("language", "status"))


def thing_of(record: Any) -> Any:
    """What the desk knows of it."""
    return registry["record"].thing(str(record.translation_key))


def test_terms_and_films_stand_on_the_desk_in_the_room_of_the_course(term):
    item = DeskItem.objects.get(kind="record", key=str(term.translation_key))
    assert (item.title, item.room, item.source_language, item.strings) == ("Key term: puzzle", "course", "en", 2)
    assert states(term) == {"en": "source", "hu": "missing", "de": "up_to_date", "nl": "missing"}

    film()
    titles = [thing.title for thing in registry["record"].things()]
    assert titles == ["Key term: puzzle", "Video: Three eyes"]


def test_a_film_is_translated_scene_by_scene(site):
    texts = registry["record"].texts(thing_of(film()), "de")
    assert {"Three eyes", "A class from above.", "A class."} <= {text.source for text in texts}


def test_what_is_written_reaches_readers_when_it_is_published(term, committed):
    kind, anybody = registry["record"], user("translator@ls4vet.example")
    for text, words in zip(kind.texts(thing_of(term), "hu"), ("rejtély", "Hiány."), strict=True):
        with committed():
            kind.write(thing_of(term), "hu", text.path, words, user=anybody)
    assert states(term)["hu"] in ("missing", "draft")
    assert not Term.objects.filter(locale=locale("hu")).exists()

    with committed():
        assert kind.publish(thing_of(term), "hu", user=anybody)
    assert Term.objects.get(locale=locale("hu")).definition == "Hiány."
    assert states(term)["hu"] == "up_to_date"


def test_a_changed_source_makes_its_translation_stale_and_takes_nothing_from_readers(term, committed):
    with committed():
        term.definition = "A gap in learning."
        term.save()

    assert states(term)["de"] == "stale"
    assert Term.objects.get(locale=locale("de")).definition == "Lücke."
    assert StringTranslation.objects.filter(tool_name="earlier wording", data="Lücke.").exists()


def test_a_term_that_is_gone_leaves_the_desk(term, committed):
    with committed():
        for row in Term.objects.all():
            row.delete()
    assert not DeskItem.objects.filter(kind="record", active=True).exists()


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ((1, 1), {"<p>Whom do we watch?</p>", "Pupils", "Pupils!", "Teachers", "Teachers!", "<p>Pupils.</p>"}),
        ((1, 2), {"What did you see?"}),
        ((2, 1), {"Look at a lesson", "Look", "A page", "It is seen", "1 h", "<p>Come.</p>"}),
        ((1,), {"Look at a lesson", "Start", "<p>Hello.</p>", "Cards"}),
    ],
)
def test_every_string_of_a_block_reaches_the_desk(course, place, wanted):
    thing = registry["page"].thing(str(course.key(*place)))
    sources = {text.source for text in registry["page"].texts(thing, "de")}
    assert {words.removeprefix("<p>").removesuffix("</p>") for words in wanted} <= sources
