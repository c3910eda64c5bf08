"""The page cache around the WSGI application."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from portal.core import page_cache

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache", "site")]


class Inner:
    """Django itself, with a count of how often it is asked."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        self.asked += 1
        return self.handler(environ, start_response)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The test's transaction goes on over several requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def inner() -> Inner:
    return Inner()


@pytest.fixture
def ask(inner: Inner) -> Callable[..., tuple[str, dict[str, str], bytes]]:
    application = page_cache.CachedPages(inner)

    def answer(path: str = "/en/", method: str = "get", **headers: str) -> tuple[str, dict[str, str], bytes]:
        environ = getattr(RequestFactory(headers={"host": "localhost", **headers}), method)(path).environ
        heard: list[Any] = []
        parts = application(environ, lambda status, lines: heard.append((status, dict(lines))))
        return *heard[0], b"".join(parts)

    return answer


def test_the_second_reader_does_not_trouble_django(ask, inner):
    fresh, kept = ask(), ask()
    assert inner.asked == 1
    assert fresh[0] == kept[0] == "200 OK"
    assert fresh[2] == kept[2]
    own = {"X-Request-ID"}
    assert {k: v for k, v in fresh[1].items() if k not in own} == {k: v for k, v in kept[1].items() if k not in own}
    assert "Content-Security-Policy" in kept[1]
    assert fresh[1]["X-Request-ID"] != kept[1]["X-Request-ID"]


def test_who_has_the_page_gets_no_body(ask, inner):
    etag = ask()[1]["ETag"]
    status, headers, body = ask(**{"if-none-match": etag})
    assert (status, body, inner.asked) == ("304 Not Modified", b"", 1)
    assert "Content-Type" not in headers


def test_encodings_and_languages_are_kept_apart(ask):
    assert ask(**{"accept-encoding": "br"})[1]["Content-Encoding"] == "br"
    assert ask(**{"accept-encoding": "gzip"})[1]["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in ask()[1]
    assert ask("/hu/")[2] != ask("/en/")[2]


@pytest.mark.parametrize("cookie", ["sessionid=abc", "theme=dark; csrftoken=x", "messages=y"])
def test_personal_cookies_pass_by(ask, inner, settings, cookie):
    cookie = cookie.replace("sessionid", settings.SESSION_COOKIE_NAME).replace("csrftoken", settings.CSRF_COOKIE_NAME)
    ask(cookie=cookie)
    ask(cookie=cookie)
    assert inner.asked == 2


def test_other_cookies_do_not(ask, inner):
    ask(cookie="theme=dark")
    ask()
    assert inner.asked == 1


def test_posts_unknown_queries_and_missing_pages_pass_by(ask, inner):
    for path, method in (("/en/", "post"), ("/en/?spam=1", "get"), ("/en/nowhere/", "get")):
        ask(path, method)
        ask(path, method)
    assert inner.asked == 6


def test_a_known_query_is_kept_by_itself(ask, inner):
    assert ask("/en/news/?page=1")[0] == ask("/en/news/")[0] == "200 OK"
    ask("/en/news/?page=1")
    assert inner.asked == 2


def test_a_forged_host_is_refused_every_time(ask, inner):
    assert ask(host="evil.example")[0] == "400 Bad Request"
    assert ask(host="evil.example")[0] == "400 Bad Request"
    assert inner.asked == 2


def test_a_proxy_s_request_id_is_passed_on(ask):
    ask()
    assert ask(**{"x-request-id": "abcdefgh-1"})[1]["X-Request-ID"] == "abcdefgh-1"


def test_a_publication_is_seen_at_once(ask, inner, committed):
    ask()
    with committed():
        page_cache.invalidate()
    ask()
    assert inner.asked == 2
