"""What to do next: rows only where something is open, for those who may act, in a constant number of queries."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from portal.admin import todo
from portal.core.models import PortalImage
from portal.translations.models import DeskEntry, DeskItem
from tests.factories import add_translation, article, funding_texts, picture

pytestmark = pytest.mark.django_db


def sentences(user):
    return [entry.sentence for entry in todo.for_person(user)]


def describe_all():
    Page.objects.update(search_description="What this page is about.")


def test_says_that_all_is_done(signed_in, site):
    describe_all()
    site.english_only.delete()
    funding_texts()
    page = signed_in("moderator").get(reverse("wagtailadmin_home")).content.decode()
    assert "What to do next" in page
    assert "All is done" in page


def test_counts_missing_translations_once_for_each_language(person):
    rows = [text for text in sentences(person("translator")) if "cannot be read" in text]
    assert sorted(rows) == [f"1 page cannot be read in {name} yet." for name in ("Dutch", "German", "Hungarian")]


def test_speaks_the_persons_language(person):
    with translation.override("de"):
        assert todo.for_person(person("translator"))


def test_an_untranslated_page_leads_to_its_translation(signed_in, site):
    page = signed_in("translator").get(reverse("portal_todo", args=["missing"]), {"language": "hu"}).content.decode()
    assert reverse("wagtail_localize:submit_page_translation", args=[site.english_only.pk]) in page


def on_the_desk(page, language, **state):
    item = DeskItem.objects.create(
        kind="page", key=str(page.translation_key), title=page.title, source_language="en", changed_at=timezone.now()
    )
    return DeskEntry.objects.create(item=item, language=language, **state)


def test_tells_translators_what_changed(person, site):
    entry = on_the_desk(site("aims"), "hu", status="up_to_date")
    assert not [text for text in sentences(person("translator")) if "changed after" in text]
    DeskEntry.objects.filter(pk=entry.pk).update(status="stale", stale=1)
    assert "The original of 1 page changed after it was translated into Hungarian." in sentences(person("translator"))
    row = next(row for row in todo.for_person(person("translator")) if "changed after" in row.sentence)
    assert row.url == f"{reverse('translations:matrix')}?kind=page&language=hu&status=stale"


def test_tells_translators_which_sentences_are_open(person, site):
    on_the_desk(site("aims"), "nl", status="draft", open=2)
    row = "1 page has sentences that are not translated into Dutch yet."
    assert row in sentences(person("translator"))


def test_names_a_persons_own_drafts(person, site):
    editor = person("editor")
    page = site("legal")
    page.title = "Changed"
    page.save_revision(user=editor)
    assert "1 page that you changed is not published yet." in sentences(editor)
    assert not [text for text in sentences(person("moderator")) if "that you changed" in text]


def test_pictures_without_alt_text_concern_those_who_may_change_them(person):
    one = picture()
    assert not [text for text in sentences(person("editor")) if "alt text" in text]
    PortalImage.objects.filter(pk=one.pk).update(description_hu="")
    assert "1 picture lacks its alt text in some language." in sentences(person("editor"))
    assert not [text for text in sentences(person("translator")) if "alt text" in text]


def test_funding_texts_concern_moderators(person):
    assert "8 funding texts in use are missing or not verified." in sentences(person("moderator"))
    assert not [text for text in sentences(person("editor")) if "funding" in text]


def test_a_submitted_page_waits_for_moderators_not_for_its_author(person, site):
    editor, moderator = person("editor"), person("moderator")
    page = site("legal")
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    assert "1 page waits for your review." in sentences(moderator)
    assert not [text for text in sentences(editor) if "review" in text or "that you changed" in text]


def test_the_number_of_queries_does_not_grow(signed_in, site, queries):
    client = signed_in("moderator")
    client.get(reverse("wagtailadmin_home"))
    with queries() as before:
        client.get(reverse("wagtailadmin_home"))
    for number in range(12):
        page = article(site("news"), f"Article {number}")
        picture(f"extra-{number}")
        if number % 2:
            add_translation(page, site("news", "hu"), f"Hír {number}")
    PortalImage.objects.update(description_nl="")
    with queries() as after:
        client.get(reverse("wagtailadmin_home"))
    assert len(after) <= len(before)


@pytest.mark.parametrize("key", ["drafts", "pictures", "descriptions"])
def test_each_list_opens(signed_in, key):
    assert signed_in("editor").get(reverse("portal_todo", args=[key])).status_code == 200


@pytest.mark.parametrize("query", [{"language": "xx"}, {}, {"language": "h" * 5000}])
def test_a_list_by_language_refuses_other_languages(signed_in, query):
    answer = signed_in("editor").get(reverse("portal_todo", args=["missing"]), query, follow=True)
    assert answer.status_code == 404


def test_an_unknown_list_is_not_found(signed_in):
    assert signed_in("editor").get(reverse("portal_todo", args=["nothing"]), follow=True).status_code == 404


def test_lists_are_for_people_of_the_house(client):
    assert client.get(reverse("portal_todo", args=["drafts"])).status_code == 302
