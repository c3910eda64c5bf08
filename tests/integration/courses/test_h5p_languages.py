"""Playing in a language, the same attempt whatever the language, and the preview beside the strings."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import H5PAttempt
from courses.services import h5p_play, h5p_records, h5p_translations
from portal.translations.models import DeskItem
from portal.translations.services import desk
from tests.factories import user
from tests.factories.h5p_texts import quiz

pytestmark = pytest.mark.django_db
HUNGARIAN = {"@title": "Tészta", "answers.0.text": "A tanuló leméri a lisztet."}


@pytest.fixture
def dough(boss):
    return quiz(boss)


def say(activity, boss, language="hu", words=HUNGARIAN):
    for path, text in words.items():
        h5p_translations.write(activity=activity, language=language, path=path, words=text, user=boss)


def statement(activity, verb="answered", score=1):
    return {
        "id": str(uuid4()),
        "actor": {"name": "x", "objectType": "Agent"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": h5p_play.iri(activity), "objectType": "Activity"},
        "result": {"score": {"min": 0, "max": 2, "raw": score, "scaled": score / 2}, "completion": True},
    }


def frame_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    frame = client.get(re.search(r'data-frame="([^"]+)"', page.content.decode())[1])
    assert frame.status_code == 200
    return page, frame


def test_the_same_attempt_in_hungarian(dough, boss, anna, client):
    say(dough, boss)
    h5p_translations.publish(activity=dough, language="hu")
    client.force_login(anna)
    address = reverse("courses:activity", args=[dough.uuid])
    _english, before = frame_of(client, address)
    begun = h5p_records.record_statements(
        user=anna, activity=dough, language="en", statements=[statement(dough, "attempted")]
    )
    page, frame = frame_of(client, address.replace("/en/", "/hu/", 1))
    assert HUNGARIAN["answers.0.text"] not in _decoded(before)
    assert HUNGARIAN["answers.0.text"] in _decoded(frame)
    assert "Ellenőrzés" in _decoded(frame)
    assert "The apprentice asks the master." in _decoded(frame)  # not translated: as it was written
    assert "Tészta" in page.content.decode()
    ended = h5p_records.record_statements(user=anna, activity=dough, language="hu", statements=[statement(dough)])
    assert begun.attempt == ended.attempt == H5PAttempt.objects.get()
    assert (H5PAttempt.objects.get().score, H5PAttempt.objects.get().max_score) == (1, 2)


def test_translators_see_what_is_not_published(dough, boss, client):
    say(dough, boss)
    client.force_login(user("hanna@example.org", "translator_hu"))
    address = reverse("activities:draft", args=[dough.uuid, "hu"])
    page, frame = frame_of(client, address)
    assert HUNGARIAN["answers.0.text"] in _decoded(frame)
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in page.headers["Cache-Control"]
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert 'data-session=""' in page.content.decode()
    _public, published = frame_of(client, reverse("courses:activity", args=[dough.uuid]).replace("/en/", "/hu/", 1))
    assert HUNGARIAN["answers.0.text"] not in _decoded(published)
    _page, source = frame_of(client, reverse("activities:draft", args=[dough.uuid, "en"]))
    assert "The apprentice weighs the flour." in _decoded(source)


@pytest.mark.parametrize(("who", "status"), [("learner", 302), ("translator_de", 200), ("course_manager", 200)])
def test_who_may_see_a_draft(dough, client, who, status):
    client.force_login(user("somebody@example.org", who))
    assert client.get(reverse("activities:draft", args=[dough.uuid, "hu"])).status_code == status


def test_drafts_of_nothing_are_not_found(dough, boss, client):
    client.force_login(boss)
    assert client.get(reverse("activities:draft", args=[dough.uuid, "fr"]), follow=True).status_code == 404
    assert client.get(reverse("activities:draft", args=[uuid4(), "hu"]), follow=True).status_code == 404


def test_the_screen_of_strings_shows_the_preview(dough, boss, client):
    desk.refresh("h5p", str(dough.uuid))
    client.force_login(boss)
    item = DeskItem.objects.get(kind="h5p")
    page = client.get(reverse("translations:item", args=[item.pk, "hu"])).content.decode()
    address = reverse("activities:draft", args=[dough.uuid, "hu"])
    assert f'<a href="{address}" target="_blank">' in page
    assert f'<iframe src="{address}" loading="lazy" title="Preview (Magyar)">' in page
    assert "Save and publish (Magyar)" in page


def _decoded(frame):
    """What the player gets, as text."""
    found = re.search(r'<script id="integration" type="application/json">(.*?)</script>', frame.content.decode(), re.S)
    return json.dumps(json.loads(found[1]), ensure_ascii=False)
