"""Badges: downloaded, verified against what is published, revoked, tampered with."""

import copy
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.checks import credentials_have_a_key
from courses.credentials import badges as plain
from courses.credentials import multibase, proofs
from courses.models import Certificate, Cohort
from courses.services.certificates import badges, issuing
from tests.factories import SmallSite
from tests.factories import certificates as made
from tests.factories import course as courses


@pytest.fixture(scope="module")
def built_group(built_site: SmallSite) -> Any:
    course = courses.small_course(built_site)
    rule = courses.intensity(course)
    rule.sessions_needed, rule.sessions_each = 4, ["S6"]
    rule.save()
    found = courses.cohort(course)
    courses.facilitator(found)
    return found


@pytest.fixture
def group(built_group: Any, db: None) -> Any:
    return Cohort.objects.get(pk=built_group.pk)


@pytest.fixture
def learner(group: Any) -> Any:
    return made.finished(group)


@pytest.fixture
def row(learner: Any) -> Certificate:
    return made.certificate(learner, name="Ágnes Tőzsér", language="de")


def page(row: Certificate, language: str = "en") -> str:
    return f"/{language}/certificates/{row.code}/"


def test_the_badge_is_downloaded_and_verified(client: Client, row: Certificate, learner: Any):
    answer = client.get(f"/de/certificates/{row.code}/badge.json")
    badge = json.loads(answer.content)
    assert answer["Content-Type"] == "application/vc"
    assert "attachment" in answer["Content-Disposition"]
    assert "OpenBadgeCredential" in badge["type"]
    assert "@school.example" not in answer.content.decode()
    assert learner.user.get_full_name() not in answer.content.decode()
    assert badge["credentialSubject"]["achievement"]["name"] == "Der Kurs (Medium)"
    text = client.post("/en/certificates/check/", {"text": answer.content.decode()}).content.decode()
    assert "The badge is genuine and valid" in text
    file = SimpleUploadedFile("badge.json", answer.content)
    assert "genuine and valid" in client.post("/en/certificates/check/", {"file": file}).content.decode()


def test_the_key_in_the_proof_is_the_one_that_is_published(client: Client, row: Certificate):
    document = json.loads(client.get("/certificates/did.json").content)
    assert document["id"] == row.credential["issuer"]["id"] == "did:web:localhost%3A8000:certificates"
    (method,) = document["verificationMethod"]
    assert row.credential["proof"]["verificationMethod"] == method["id"]
    assert method["id"] in document["assertionMethod"]
    published = multibase.public_key(method["publicKeyMultibase"])
    proofs.verify(row.credential, lambda name: published if name == method["id"] else None)


def test_addresses_in_a_badge_open_something(client: Client, row: Certificate):
    about = row.credential["credentialSubject"]["achievement"]
    base = "http://localhost:8000"
    found = json.loads(client.get(about["id"].removeprefix(base)).content)
    assert found["id"] == about["id"]
    criteria = client.get(about["criteria"]["id"].removeprefix(base))
    assert criteria.status_code == 200
    assert "4 Treffen" in criteria.content.decode() or "4 sessions" in criteria.content.decode()
    evidence = row.credential["evidence"][0]["id"]
    assert client.get(evidence.removeprefix(base)).status_code == 200


def test_the_status_list_says_revoked(client: Client, row: Certificate):
    def revoked() -> set[int]:
        document = json.loads(client.get("/certificates/status.json").content)
        proofs.verify(document, badges.find_key)
        text = document["credentialSubject"]["encodedList"]
        return {place for place in [row.status_place] if text == plain.encoded([place])}

    assert revoked() == set()
    entry = row.credential["credentialStatus"]
    assert entry["statusListCredential"] == "http://localhost:8000/certificates/status.json"
    assert entry["statusListIndex"] == str(row.status_place)
    badge = row.credential
    issuing.revoke(user=courses.course_manager(), certificate=row, revocation="conditions", reason="x")
    assert revoked() == {row.status_place}
    text = client.post("/en/certificates/check/", {"text": json.dumps(badge)}).content.decode()
    assert "The badge is genuine, but it was revoked" in text


@pytest.mark.parametrize(
    "change",
    [
        lambda badge: badge["credentialSubject"]["achievement"].update(name="Der Kurs (Maxi)"),
        lambda badge: badge.update(validFrom="2020-01-01T00:00:00Z"),
        lambda badge: badge.update(extra=1),
        lambda badge: badge["issuer"].update(id="did:web:evil.example"),
        lambda badge: badge["proof"].update(created="2020-01-01T00:00:00Z"),
        lambda badge: badge["proof"].update(verificationMethod="did:web:evil.example#key"),
        lambda badge: badge.pop("proof"),
    ],
)
def test_a_changed_badge_is_refused(client: Client, row: Certificate, change: Any):
    badge = copy.deepcopy(row.credential)
    change(badge)
    answer = client.post("/en/certificates/check/", {"text": json.dumps(badge)})
    assert answer.status_code == 422
    assert "genuine" not in answer.content.decode()
    assert "Refused" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', "x" * 100_001, '{"proof": NaN}', "[" * 50_000, '{"a": 1, "a": 2}']
)
def test_what_is_no_badge_is_refused_in_words(client: Client, db: None, text: str):
    answer = client.post("/en/certificates/check/", {"text": text})
    assert answer.status_code == 422
    assert b"error-summary" in answer.content or b"Refused" in answer.content


def test_a_status_list_is_no_badge(client: Client, row: Certificate):
    answer = client.post("/en/certificates/check/", {"text": client.get("/certificates/status.json").content.decode()})
    assert "This is not a badge of this site." in answer.content.decode()


def test_an_old_key_still_verifies(client: Client, row: Certificate, settings: Any):
    old = badges.public_keys()[0]
    settings.CREDENTIAL_KEY = "A" * 43
    with pytest.raises(proofs.UnknownKey):
        proofs.verify(row.credential, badges.find_key)
    settings.CREDENTIAL_OLD_KEYS = [old]
    proofs.verify(row.credential, badges.find_key)
    assert [method["publicKeyMultibase"] for method in badges.controller()["verificationMethod"]][1] == old


def test_without_a_key_there_is_a_certificate_but_no_badge(client: Client, learner: Any, settings: Any):
    settings.CREDENTIAL_KEY = ""
    row = made.certificate(learner)
    assert row.credential == {}
    assert client.get(page(row)).status_code == 200
    assert client.get("/certificates/status.json").status_code == 404
    assert [problem.id for problem in credentials_have_a_key()] == ["courses.E001"]
    settings.CREDENTIAL_KEY = "nonsense"
    assert [problem.id for problem in credentials_have_a_key()] == ["courses.E002"]
