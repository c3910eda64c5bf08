"""The desk follows every change by itself, down to the string."""

import pytest
from django.core.management import call_command
from wagtail_localize.models import StringTranslation

from portal.core import translatables
from portal.models import NewsCategory
from portal.translations.models import DeskEntry, DeskItem, TextMark
from portal.translations.services import desk
from tests.factories import add_translation, publish, text_page
from tests.factories.translations import localized, say, segment

pytestmark = pytest.mark.django_db
ALL_DONE = {"en": "source", "hu": "up_to_date", "de": "up_to_date", "nl": "up_to_date"}


def change_lead(page, words, committed):
    page.lead = words
    with committed():
        publish(page)


def test_a_translated_page_is_up_to_date(page, states):
    assert states(page) == ALL_DONE


def test_a_changed_sentence_makes_three_stale_cells_and_no_more(page, states, committed, item):
    others = list(DeskEntry.objects.exclude(item=item).values_list("pk", "status"))
    change_lead(page, "Everybody meets in Vienna.", committed)
    assert states(page) == {"en": "source", "hu": "stale", "de": "stale", "nl": "stale"}
    assert set(item.entries.exclude(language="en").values_list("stale", "open", "words_to_do")) == {(1, 0, 4)}
    assert others == list(DeskEntry.objects.exclude(item=item).values_list("pk", "status"))


def test_old_words_and_old_translation_are_kept(page, committed, item):
    before = page.lead
    change_lead(page, "Everybody meets in Vienna.", committed)
    mark = TextMark.objects.get(item=item, language="de")
    assert (mark.old_source, mark.old_target) == (before, f"de {before}")
    change_lead(page, "Everybody meets in Graz.", committed)
    assert TextMark.objects.get(item=item, language="de", path=paths(item)["de"]).old_source == before


def paths(item):
    thing = translatables.registry["page"].thing(item.key)
    return {
        language: next(
            text.path for text in translatables.registry["page"].texts(thing, language) if "Graz" in text.source
        )
        for language in ("de",)
    }


def test_readers_keep_the_old_translation_when_the_page_is_published_again(page, committed, site):
    before = page.lead
    change_lead(page, "Everybody meets in Vienna.", committed)
    kind = translatables.registry["page"]
    admin = pytest.importorskip("portal.accounts.models").User.objects.create(email="a@b.example", is_superuser=True)
    with committed():
        assert kind.publish(kind.thing(str(page.translation_key)), "de", user=admin)
    assert site("article", "de").lead == f"de {before}"


def test_going_back_to_the_old_words_makes_all_up_to_date(page, states, committed):
    before = page.lead
    change_lead(page, "Everybody meets in Vienna.", committed)
    change_lead(page, before, committed)
    assert states(page) == ALL_DONE


def test_a_renewed_string_is_a_draft_until_it_is_published(page, states, committed, site):
    change_lead(page, "Everybody meets in Vienna.", committed)
    source = translatables.registry["page"].source_of(str(page.translation_key))
    with committed():
        say(segment(source, "Everybody meets in Vienna."), "de", "Alle treffen sich in Wien.")
    assert states(page) == {"en": "source", "hu": "stale", "de": "draft", "nl": "stale"}
    with committed():
        localized_again = source.create_or_update_translation(
            site("article", "de").locale, publish=False, fallback=True
        )[0]
        localized_again.refresh_from_db()
        localized_again.get_latest_revision().publish()
    assert states(page)["de"] == "up_to_date"
    assert site("article", "de").lead == "Alle treffen sich in Wien."


def test_a_new_sentence_makes_the_translations_stale(page, states, committed, item):
    page.body = [*page.body.get_prep_value(), {"type": "heading", "value": "Afterwards", "id": "b2"}]
    with committed():
        publish(page)
    assert states(page)["de"] == "stale"
    assert item.entries.get(language="de").open == 1


def test_a_deleted_translation_of_a_string_is_open(page, states, committed):
    with committed():
        StringTranslation.objects.filter(locale__language_code="nl", context__path="lead").first().delete()
    assert states(page) == {**ALL_DONE, "nl": "draft"}


def test_a_machine_translation_waits_for_a_reader(page, states, committed):
    source = translatables.registry["page"].source_of(str(page.translation_key))
    with committed():
        say(segment(source, page.lead), "nl", "Machine", translation_type="machine")
        localized_nl = source.create_or_update_translation(page.get_translation(nl()).locale, publish=False)[0]
        localized_nl.refresh_from_db()
        localized_nl.get_latest_revision().publish()
    assert states(page)["nl"] == "machine"


def nl():
    from wagtail.models import Locale

    return Locale.objects.get(language_code="nl")


def test_a_new_page_is_missing_in_three_languages(site, states, committed):
    with committed():
        page = publish(text_page(site("project"), "Something new"))
    assert states(page) == {"en": "source", "hu": "missing", "de": "missing", "nl": "missing"}


def test_a_page_translated_by_hand_is_outdated_when_the_original_is_published_later(site, states, committed):
    with committed():
        original = publish(text_page(site("project"), "By hand"))
        publish(add_translation(original, site("project", "de"), "Von Hand"))
    assert states(original)["de"] == "up_to_date"
    with committed():
        publish(original)
    assert states(original)["de"] == "stale"


def test_an_unpublished_page_leaves_the_desk_and_comes_back(page, committed, item):
    with committed():
        page.unpublish()
    item.refresh_from_db()
    assert not item.active
    assert set(item.entries.values_list("active", flat=True)) == {False}
    with committed():
        publish(page)
    item.refresh_from_db()
    assert item.active
    assert set(item.entries.values_list("active", flat=True)) == {True}


def test_a_deleted_page_leaves_the_desk(site, committed):
    with committed():
        page = publish(text_page(site("project"), "Soon gone"))
    item = DeskItem.objects.get(kind="page", key=str(page.translation_key))
    with committed():
        page.delete()
    item.refresh_from_db()
    assert not item.active


def test_when_the_original_is_deleted_its_first_translation_becomes_the_source(page, committed, item, states):
    with committed():
        page.delete()
    item.refresh_from_db()
    assert (item.active, item.source_language) == (True, "hu")
    assert states(page)["hu"] == "source"


def label_states(record):
    key = f"portal.newscategory.{record.pk}"
    return dict(DeskEntry.objects.filter(item__key=key).values_list("language", "status"))


def test_a_label_is_stale_where_it_did_not_follow(site, committed):
    with committed():
        record = NewsCategory.objects.create(key="x", name_en="News", name_hu="Hírek", name_de="Neues", name_nl="")
    assert label_states(record) == {"en": "source", "hu": "up_to_date", "de": "up_to_date", "nl": "missing"}
    with committed():
        record = NewsCategory.objects.get(pk=record.pk)
        record.name_en, record.name_de = "Fresh news", "Frisches"
        record.save()
    assert label_states(record) == {"en": "source", "hu": "stale", "de": "up_to_date", "nl": "missing"}
    with committed():
        record.name_hu = "Friss hírek"
        record.save()
    assert label_states(record)["hu"] == "up_to_date"


def test_a_label_that_goes_back_is_up_to_date(site, committed):
    with committed():
        record = NewsCategory.objects.create(key="x", name_en="News", name_hu="Hírek")
    for words in ("Fresh news", "News"):
        with committed():
            record.name_en = words
            record.save()
    assert label_states(record)["hu"] == "up_to_date"


def test_rebuilding_finds_what_nobody_told_and_changes_nothing_the_second_time(page, states, capsys):
    desk.rebuild()
    assert desk.rebuild() == []
    StringTranslation.objects.filter(locale__language_code="de", context__path="lead")._raw_delete("default")
    call_command("rebuild_desk")
    said = capsys.readouterr().out
    assert f"page: {page.title} [de]: up_to_date 0/0/0, 0 words → draft 1/0/0" in said
    assert "1 differences corrected" in said
    assert desk.rebuild() == []


def test_rebuilding_keeps_what_is_known_about_old_words(page, states, committed):
    change_lead(page, "Everybody meets in Vienna.", committed)
    desk.rebuild()
    assert states(page) == {"en": "source", "hu": "stale", "de": "stale", "nl": "stale"}


def test_the_interface_is_complete_on_the_desk(site):
    desk.rebuild()
    rows = DeskEntry.objects.filter(item__kind="interface").exclude(language="en")
    assert rows.count() > 30
    assert set(rows.values_list("status", flat=True)) == {"up_to_date"}
    assert DeskItem.objects.filter(kind="interface", key="django:templates/portal").exists()


def test_another_room_shows_its_things(site, committed):
    class Cards(translatables.Kind):
        name = "cards"

        def thing(self, key):
            return translatables.Thing(key, "Card", "en", "course") if key == "1" else None

        def texts(self, thing, language):
            return [translatables.Text("front", "Two words", "Zwei" if language == "de" else "")]

    translatables.register(Cards())
    try:
        with committed():
            translatables.changed("cards", "1")
        rows = DeskEntry.objects.filter(item__kind="cards", item__room="course")
        assert dict(rows.values_list("language", "status")) == {
            "en": "source",
            "hu": "missing",
            "de": "up_to_date",
            "nl": "missing",
        }
        assert rows.get(language="nl").words_to_do == 2
    finally:
        del translatables.registry.kinds["cards"]


def test_languages_are_counted_by_localized(site, states, committed):
    with committed():
        localized(site("aims"), "de")
    assert states(site("aims"))["de"] == "up_to_date"
