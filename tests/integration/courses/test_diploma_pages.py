"""Pages of certificates for everybody and for every role; a learner's way; one's own data."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from courses.choices import RevocationClass
from courses.credentials import proofs
from courses.models import Certificate, Cohort, Confirmation
from courses.own_data import certificates as own_data
from courses.services.certificates import badges, codes, issuing
from courses.views.certificates import public as pages
from portal.core.permissions import TRANSLATORS
from tests.factories import SmallSite, user
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


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(row: Certificate, language: str = "en") -> str:
    return f"/{language}/certificates/{row.code}/"


# --- Everybody --------------------------------------------------------------------------------------
def test_a_valid_one_says_what_was_reached_and_no_name(client: Client, row: Certificate):
    answer = client.get(page(row))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "This certificate is valid" in text
    assert "The course" in text
    assert "Medium" in text
    assert "Ágnes" not in text
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'content="noindex"' in text
    assert not answer.cookies


def test_the_name_comes_and_goes_as_its_holder_says(client: Client, row: Certificate, learner: Any):
    own = signed_in(learner.user)
    own.post(f"/en/certificates/own/{row.uuid}/name/", {"public": "yes"})
    assert "Ágnes Tőzsér" in client.get(page(row)).content.decode()
    row.refresh_from_db()
    assert "Ágnes Tőzsér" in json.dumps(row.credential, ensure_ascii=False)
    proofs.verify(row.credential, badges.find_key)
    own.post(f"/en/certificates/own/{row.uuid}/name/", {"public": "no"})
    assert "Ágnes" not in client.get(page(row)).content.decode()
    row.refresh_from_db()
    assert "Ágnes" not in json.dumps(row.credential, ensure_ascii=False)


def test_revoked_with_day_and_class_but_without_the_reason(client: Client, row: Certificate):
    issuing.revoke(
        user=courses.course_manager(), certificate=row, revocation=RevocationClass.MISTAKE, reason="Secret words."
    )
    text = client.get(page(row)).content.decode()
    assert "does not count any more" in text
    assert "It held a mistake" in text
    assert "Secret words" not in text
    assert client.get(f"{page(row)}badge.json").status_code == 404


def test_taken_back(client: Client, row: Certificate, learner: Any):
    issuing.take_back(user=learner.user, certificate=row)
    answer = client.get(page(row))
    assert answer.status_code == 200
    assert "Taken back by its holder" in answer.content.decode()
    assert "The course" not in answer.content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize("code", ["ABCD", "0" * 28, "x" * 80, "0000-0000-0000-0000-0000-0000-0000"])
def test_unknown_codes_get_help(client: Client, row: Certificate, code: str):
    answer = client.get(f"/en/certificates/{code}/", follow=True)
    assert answer.status_code == 404
    assert "We know no certificate with this code" in answer.content.decode()


def test_a_code_is_found_however_it_is_typed(client: Client, row: Certificate):
    typed = row.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    answer = client.get("/en/certificates/", {"code": typed}, follow=True)
    assert answer.redirect_chain[-1][0] == page(row)
    answer = client.get("/en/certificates/", {"code": "nonsense"})
    assert answer.status_code == 422


def test_guessing_is_slowed_down(client: Client, row: Certificate, monkeypatch: Any):
    monkeypatch.setattr(pages, "LOOKS_AN_HOUR", 3)
    assert [client.get(page(row)).status_code for _try in range(5)] == [200, 200, 200, 429, 429]


def test_codes_are_long_and_readable():
    made_codes = {codes.new() for _number in range(200)}
    assert len(made_codes) == 200
    assert not set("".join(made_codes)) & set("ILOU")
    assert 32**codes.LENGTH >= 2**128
    assert all(codes.tidy(code) == code for code in made_codes)


# --- Every role -----------------------------------------------------------------------------------------
def everybody(group: Any) -> dict[str, Any]:
    other = Cohort.objects.create(course=group.course, name="Other", intensity=group.intensity)
    translator = user("translator@ls4vet.example")
    translator.groups.set([Group.objects.get_or_create(name=TRANSLATORS)[0]])
    return {
        "other learner": courses.learner(other).user,
        "fellow learner": courses.learner(group).user,
        "facilitator": courses.facilitator(group),
        "other facilitator": courses.facilitator(other),
        "mentor": courses.mentor(group),
        "manager": courses.course_manager(),
        "member": user("member@ls4vet.example"),
        "editor": user("editor@ls4vet.example", "editor"),
        "translator": translator,
        "administrator": user("admin@ls4vet.example", is_superuser=True, is_staff=True),
    }


def test_every_role_at_every_address(client: Client, group: Any, learner: Any, row: Certificate):
    people = everybody(group)
    ethics = reverse("courses:certificate_ethics", args=[learner.uuid])
    step = reverse("courses:self_assessment_seen", args=[learner.uuid])
    expected = {
        reverse("courses:certificate_pdf", args=[row.uuid]): {"learner": 200, "*": 404},
        reverse("courses:certificate_take_back", args=[row.uuid]): {"learner": 200, "*": 404},
        ethics: {"learner": 200, "*": 404},
        step: {"learner": 200, "*": 404},
        reverse("courses:own_cycle", args=[learner.uuid]): {"learner": 200, "*": 404},
        reverse("courses:certificate_issue", args=[learner.uuid]): {"learner": 302, "*": 404},
        reverse("courses:my_certificate"): {"*": 200},
        reverse("courses:cohort_certificates", args=[group.uuid]): {
            "facilitator": 200, "mentor": 200, "manager": 200, "administrator": 200, "*": 403
        },
        reverse("courses:team_cycle", args=[learner.team_id]): {
            "facilitator": 200, "mentor": 200, "manager": 200, "administrator": 200, "*": 403
        },
        reverse("courses:certificate_revoke", args=[row.uuid]): {"manager": 200, "administrator": 200, "*": 403},
        page(row): {"*": 200},
        reverse("courses:certificates"): {"*": 200},
        reverse("courses:certificate_check"): {"*": 200},
    }  # fmt: skip
    wrong = {}
    for address, wanted in expected.items():
        for name, person in {**people, "learner": learner.user}.items():
            got = signed_in(person).get(address).status_code
            if got != wanted.get(name, wanted["*"]):
                wrong[address, name] = got
        open_to_all = address in (page(row), reverse("courses:certificates"), reverse("courses:certificate_check"))
        answer = client.get(address)
        if answer.status_code != (200 if open_to_all else 302):
            wrong[address, "visitor"] = answer.status_code
    assert wrong == {}


def test_mentors_and_learners_give_no_levels(group: Any, learner: Any):
    address = reverse("courses:team_cycle", args=[learner.team_id])
    given = {**made.LEVELS, "words": ""}
    assert signed_in(courses.mentor(group)).post(address, given).status_code == 403
    assert signed_in(learner.user).post(address, given).status_code == 403
    assert signed_in(courses.facilitator(group)).post(address, {**given, "A": 4}).status_code == 302
    assert learner.confirmations.get(kind="cycle").data["levels"]["A"] == 4


# --- A learner's way ------------------------------------------------------------------------------------
def test_a_learner_walks_the_whole_way(group: Any, mailoutbox: Any, django_capture_on_commit_callbacks: Any):
    enrolment = courses.learner(group)
    own, base = signed_in(enrolment.user), f"/en/certificates/mine/{enrolment.uuid}"
    courses.team(group, enrolment)
    made.studied(enrolment)
    made.attended(enrolment)
    text = own.get("/en/certificates/mine/").content.decode()
    assert "3 of 6 conditions are met." in text
    assert "Read and sign" in text
    assert own.post(f"{base}/ethics/", {"consent": "on"}).status_code == 422
    assert own.post(f"{base}/ethics/", dict.fromkeys(made.PROMISES, "on")).status_code == 302
    answers = {f"s{number}": "4" for number in made.GIVEN}
    assert own.get(f"{base}/self-assessment/back/").status_code == 302  # today comes first
    assert own.post(f"{base}/self-assessment/before/", {**answers, "s3": ""}).status_code == 422
    assert own.post(f"{base}/self-assessment/before/", {**answers, "s3": "0"}).status_code == 302
    answer = own.post(f"{base}/self-assessment/after/", answers)
    assert answer["Location"].endswith("/self-assessment/back/")
    own.post(f"{base}/self-assessment/back/", {**answers, "s1": "1"})
    assert "Looking back" in own.get(f"{base}/self-assessment/").content.decode()
    own.post(f"{base}/cycle/", {**made.LEVELS, "words": "We were slow."})
    guide = signed_in(courses.facilitator(group))
    assert "We were slow." in guide.get(f"/en/certificates/teams/{enrolment.team_id}/cycle/").content.decode()
    guide.post(f"/en/certificates/teams/{enrolment.team_id}/cycle/", {**made.LEVELS, "words": "One question: why?"})
    with django_capture_on_commit_callbacks(execute=True):
        answer = own.post(f"/de/certificates/mine/{enrolment.uuid}/issue/", {"name": "Anna Kis", "name_public": "on"})
    row = Certificate.objects.get()
    assert answer.status_code == 302
    assert (row.language, row.name_public) == ("de", True)
    assert len(mailoutbox) == 1
    answer = own.get(f"/de/certificates/own/{row.uuid}/certificate.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"]
    assert "Anna Kis" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_answers_are_for_their_writer_alone(group: Any, learner: Any):
    learner.confirmations.filter(kind="before").update(data={**made.GIVEN, "7": 1})
    for person in (courses.facilitator(group), courses.course_manager()):
        assert signed_in(person).get(f"/en/certificates/mine/{learner.uuid}/self-assessment/").status_code == 404


def test_a_form_of_somebody_else_changes_nothing(group: Any, learner: Any, row: Certificate):
    stranger = signed_in(courses.learner(group).user)
    for address in ("name", "take-back"):
        assert stranger.post(f"/en/certificates/own/{row.uuid}/{address}/", {"public": "yes"}).status_code == 404
    assert signed_in(learner.user).post(f"/en/certificates/manage/{row.uuid}/revoke/", {}).status_code == 403
    row.refresh_from_db()
    assert row.is_valid
    assert not row.name_public


# --- One's own data ---------------------------------------------------------------------------------------
def test_a_copy_holds_paper_and_answers(learner: Any, row: Certificate):
    found = dict(own_data.export(learner.user))
    assert found["course/certificates.json"][0]["name"] == "Ágnes Tőzsér"
    assert found[f"course/certificates/{row.code}.pdf"].startswith(b"%PDF")
    assert {entry["kind"] for entry in found["course/confirmations.json"]} >= {"ethics", "before", "after", "back"}


def test_an_ended_account_leaves_a_certificate_without_a_name(client: Client, learner: Any, row: Certificate):
    issuing.show_name(user=learner.user, certificate=row, public=True)
    own_data.erase(learner.user)
    row.refresh_from_db()
    assert (row.name, row.enrolment, row.issued_by) == ("", None, None)
    assert "Ágnes" not in json.dumps(row.credential, ensure_ascii=False)
    proofs.verify(row.credential, badges.find_key)
    text = client.get(page(row)).content.decode()
    assert "This certificate is valid" in text
    assert "Ágnes" not in text
    assert not Confirmation.objects.filter(enrolment=learner).exists()


def test_a_teams_mentor_sees_that_team_alone(group: Any, learner: Any):
    other = made.finished(group)
    mentor = courses.mentor(group)
    address = reverse("courses:cohort_certificates", args=[group.uuid])

    both = signed_in(mentor).get(address)
    assert len(both.context["rows"]) == len(both.context["teams"]) == 2
    learner.team.mentor = mentor
    learner.team.save()
    own = signed_in(mentor).get(address)
    assert [row["way"].enrolment for row in own.context["rows"]] == [learner]
    assert [row["team"] for row in own.context["teams"]] == [learner.team]
    assert signed_in(mentor).get(reverse("courses:team_cycle", args=[other.team.pk])).status_code == 403
