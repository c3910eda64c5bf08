"""What browsers claim: what counts, what is kept, what is refused."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from courses.models import H5PActor, H5PAttempt, H5PState, H5PStatement
from courses.services import h5p_play
from portal.accounts import personal_data
from tests.factories import user
from tests.factories.h5p import VERBS, install, statement


class Browser:
    """A learner's browser, with the word the site gave it."""

    def __init__(self, person, activity, language="en"):
        self.client = Client(enforce_csrf_checks=True)
        if person:
            self.client.force_login(person)
        self.address = f"/{language}/activities/{activity.uuid}/session/"
        self.opened = self.client.get(self.address)
        self.csrf = self.opened.json().get("csrf", "")

    def send(self, *statements, **more):
        return self.raw(json.dumps({"statements": statements, **more}))

    def raw(self, body, **headers):
        headers = {"HTTP_X_CSRFTOKEN": self.csrf, **headers}
        return self.client.post(self.address, body, content_type="application/json", **headers)


@pytest.fixture
def device(anna, activity):
    return Browser(anna, activity)


def test_an_answer_ends_an_attempt_with_its_score(device, anna, activity):
    answer = device.send(statement(activity, "attempted", result={}), statement(activity))
    assert answer.json() == {"stored": 2, "known": 0, "refused": {}}
    assert answer.headers["Cache-Control"] == "private, no-store"
    attempt = H5PAttempt.objects.get()
    assert (attempt.user, attempt.activity, attempt.number, attempt.version) == (anna, activity, 1, 1)
    assert (attempt.score, attempt.max_score, attempt.success, attempt.completion) == (1, 2, False, True)
    assert attempt.duration == timedelta(seconds=12.5)
    assert (attempt.ended_by, attempt.finished_at is not None) == ("answered", True)
    assert list(H5PStatement.objects.values_list("counts", flat=True)) == [False, True]


def test_the_server_says_who_it_was(device, anna, activity):
    device.send(statement(activity))
    kept, actor = H5PStatement.objects.get(), H5PActor.objects.get(user=anna)
    assert kept.statement["actor"]["account"]["name"] == str(actor.uuid) == str(kept.actor)
    text = json.dumps(kept.statement)
    for trace in ("somebody", "Somebody", anna.email, anna.display_name, f'"{anna.pk}"'):
        assert trace not in text


def test_all_letters_there_are_can_be_answered(device, activity):
    said = 'Ő 😀 \\ " \u2028'
    device.send(statement(activity, result={"response": said}))
    assert H5PStatement.objects.get().statement["result"]["response"] == said


def test_the_same_statement_twice_is_one(device, activity):
    said = statement(activity)
    assert device.send(said, said).json() == {"stored": 1, "known": 1, "refused": {}}
    assert device.send(said).json() == {"stored": 0, "known": 1, "refused": {}}
    assert H5PAttempt.objects.count() == H5PStatement.objects.count() == 1


def test_a_second_word_for_the_end_is_no_second_attempt(device, activity):
    device.send(statement(activity, "answered"), statement(activity, "completed"))
    assert H5PAttempt.objects.count() == 1
    device.send(statement(activity, "answered", result={"score": {"raw": 2, "max": 2}}))
    assert list(H5PAttempt.objects.order_by("number").values_list("number", "score")) == [(1, 1), (2, 2)]


def test_to_look_again_is_no_second_attempt_but_to_act_again_is(device, activity):
    opened, part = statement(activity, "attempted", result={}), part_of(activity)
    device.send(opened, part, statement(activity), part_of(activity))
    attempt = H5PAttempt.objects.get()
    H5PAttempt.objects.update(finished_at=attempt.finished_at - timedelta(hours=1))
    H5PStatement.objects.update(stored_at=attempt.finished_at - timedelta(hours=1))
    device.send(statement(activity, "attempted", result={}), part_of(activity, "attempted", result={}))
    assert H5PAttempt.objects.count() == 1
    device.send(part_of(activity))
    assert list(H5PAttempt.objects.order_by("number").values_list("number", "score")) == [(1, 1), (2, None)]
    assert H5PAttempt.objects.get(number=2).statements.count() == 1


@pytest.mark.parametrize("verb", ["interacted", "answered"])
def test_an_act_after_the_end_begins_another_attempt(device, activity, verb):
    device.send(statement(activity))
    H5PAttempt.objects.update(finished_at=H5PAttempt.objects.get().finished_at - timedelta(seconds=3))
    device.send(statement(activity, verb))
    assert H5PAttempt.objects.count() == 2


def part_of(activity, verb="answered", **more):
    """A statement about a question inside the activity."""
    iri = h5p_play.iri(activity)
    return statement(
        activity,
        verb,
        object={"id": f"{iri}?subContentId={uuid4()}", "objectType": "Activity"},
        context={"contextActivities": {"parent": [{"id": iri}]}},
        **more,
    )


def test_parts_are_kept_but_count_for_nothing(device, activity):
    part = part_of(activity)
    assert device.send(part).json()["stored"] == 1
    attempt = H5PAttempt.objects.get()
    assert attempt.finished_at is None
    assert attempt.score is None
    assert not H5PStatement.objects.get().counts


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"object": {"id": "https://elsewhere.example/activity"}}, "object"),
        ({"object": {"id": "http://localhost:8000/activities/"}}, "object"),
        ({"object": "x"}, "object"),
        ({"context": {"contextActivities": {"parent": [{"id": "x"}]}}}, "child"),
        ({"verb": {"id": VERBS + "voided"}}, "verb"),
        ({"verb": {"id": "answered"}}, "verb"),
        ({"result": {"score": {"raw": 3, "max": 2}}}, "score"),
        ({"result": {"score": {"raw": None, "max": 2}}}, "score"),
        ({"result": {"score": {"raw": "NaN", "max": 2}}}, "result"),
        ({"result": {"score": {"raw": 1e300, "max": 1e300}}}, "score"),
        ({"result": {"score": {"raw": True, "max": 1}}}, "result"),
        ({"result": {"score": {"raw": "2", "max": 2}}}, "result"),
        ({"id": "not-a-uuid"}, "id"),
        ({"result": {"response": "\x00"}}, "statement"),
        ({"result": {"response": "\ud800"}}, "statement"),
        ({"result": {"response": "x" * 40_000}}, "size"),
        ({"result": {"extensions": json.loads('{"x":' * 40 + "1" + "}" * 40)}}, "statement"),
        ({"timestamp": 10**30}, "statement"),
    ],
)
def test_what_is_forged_foreign_or_too_large_is_left_out(device, activity, change, code):
    answer = device.send(statement(activity, **change))
    assert answer.json() == {"stored": 0, "known": 0, "refused": {code: 1}}
    assert not H5PAttempt.objects.exists()
    assert not H5PStatement.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        '{"statements": [{"result": {"score": {"raw": NaN}}}]}',
        '{"statements": [{"result": {"score": {"raw": Infinity}}}]}',
        "[" * 100_000,
        '{"statements": {}}',
        '{"states": [{"part": 0}]}',
        "[]",
        '{"statements": [' + ",".join(["{}"] * 41) + "]}",
    ],
)
def test_a_parcel_of_the_wrong_form_is_refused(device, body):
    assert device.raw(body).status_code == 400
    assert not H5PStatement.objects.exists()


def test_it_has_to_be_json_of_a_bearable_size_and_bring_the_word(device, activity):
    wrong = device.client.post(device.address, {"a": 1}, HTTP_X_CSRFTOKEN=device.csrf)
    assert wrong.status_code == 415
    assert device.raw(json.dumps({"x": "y" * 1_000_001})).status_code == 413
    assert device.raw(json.dumps({"statements": [statement(activity)]}), HTTP_X_CSRFTOKEN="").status_code == 403
    assert not H5PStatement.objects.exists()


def test_too_many_parcels_are_refused(device, settings):
    settings.H5P_PARCELS_PER_MINUTE = 2
    assert [device.send().status_code for _ in range(3)] == [200, 200, 429]


def test_visitors_and_people_without_the_right_record_nothing(activity, anna):
    assert Browser(None, activity).opened.status_code == 403
    activity.access = "course"
    activity.save()
    device = Browser(anna, activity)
    assert device.opened.status_code == 403
    assert device.send(statement(activity)).status_code == 403
    assert not H5PStatement.objects.exists()


def test_state_comes_back_on_another_device(device, anna, activity):
    state = {"part": "0", "kind": "state", "data": '{"chosen":1}'}
    assert device.send(states=[state]).status_code == 200
    assert Browser(anna, activity).opened.json()["state"] == {"0": {"state": '{"chosen":1}'}}
    assert Browser(user("bo@example.org"), activity).opened.json()["state"] == {}
    device.send(states=[state | {"data": None}])
    assert Browser(anna, activity).opened.json()["state"] == {}


def test_each_language_has_its_own_state_but_the_attempt_is_one(device, anna, activity):
    activity.localisations.create(language="hu", title="Egy kérdés", parameters=activity.parameters, version=1)
    device.send(statement(activity, "attempted", result={}), states=[{"part": "0", "kind": "state", "data": "1"}])
    hungarian = Browser(anna, activity, "hu")
    assert hungarian.opened.json()["state"] == {}
    hungarian.send(statement(activity), states=[{"part": "0", "kind": "state", "data": "2"}])
    assert set(H5PState.objects.values_list("language", "data")) == {("en", "1"), ("hu", "2")}
    assert H5PAttempt.objects.count() == 1
    assert Browser(anna, activity, "de").opened.json()["state"] == {"0": {"state": "1"}}, "German plays the source"


def test_a_new_version_begins_again(device, anna, activity):
    device.send(states=[{"part": "0", "kind": "state", "data": "1"}])
    activity.version = 2
    activity.save()
    assert Browser(anna, activity).opened.json()["state"] == {"0": {"state": "RESET"}}


@pytest.mark.parametrize(
    "change", [{"data": "x"}, {"data": "NaN"}, {"data": '"' + "x" * 128_000 + '"'}, {"part": "../0"}, {"kind": ""}]
)
def test_bad_states_are_refused_and_answers_are_kept(device, activity, change):
    state = {"part": "0", "kind": "state", "data": "1"} | change
    assert device.send(statement(activity), states=[state]).status_code == 422
    assert not H5PState.objects.exists()
    assert H5PStatement.objects.count() == 1


def test_states_are_counted(device, settings):
    settings.H5P_STATES_PER_ACTIVITY = 1
    one, two = ({"part": part, "kind": "state", "data": "1"} for part in ("0", "1"))
    assert device.send(states=[one]).status_code == 200
    assert device.send(states=[two]).status_code == 422
    assert device.send(states=[one | {"data": "2"}]).status_code == 200


def test_to_have_seen_completes_what_never_says_it_is_finished(device, boss, anna, activity):
    assert device.send(viewed=True).status_code == 200
    assert not H5PAttempt.objects.exists(), "a question is not finished by looking at it"
    library = activity.library
    library.machine = "H5P.Dialogcards"
    library.save()
    device.send(viewed=True)
    device.send(viewed=True)
    attempt = H5PAttempt.objects.get()
    assert (attempt.ended_by, attempt.completion, attempt.score) == ("viewed", True, None)


def test_people_take_their_records_along_and_leave_none(device, anna, activity):
    device.send(statement(activity), states=[{"part": "0", "kind": "state", "data": "1"}])
    part = next(part for part in personal_data.parts() if part.name == "courses")
    files = dict(part.export(anna))
    assert files["course/attempts.json"][0]["score"] == 1
    assert files["course/saved-state.json"][0]["data"] == "1"
    assert UUID(files["course/statements.json"][0]["id"])
    part.erase(anna)
    for model in (H5PActor, H5PAttempt, H5PStatement, H5PState):
        assert not model.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_many_statements_cost_few_queries_each(device, activity, queries, count):
    device.send(statement(activity, "attempted", result={}))
    said = [statement(activity, "interacted", result={}) for _ in range(count)]
    with queries() as asked:
        assert device.send(*said).json()["stored"] == count
    assert len(asked) <= 14 + 6 * count


def test_another_activity_has_other_records(device, boss, activity):
    other = install(boss, manifest={"title": "Other"})
    assert device.send(statement(other)).json()["refused"] == {"object": 1}
