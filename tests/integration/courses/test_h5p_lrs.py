"""Statements sent on: off by default, to a small server on this machine, the same ones once."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from courses.models import H5PStatement
from courses.services import h5p_lrs, h5p_records
from tests.factories.h5p import statement


@pytest.fixture
def store(settings):
    """Another record store."""
    got: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        status = 200
        poison: ClassVar[set[str]] = set()

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            poisoned = any(one["result"].get("response") in Handler.poison for one in body)
            if not poisoned:
                got.append({"path": self.path, "headers": dict(self.headers), "said": body})
            self.send_response(400 if poisoned else Handler.status)
            if Handler.status == 307:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.H5P_LRS_URL = f"http://127.0.0.1:{server.server_port}/xapi/"
    settings.H5P_LRS_KEY, settings.H5P_LRS_SECRET = "key", "secret"
    yield got, Handler
    server.shutdown()
    server.server_close()


def claim(user, activity, count=1):
    said = [statement(activity, "interacted", result={}) for _ in range(count)]
    h5p_records.record_statements(user=user, activity=activity, language="en", statements=said)


def test_nothing_leaves_by_default(anna, activity):
    claim(anna, activity)
    assert h5p_lrs.forward_waiting() == 0
    assert H5PStatement.objects.get().forwarded_at is None


def test_statements_leave_once_with_a_number_for_a_name(store, anna, activity):
    got, _handler = store
    claim(anna, activity, 60)
    assert h5p_lrs.forward_waiting() == 60
    assert h5p_lrs.forward_waiting() == 0
    assert [len(parcel["said"]) for parcel in got] == [50, 10]
    first = got[0]
    assert first["path"] == "/xapi/statements"
    assert first["headers"]["X-Experience-API-Version"] == "1.0.3"
    assert first["headers"]["Authorization"].startswith("Basic ")
    assert "stored" not in first["said"][0]
    assert anna.email not in json.dumps(got)


def test_what_the_store_refuses_waits(store, anna, activity):
    _got, handler = store
    handler.status = 503
    claim(anna, activity)
    assert h5p_lrs.forward_waiting() == 0
    handler.status = 200
    assert h5p_lrs.forward_waiting() == 1


def test_a_store_that_is_gone_fails_nothing(settings, anna, activity):
    settings.H5P_LRS_URL = "http://127.0.0.1:9"
    claim(anna, activity)
    assert h5p_lrs.forward_waiting() == 0


def responses(user, activity, *texts):
    said = [statement(activity, "interacted", result={"response": text}) for text in texts]
    h5p_records.record_statements(user=user, activity=activity, language="en", statements=said)


def test_one_that_no_store_takes_keeps_nobody_waiting(store, anna, activity):
    got, handler = store
    handler.poison = {"bad", "worse"}
    responses(anna, activity, "bad", "a", "b", "worse", "c", "d", "e")
    assert h5p_lrs.forward_waiting() == 5
    assert sorted(one["result"]["response"] for parcel in got for one in parcel["said"]) == list("abcde")
    assert not H5PStatement.objects.filter(forwarded_at=None).exists(), "asked once is enough"


def test_a_store_that_takes_nothing_at_all_loses_nothing(store, anna, activity, monkeypatch):
    got, handler = store
    monkeypatch.setattr(h5p_lrs, "TOO_MANY_WRONG", 3)
    monkeypatch.setattr(h5p_lrs, "AT_ONCE", 2)
    handler.status = 400
    responses(anna, activity, *"abcdefgh")
    assert h5p_lrs.forward_waiting() == 0
    assert len({one["id"] for parcel in got for one in parcel["said"]}) == 4, "it gives up"
    handler.status = 200
    assert h5p_lrs.forward_waiting() == 8


def test_a_store_that_fails_halfway_keeps_the_rest_waiting(store, anna, activity, monkeypatch):
    answers = iter([400, 200, 503])
    monkeypatch.setattr(h5p_lrs, "_send", lambda _waiting: next(answers))
    responses(anna, activity, *"abcd")
    assert h5p_lrs.forward_waiting() == 0
    assert H5PStatement.objects.filter(forwarded_at=None).count() == 2


def test_a_store_cannot_send_us_elsewhere(store, anna, activity):
    got, handler = store
    handler.status = 307
    claim(anna, activity)
    assert h5p_lrs.forward_waiting() == 0
    assert [parcel["path"] for parcel in got] == ["/xapi/statements"]
