"""The matrix: who reaches it, what it shows, what it costs."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, TranslationSource

from portal.accounts.roles import GROUPS, translator_role
from portal.models import NewsCategory
from portal.translations.models import DeskEntry, DeskItem
from portal.translations.permissions import languages_of
from portal.translations.services import texts
from tests.factories import publish
from tests.factories.translations import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def label(site, committed):
    with committed():
        record = NewsCategory.objects.create(key="x", name_en="News", name_hu="Hírek", name_de="Neues")
    return DeskItem.objects.get(key=f"portal.newscategory.{record.pk}")


def thing(title, kind="page", room="site", **states):
    item = DeskItem.objects.create(
        kind=kind,
        key=title,
        title=title,
        room=room,
        source_language="en",
        strings=2,
        words=7,
        changed_at=timezone.now(),
    )
    for language, status in {"en": "source", "hu": "up_to_date", "de": "up_to_date", "nl": "up_to_date"}.items():
        DeskEntry.objects.create(item=item, language=language, status=states.get(language, status))
    return item


def titles(answer):
    return [row["item"].title for row in answer.context_data["rows"]]


def open_desk(client, **query):
    return client.get(reverse("translations:matrix"), query)


@pytest.mark.parametrize("role", ["translator", "editor", "administrator"])
def test_people_of_the_desk_see_it(signed_in, role):
    answer = open_desk(signed_in(role))
    assert answer.status_code == 200
    assert "Where we stand" in answer.content.decode()


def test_others_do_not(signed_in, client):
    refused = open_desk(signed_in("nobody"))
    assert (refused.status_code, refused.url) == (302, reverse("wagtailadmin_home"))
    assert "/login/" in open_desk(client).url


def test_only_people_of_the_desk_find_it_in_the_menu(signed_in):
    home = reverse("wagtailadmin_home")
    assert "Translation desk" in signed_in("translator").get(home).content.decode()
    assert "Translation desk" not in signed_in("nobody").get(home).content.decode()


def test_a_translator_of_one_language_may_change_this_one(person):
    from django.contrib.auth.models import Group

    user = person("nobody")
    user.groups.set([Group.objects.get_or_create(name=GROUPS[translator_role("de")])[0]])
    assert languages_of(user) == {"de"}
    assert languages_of(person("translator")) == {"hu", "de", "nl"}
    assert languages_of(person("editor")) == {"en", "hu", "de", "nl"}


def test_filters(signed_in, person):
    DeskItem.objects.all().delete()
    one = thing("One", hu="stale")
    two = thing("Two", kind="label", room="foundation", de="missing")
    translator = person("translator")
    one.entries.filter(language="hu").update(
        waiting_since=timezone.now() - timezone.timedelta(days=40), changed_by=translator
    )
    client = signed_in("translator")
    assert titles(open_desk(client)) == [two.title, one.title]
    assert titles(open_desk(client, status="todo")) == ["Two", "One"]
    assert titles(open_desk(client, status="stale")) == ["One"]
    assert titles(open_desk(client, language="de", status="todo")) == ["Two"]
    assert titles(open_desk(client, language="hu", status="missing")) == []
    assert titles(open_desk(client, kind="label")) == ["Two"]
    assert titles(open_desk(client, room="site")) == ["One"]
    assert titles(open_desk(client, age="30")) == ["One"]
    assert titles(open_desk(client, age="90")) == []
    assert titles(open_desk(client, who=str(translator.pk))) == ["One"]
    assert titles(open_desk(client, q="tw")) == ["Two"]


@pytest.mark.parametrize(
    "query",
    [{"kind": "x"}, {"who": "x" * 50}, {"age": "-1"}, {"p": "999"}, {"q": "\x00%_'\"<b>"}, {"status": "source'"}],
)
def test_odd_addresses_do_no_harm(signed_in, query):
    assert open_desk(signed_in("translator"), **query).status_code == 200


def test_bars_count_each_language(signed_in):
    DeskItem.objects.all().delete()
    thing("One", hu="stale"), thing("Two", hu="missing"), thing("Three")
    page = open_desk(signed_in("translator")).content.decode()
    item = DeskItem.objects.get(title="One")
    assert f'href="{reverse("translations:item", args=[item.pk, "hu"])}?show=todo"' in page
    assert f'href="{reverse("translations:item", args=[item.pk, "de"])}"' in page
    assert 'aria-label="Magyar: 1 Up to date, 1 Stale, 1 Missing"' in page
    assert 'aria-label="Deutsch: 3 Up to date"' in page
    assert 'width="33.33%"' in page


def test_fifteen_queries_however_long_the_desk(signed_in, person, queries):
    user = person("translator")
    for number in range(60):
        thing(f"Thing {number}", de="stale").entries.update(changed_by=user)
    client = signed_in("translator")
    open_desk(client)
    for query in ({}, {"status": "todo", "language": "de"}, {"q": "thing", "room": "site", "who": user.pk}):
        with queries() as asked:
            answer = open_desk(client, **query)
        assert len(answer.context_data["rows"]) == 25
        assert len(asked) <= 15, [row["sql"][:120] for row in asked]


def test_words_of_source_and_translation_are_found(signed_in, label, committed, person):
    with committed():
        texts.save(user=person("translator"), item=label, language="de", path="name", words="Höchst Neues")
    client = signed_in("translator")

    def found(**query):
        return label.title in titles(open_desk(client, **query))

    assert found(q="news")
    assert found(q="hochst  NEU")
    assert found(q="höchst neu", language="de", kind="label")
    assert not found(q="höchst neu", language="hu")
    assert not found(q="höchst alt")
    assert not found(q="höchst", room="course")
    with committed():
        texts.save(user=person("translator"), item=label, language="de", path="name", words="Anders")
    assert found(q="anders")
    assert not found(q="höchst")


def test_markup_between_words_hides_nothing(signed_in, page, committed):
    source = TranslationSource.objects.get(object_id=page.translation_key)
    with committed():
        say(StringSegment.objects.filter(source=source)[0], "de", words="Die <b>große</b> Idee &amp; mehr")
    assert page.title in titles(open_desk(signed_in("translator"), q="grosse idee & mehr"))


def test_what_is_not_shown_is_not_counted(signed_in, label, committed):
    DeskItem.objects.exclude(pk=label.pk).delete()
    assert 'aria-label="Nederlands: 1 Missing"' in open_desk(signed_in("translator")).content.decode()
    with committed():
        NewsCategory.objects.get(key="x").delete()
    assert not DeskEntry.objects.filter(item=label, active=True).exists()
    assert "1 Missing" not in open_desk(signed_in("translator")).content.decode()


def test_looking_stores_nothing(signed_in, page):
    Page.objects.filter(pk=page.pk).update(title="Changed behind the desk's back")
    open_desk(signed_in("translator"))
    assert not DeskItem.objects.filter(title="Changed behind the desk's back").exists()
    publish(page)
