"""Search in the reader's language: forms, accents, suggestions, and what nobody would type."""

import pytest
from wagtail.models import PageViewRestriction

from portal.core import search
from portal.core.models import SearchDocument
from portal.services import search_index
from tests.factories import article, publish
from tests.integration.reading import read

TEXTS = {
    "en": "A teacher plans a lesson with a colleague.",
    "hu": "A képzés egy főzőkanállal kezdődik.",
    "de": "Eine Lehrkraft plant die Stunde.",
    "nl": "Een docent bereidt de les voor.",
}


@pytest.fixture
def index(db):
    for language, text in TEXTS.items():
        search.index_entry(
            search.Entry("page:1", language, "news", f"Title {language}", f"/{language}/one/", lead=text)
        )


def keys(query, language, **more):
    return [row.key for row in search.find(query, language, **more)]


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("hu", "képzések"),
        ("hu", "képzésekben"),
        ("hu", "kepzesek"),
        ("hu", "KÉPZÉS"),
        ("hu", "fozokanal"),
        ("de", "Lehrkräften"),
        ("de", "lehrkraften"),
        ("nl", "docenten"),
        ("en", "teachers"),
        ("en", "Teacher's"),
        ("en", "teachers planning lessons"),
    ],
)
def test_inflected_and_unaccented_words_are_found(index, language, query):
    assert keys(query, language) == ["page:1"]


@pytest.mark.parametrize(
    ("language", "query"),
    [("en", "képzés"), ("hu", "docent"), ("en", "teacher pupil"), ("nl", "lehrkraft"), ("en", "xyzzy")],
)
def test_other_words_and_other_languages_are_not(index, language, query):
    assert keys(query, language) == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        '"teacher',
        "teacher OR",
        "teacher*",
        "NEAR(",
        "title:x",
        "%",
        "_",
        "\\",
        ";--",
        "(((",
        "AND",
        "🙂",
        "a" * 200,
    ],
)
def test_the_databases_own_signs_mean_nothing(index, query):
    assert isinstance(search.find(query, "en"), list)
    assert isinstance(search.suggest(query, "en"), list)


def test_a_word_and_a_stray_sign_still_find(index):
    assert keys('teacher "', "en") == ["page:1"]


def test_titles_count_more(db):
    search.index_entry(search.Entry("a", "en", "news", "Other", "/a/", lead="A toolkit " + "word " * 5))
    search.index_entry(search.Entry("b", "en", "news", "Toolkit", "/b/", lead="Other " + "word " * 5))
    assert keys("toolkits", "en") == ["b", "a"]


def test_one_kind_only(index):
    search.index_entry(search.Entry("e", "en", "event", "Teachers meet", "/e/"))
    assert set(keys("teacher", "en")) == {"page:1", "e"}
    assert keys("teacher", "en", kind="event") == ["e"]


def test_indexing_again_replaces_and_forgetting_takes_away(index):
    search.index_entry(search.Entry("page:1", "en", "news", "Changed", "/en/one/"))
    assert SearchDocument.objects.filter(key="page:1").count() == 4
    assert keys("teacher", "en") == []
    assert keys("changed", "en") == ["page:1"]
    search.forget(["page:1"])
    assert SearchDocument.objects.count() == 0
    assert keys("képzés", "hu") == []


@pytest.mark.parametrize("typed", ["toolk", "Toolkit for", "szin", "szính"])
def test_titles_are_suggested_while_typing(db, typed):
    search.index_entry(search.Entry("a", "en", "page", "Toolkit for színház", "/a/"))
    search.index_entry(search.Entry("b", "en", "page", "Another page", "/b/"))
    assert [row.key for row in search.suggest(typed, "en")] == ["a"]
    assert search.suggest(typed, "hu") == []


# --- the pages


@pytest.fixture
def indexed(site):
    search_index.rebuild()
    return site


def test_results_are_grouped_and_marked(indexed, client):
    answer = read(client, "/en/search/?q=teacher")
    assert answer.status == 200
    groups = answer.words("//section[@aria-labelledby]//h2")
    assert "News" in groups
    assert groups.index("Results") < groups.index("News") < groups.index("Pages")
    assert "Teachers" in answer.words("//h3//mark")
    assert "/en/news/teachers-meet/" in answer.hrefs("//h3")
    assert all(address.startswith("/en/") for address in answer.hrefs("//h3"))


def test_each_language_has_its_own_results(indexed, client):
    assert "/hu/hirek/tanarok-talalkozoja/" in read(client, "/hu/search/?q=tan%C3%A1r").hrefs("//h3")
    assert read(client, "/nl/search/?q=tan%C3%A1r").hrefs("//h3") == []


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20%20", "?q=...", "?q=%00", "?Q=teacher"])
def test_an_empty_question_is_answered(indexed, client, query):
    answer = read(client, f"/en/search/{query}")
    assert answer.status == 200
    assert answer.hrefs("//h3") == []


def test_a_null_byte_separates_words(indexed, client):
    assert "/en/news/teachers-meet/" in read(client, "/en/search/?q=teachers%00meet").hrefs("//h3")


@pytest.mark.parametrize("length", [201, 5_000, 1_000_000])
def test_a_question_nobody_would_type_is_refused(indexed, client, length):
    response = client.get("/hu/search/", {"q": "x" * length})
    assert response.status_code == 400
    assert 'lang="hu"' in response.content.decode()
    assert len(response.content) < 60_000
    assert client.get("/hu/search/suggest/", {"q": "x" * length}).status_code == 400


def test_markup_in_the_question_stays_text(indexed, client):
    text = client.get(
        "/en/search/", {"q": "<script>alert('teacher')</script>\"><img src=x onerror=y>"}
    ).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;" in text


def test_bytes_that_are_no_text_are_answered(indexed, client):
    assert client.get("/en/search/?q=%ff%fe").status_code == 200


def test_suggestions_are_json(indexed, client):
    rows = client.get("/en/search/suggest/", {"q": "teach"}).json()
    assert {"title": "Teachers meet", "url": "/en/news/teachers-meet/", "kind": "News"} in rows
    assert client.get("/en/search/suggest/").json() == []
    assert client.post("/en/search/suggest/").status_code == 405


def test_answers_name_the_search_page_as_their_address(indexed, client):
    answer = client.get("/en/search/", {"q": "teachers"})
    assert '<link rel="canonical" href="http://testserver/en/search/">' in answer.content.decode()


# --- what is found


def test_published_is_found_and_unpublished_is_not(indexed, client):
    page = publish(article(indexed("news"), "Quicksilver", live=False))
    assert keys("quicksilver", "en") == [f"page:{page.pk}"]
    page.title = "Gold"
    publish(page)
    assert (keys("quicksilver", "en"), keys("gold", "en")) == ([], [f"page:{page.pk}"])
    page.unpublish()
    assert keys("gold", "en") == []


def test_deleted_is_forgotten(indexed):
    page = publish(article(indexed("news"), "Quicksilver", live=False))
    page.delete()
    assert keys("quicksilver", "en") == []


def test_drafts_are_not_found(indexed):
    page = indexed("article")
    page.title = "Secret plan"
    page.save_revision()
    assert keys("secret", "en") == []


def test_closed_pages_leave_the_index_and_come_back(indexed, committed):
    page = indexed("article")
    key = f"page:{page.pk}"
    assert key in keys("teachers meet", "en")
    with committed():
        closed = PageViewRestriction.objects.create(page=indexed("news"), restriction_type="login")
    assert key not in keys("teachers meet", "en")
    with committed():
        closed.delete()
    assert key in keys("teachers meet", "en")


def test_words_of_the_body_are_found_without_their_markup(indexed):
    assert f"page:{indexed('article').pk}" in keys("vienna", "en")
    assert "<" not in SearchDocument.objects.get(key=f"page:{indexed('article').pk}").text


def test_a_renamed_section_moves_its_results(indexed, committed):
    news = indexed("news")
    news.slug = "reports"
    with committed():
        publish(news)
    assert [row.url for row in search.find("teachers meet", "en") if row.kind == "news"] == [
        "/en/reports/teachers-meet/"
    ]
