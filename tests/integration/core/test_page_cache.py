"""Whole pages from the cache: exact, fresh at once, and never one reader's page for another."""

import gzip

import brotli
import pytest
from django.core.cache import cache

from portal.core import page_cache as machine
from portal.core.models import ProjectSettings
from tests.factories import article, organisation, publish

pytestmark = pytest.mark.usefixtures("page_cache")


@pytest.fixture
def warm(site, client):
    """The news list has been read once."""
    return client.get("/en/news/")


def test_the_second_reader_costs_no_query(warm, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        again = client.get("/en/news/")
    assert again.content == warm.content
    assert again["ETag"] == warm["ETag"]
    assert again["Content-Type"] == "text/html; charset=utf-8"
    assert again["Content-Security-Policy"] == warm["Content-Security-Policy"]
    assert again["Cache-Control"] == "public, no-cache"
    assert "Cookie" in again["Vary"]


def test_every_answer_has_its_own_request_id(warm, client):
    assert client.get("/en/news/")["X-Request-ID"] != warm["X-Request-ID"]


def test_who_has_the_page_gets_304(warm, client):
    response = client.get("/en/news/", headers={"if-none-match": warm["ETag"]})
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == warm["ETag"]
    assert client.get("/en/news/", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "given",
    ["W/{etag}", '"other", {etag}', "*", '{etag} , "x"'],
)
def test_every_form_of_if_none_match_is_understood(warm, client, given):
    response = client.get("/en/news/", headers={"if-none-match": given.format(etag=warm["ETag"])})
    assert response.status_code == 304


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("br, gzip", "br"), ("gzip, deflate", "gzip"), ("gzip, br;q=0.9", "br"), ("", None), ("identity", None)],
)
def test_the_page_comes_in_the_form_the_reader_accepts(warm, client, accepted, encoding):
    response = client.get("/en/news/", headers={"accept-encoding": accepted})
    assert response.get("Content-Encoding") == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(response.content) == warm.content
    assert response["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("refused", ["br;q=0, gzip;q=0", "br;q=0.0"])
def test_a_form_the_reader_refuses_is_not_sent(warm, client, refused):
    assert "Content-Encoding" not in client.get("/en/news/", headers={"accept-encoding": refused})


def test_head_has_the_headers_and_no_body(warm, client):
    response = client.head("/en/news/")
    assert response.status_code == 200
    assert response.content == b""
    assert response["ETag"] == warm["ETag"]
    assert response["Content-Length"] == str(len(warm.content))


def test_a_reader_with_a_session_passes_by(warm, client, admin_client):
    admin = admin_client.get("/en/news/")
    assert admin.status_code == 200
    assert "ETag" not in admin
    client.cookies["csrftoken"] = "x" * 32
    assert "ETag" not in client.get("/en/news/")


def test_what_an_editor_sees_is_never_stored(site, client, admin_client):
    admin_client.get("/en/news/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "set", lambda key, *_a, **_k: key.startswith("page:") and pytest.fail("stored"))
        admin_client.get("/en/news/")


def stored_pages():
    return [key for key in cache._cache if ":page:" in key]


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        ("", True),
        ("?category=project", True),
        ("?page=1", True),
        ("?utm_source=mail", False),
        ("?page=1&x=1", False),
        ("?category=project&" + "year=&" * 30, False),
    ],
)
def test_only_questions_we_know_are_stored(site, client, query, stored):
    response = client.get(f"/en/news/{query}")
    assert response.status_code == 200
    assert bool(stored_pages()) is stored
    assert "ETag" in response


def test_search_answers_are_not_stored(site, client):
    client.get("/en/search/?q=teachers")
    assert stored_pages() == []


@pytest.mark.parametrize("address", ["/en/nowhere/", "/en/news/?page=99", "/hu/project/", "/"])
def test_errors_and_redirects_are_not_stored(site, client, address):
    client.get(address)
    assert stored_pages() == []


def test_a_post_passes_by(warm, client):
    assert client.post("/en/news/").status_code in (200, 403, 405)
    assert "ETag" not in client.post("/en/news/")


def test_two_hosts_have_two_pages(warm, client, django_assert_num_queries):
    other = client.get("/en/news/", headers={"host": "localhost"})
    assert b"http://localhost/en/news/" in other.content
    assert b"http://testserver/en/news/" in client.get("/en/news/").content


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80:80", "a b", "<script>"])
def test_a_forged_host_is_refused(warm, client, host):
    response = client.get("/en/news/", headers={"host": host})
    assert response.status_code == 400
    assert b"evil.example" not in response.content


def test_a_forged_forwarded_host_changes_nothing(warm, client):
    response = client.get("/en/news/", headers={"x-forwarded-host": "evil.example"})
    assert b"evil.example" not in response.content


def test_published_is_seen_at_once(warm, client, site, committed):
    with committed():
        publish(article(site("news"), "Brand new", live=False))
    assert b"Brand new" in client.get("/en/news/").content


def test_a_changed_word_is_seen_at_once(warm, client, site, committed):
    client.get(site.url("article"))
    page = site("article")
    page.title = "Another headline"
    with committed():
        publish(page)
    assert b"Another headline" in client.get("/en/news/").content
    assert b"Another headline" in client.get(site.url("article")).content


def test_unpublished_is_gone_at_once(warm, client, site, committed):
    client.get(site.url("article"))
    with committed():
        site("article").unpublish()
    assert client.get(site.url("article")).status_code != 200 or b"noindex" in client.get(site.url("article")).content
    assert b"Teachers meet" not in client.get("/en/news/").content


def test_deleted_is_gone_at_once(warm, client, site, committed):
    with committed():
        site("article").delete()
    assert b"Teachers meet" not in client.get("/en/news/").content


def test_moved_is_found_at_its_new_place_at_once(site, client, committed):
    client.get("/en/project/aims/")
    with committed():
        site("aims").move(site("ideas"), pos="last-child")
    assert client.get("/en/big-ideas/aims/").status_code == 200
    old = client.get("/en/project/aims/")
    assert (old.status_code, old.get("Location", "")) in ((404, ""), (301, "/en/big-ideas/aims/"))


def test_settings_and_records_are_fresh_at_once(warm, client, site, committed):
    project = ProjectSettings.objects.get(site=site.site)
    project.acronym = "NEWNAME"
    with committed():
        project.save()
    assert b"NEWNAME" in client.get("/en/news/").content
    client.get("/en/partners/")
    with committed():
        organisation("brand-new-partner")
    assert b"brand-new-partner en" in client.get("/en/partners/").content


def test_nothing_is_new_before_the_commit(warm, client, site):
    before = machine.generation()
    publish(article(site("news"), "Not committed", live=False))
    assert machine.generation() == before


def test_a_value_is_worked_out_once_in_a_generation(db, committed):
    calls = []
    for _time in range(2):
        machine.per_generation("test", lambda: calls.append(1) or "value")
    assert calls == [1]
    with committed():
        machine.invalidate()
    machine.per_generation("test", lambda: calls.append(1) or "value")
    assert calls == [1, 1]


def test_an_empty_list_is_a_value_too(db):
    calls = []
    for _time in range(2):
        assert machine.per_generation("empty", lambda: calls.append(1) or []) == []
    assert calls == [1]


def test_zero_seconds_turn_it_off(site, client, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.get("/en/news/")
    assert stored_pages() == []
