"""Logs are JSON lines that carry the id of their request."""

import json
import logging
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.core.logs import JsonFormatter, RequestIdFilter, request_id
from portal.core.middleware import RequestIdMiddleware
from portal.settings.logs import logging_config


def record(message="told", **extras):
    made = logging.LogRecord("portal.test", logging.WARNING, __file__, 1, message, (), None)
    vars(made).update(extras)
    RequestIdFilter().filter(made)
    return made


def test_a_line_has_time_level_logger_message_and_request():
    entry = json.loads(JsonFormatter().format(record("it’s “so”\nand so")))
    assert entry["level"] == "WARNING"
    assert entry["logger"] == "portal.test"
    assert entry["message"] == "it’s “so”\nand so"
    assert entry["request_id"] == "-"
    assert set(entry) == {"time", "level", "logger", "message", "request_id"}


def test_a_line_is_one_line():
    assert "\n" not in JsonFormatter().format(record("two\nlines"))


def test_extras_are_kept_and_requests_are_not():
    entry = json.loads(JsonFormatter().format(record(status_code=404, page=object, request=RequestFactory().get("/"))))
    assert entry["status_code"] == 404
    assert entry["page"] == "<class 'object'>"
    assert "request" not in entry


def test_an_exception_is_told_with_its_place():
    try:
        raise ValueError("broken")
    except ValueError:
        made = record()
        made.exc_info = sys.exc_info()
    assert "ValueError: broken" in json.loads(JsonFormatter().format(made))["exception"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abcd-1234-EFGH", True),
        ("a" * 64, True),
        ("", False),
        ("short", False),
        ("a" * 65, False),
        ("with space and more", False),
        ("line\r\nSet-Cookie: a=b", False),
        ("<script>alert(1)</script>", False),
    ],
)
def test_only_a_sound_request_id_is_taken_over(given, kept):
    seen = []

    def view(_request):
        seen.append(request_id.get())
        return HttpResponse("ok")

    response = RequestIdMiddleware(view)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert (response["X-Request-ID"] == given) is kept
    assert seen == [response["X-Request-ID"]]
    assert request_id.get() == "-"


def test_the_id_is_given_back_even_when_the_view_fails():
    def view(_request):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        RequestIdMiddleware(view)(RequestFactory().get("/"))
    assert request_id.get() == "-"


def test_two_requests_have_two_ids():
    middleware = RequestIdMiddleware(lambda _request: HttpResponse())
    first, second = (middleware(RequestFactory().get("/"))["X-Request-ID"] for _ in range(2))
    assert first != second
    assert len(first) == 16


@pytest.mark.parametrize(("as_json", "formatter"), [(True, "json"), (False, "plain")])
def test_people_read_lines_and_machines_read_json(as_json, formatter):
    config = logging_config(level="INFO", as_json=as_json)
    assert config["handlers"]["stderr"]["formatter"] == formatter
    assert config["root"] == {"handlers": ["stderr"], "level": "INFO"}
