"""What machines ask: is it alive, can it work, and does every answer carry its policy."""

import json

import pytest
from django.db import OperationalError, connection

from portal.core import health
from tests.factories import SmallSite


def test_the_process_answers_without_a_database(client):
    response = client.get("/health/live/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_ready_when_everything_answers(client, db):
    response = client.get("/health/ready/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_503_names_the_part_that_fails(client, db, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OperationalError("password for user secret")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json() == {"status": "failing", "parts": ["database"]}
    assert b"secret" not in response.content


class BrokenCache:
    """A cache whose server is away."""

    def set(self, *_args):
        raise ConnectionError("redis://secret")


class ForgetfulCache:
    """A cache that keeps nothing."""

    def set(self, *_args):
        pass

    def get(self, _key):
        return None


@pytest.mark.parametrize("broken", [BrokenCache(), ForgetfulCache()])
def test_503_when_the_cache_breaks_or_forgets(client, db, monkeypatch, broken):
    monkeypatch.setattr(health, "cache", broken)
    response = client.get("/health/ready/")
    assert (response.status_code, response.json()["parts"]) == (503, ["cache"])
    assert b"secret" not in response.content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_questions_are_answered(client, method):
    assert getattr(client, method)("/health/live/").status_code == 405


PUBLIC = ["/en/", "/en/search/?q=x", "/en/nowhere/", "/robots.txt"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_answers_carry_the_strict_policy(site, client, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert len(response["X-Request-ID"]) == 16


def test_the_admin_has_a_policy_of_its_own(site, admin_client):
    response = admin_client.get("/admin/")
    assert response.status_code == 200
    assert "'unsafe-inline'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_page_preview_carries_the_public_policy(site: SmallSite):
    response = site("article").make_preview_request()
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response.status_code == 200


def test_public_pages_hold_nothing_inline(site, client):
    for key in site.pages:
        text = client.get(site.url(key)).content.decode()
        assert " style=" not in text, key
        assert " onclick=" not in text, key
        assert "<style" not in text, key


def test_the_description_for_machines_is_json(site, client):
    from lxml import html

    page = site("article")
    page.title = "</script><script>alert(1)</script> & “more”"
    page.save()
    tree = html.document_fromstring(client.get(site.url("article")).content.decode())
    (script,) = tree.xpath("//script[@type='application/ld+json']")
    assert json.loads(script.text)["headline"] == page.title
    assert not any("alert(1)" in (found.text or "") for found in tree.xpath("//script[not(@type)]"))
