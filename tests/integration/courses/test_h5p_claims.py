"""What browsers claim, by people who mean harm: the infinite, the deep, too much, what is not theirs."""

import json

import pytest

from courses.models import H5PAttempt, H5PState, H5PStatement
from courses.services import h5p_records
from tests.factories import user
from tests.factories.h5p import statement
from tests.integration.courses.test_h5p_records import Browser


@pytest.fixture
def device(anna, activity):
    return Browser(anna, activity)


@pytest.mark.parametrize("place", ["result", "object", "context", "timestamp"])
def test_the_infinite_is_refused_wherever_it_stands(device, activity, place):
    said = statement(activity)
    endless = {
        "result": {"result": said["result"] | {"extensions": {"http://x.example": "@"}}},
        "object": {"object": said["object"] | {"definition": {"x": "@"}}},
        "context": {"context": {"contextActivities": {"x": "@"}}},
        "timestamp": {"timestamp": "@"},
    }[place]
    body = json.dumps({"statements": [statement(activity, "attempted", result={}), said | endless]})
    answer = device.raw(body.replace('"@"', "1e999"))
    assert answer.json() == {"stored": 1, "known": 0, "refused": {"statement": 1}}


def test_what_is_too_deep_to_be_written_is_left_out(anna, activity):
    deep: dict = {}
    for _ in range(3_000):
        deep = {"x": deep}
    said = [statement(activity, result={"extensions": deep}), statement(activity)]
    found = h5p_records.record_statements(user=anna, activity=activity, language="en", statements=said)
    assert (found.stored, found.refused) == (1, {"statement": 1})


@pytest.mark.parametrize(
    ("score", "kept"),
    [
        ({"min": -5, "raw": -1, "max": 5}, (0, 5)),
        ({"min": -5, "raw": 3, "max": 5}, (3, 5)),
        ({"raw": 0, "max": 0}, (0, 0)),
        ({"scaled": 0.25}, (0.25, 1)),
        ({"raw": 7}, (None, None)),
    ],
)
def test_odd_scores_that_are_possible(device, activity, score, kept):
    assert device.send(statement(activity, result={"score": score})).json()["stored"] == 1
    attempt = H5PAttempt.objects.get()
    assert (attempt.score, attempt.max_score) == kept


@pytest.mark.parametrize("score", [{"min": -5, "raw": -3, "max": -1}, {"max": -1}, {"min": 5, "max": 2}, {"raw": -1}])
def test_odd_scores_that_are_not(device, activity, score):
    assert device.send(statement(activity, result={"score": score})).json()["refused"] == {"score": 1}


def test_the_end_counts_however_much_was_said_before(device, activity, settings):
    settings.H5P_STATEMENTS_PER_ATTEMPT = 3
    chatter = [statement(activity, "interacted", result={}) for _ in range(5)]
    assert device.send(*chatter).json() == {"stored": 3, "known": 0, "refused": {"many": 2}}
    assert device.send(statement(activity)).json()["stored"] == 1
    assert H5PAttempt.objects.get().score == 1
    assert device.send(*chatter[3:]).json()["stored"] == 0, "echoes of what has ended"


def test_too_much_in_an_hour_is_refused(device, activity, settings):
    settings.H5P_BYTES_PER_HOUR = 3_000
    long = statement(activity, "interacted", result={"response": "x" * 2_000})
    assert device.send(long).status_code == 200
    assert device.send(long).status_code == 429
    assert H5PStatement.objects.count() == 1


@pytest.mark.parametrize("time", [5, {"a": 1}, "yesterday", "2026-13-45T99:99:99Z", ["x"]])
def test_a_time_that_is_none_is_not_kept(device, activity, time):
    assert device.send(statement(activity, timestamp=time)).json()["stored"] == 1
    assert "timestamp" not in H5PStatement.objects.get().statement


def test_a_true_time_is_kept(device, activity):
    device.send(statement(activity, timestamp="2026-11-22T10:00:00.123Z"))
    assert H5PStatement.objects.get().statement["timestamp"] == "2026-11-22T10:00:00.123Z"


def test_nobody_sees_or_changes_what_others_did(device, anna, activity):
    said = statement(activity)
    device.send(said, states=[{"part": "0", "kind": "state", "data": "1"}])
    other = Browser(user("bo@example.org"), activity)
    assert other.send(said, states=[{"part": "0", "kind": "state", "data": None}]).json()["known"] == 1
    assert H5PAttempt.objects.get().user == anna
    assert H5PState.objects.get().user == anna


def test_an_account_that_is_closed_records_nothing(device, anna, activity):
    anna.is_active = False
    anna.save()
    assert device.send(statement(activity)).status_code == 403
    assert not H5PStatement.objects.exists()
