"""Questions on the screen: what their HTML gives away, forms with and without script, visitors, files."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.choices import ANSWERS
from courses.models import Answer, Enrolment
from courses.own_data import erase, export
from courses.services import questions
from portal.files.models import StoredFile
from tests.factories.course import SmallCourse, cohort, facilitator, learner, small_course
from tests.factories.questions import KINDS, ask, block, choice, right
from tests.factories.records import user
from tests.factories.site import SmallSite


@pytest.fixture(scope="module")
def built(built_site: SmallSite) -> tuple[SmallCourse, Enrolment]:
    course = small_course(built_site)
    ask(course)
    return course, learner(cohort(course))


@pytest.fixture
def course(built: tuple[SmallCourse, Enrolment], db: None) -> SmallCourse:
    cache.clear()
    return built[0]


@pytest.fixture
def anna(built: tuple[SmallCourse, Enrolment], db: None, client: Client) -> Enrolment:
    """Signed in."""
    enrolment = Enrolment.objects.select_related("cohort").get(pk=built[1].pk)
    client.force_login(enrolment.user)
    return enrolment


def address(course: SmallCourse, kind: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse("courses:question", args=[course.key(1, 1), block(kind)])


def form(course: SmallCourse, who: Enrolment, kind: str, **more: Any) -> dict[str, Any]:
    asked = questions.question(course.key(1, 1), block(kind), "en")
    return {"enrolment": str(who.uuid), "number": "1", "version": asked.version, "known": "0", **more}


def part(html: str, kind: str) -> str:
    """One question's section."""
    found = re.search(rf'<section class="question"\s+id="{block(kind)}".*?</section>', html, re.DOTALL)
    assert found, kind
    return found[0]


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_unit_asks_everything_and_gives_nothing_away(
    course: SmallCourse, client: Client, built: tuple[SmallCourse, Enrolment], signed_in: bool
):
    if signed_in:
        client.force_login(built[1].user)
    html = client.get(course.url(1, 1, language="de")).content.decode()
    for kind in KINDS:
        assert "(de)" in part(html, kind), kind
    shown = re.sub(r"[0-9a-f-]{12,}", "", "".join(part(html, kind) for kind in KINDS))
    for secret in ("About", "Because of", "Study", "26", "choice--right", "feedback"):
        assert secret not in shown, secret
    assert ("csrfmiddlewaretoken" in html) is signed_in


def test_without_script_an_answer_leads_back_to_its_place(course: SmallCourse, anna: Enrolment, client: Client):
    wrong = {"choice": choice("single", "a")}
    answer = client.post(address(course, "single", "de"), form(course, anna, "single", **wrong))
    assert answer.status_code == 302
    assert answer.url == f"{course.url(1, 1, language='de')}#{block('single')}"
    html = part(client.get(course.url(1, 1, language="hu")).content.decode(), "single")
    assert "About a. (hu)" in html
    assert "choice--right" in html
    assert "Because of single. (hu)" in html


def test_a_script_gets_the_question_alone(course: SmallCourse, anna: Enrolment, client: Client):
    values = form(course, anna, "order", part="1", **{k: v[0] for k, v in right(course, "order").items()})
    answer = client.post(address(course, "order"), values)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    html = answer.content.decode()
    assert "<html" not in html
    assert "data-result" in html
    assert "Right." in html
    assert "disabled" in html


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "upload"])
def test_each_kind_by_its_own_form(course: SmallCourse, anna: Enrolment, client: Client, kind: str):
    """The names a browser would send are those that stand in the HTML."""
    html = part(client.get(course.url(1, 1)).content.decode(), kind)
    fields = {k: v if len(v) > 1 else v[0] for k, v in right(course, kind).items()}
    assert all(f'name="{name}"' in html for name in fields)
    answer = client.post(address(course, kind), form(course, anna, kind, **fields))
    assert answer.status_code == 302
    assert Answer.objects.get().question == block(kind)
    again = part(client.get(course.url(1, 1)).content.decode(), kind)
    assert "data-result" in again


def test_a_refused_form_keeps_what_was_typed(course: SmallCourse, anna: Enrolment, client: Client):
    text = "My long thought. " * 7_000
    answer = client.post(address(course, "long"), form(course, anna, "long", text=text))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "20,000" in html
    assert text.strip() in html
    places = {f"place-{choice('order', name)}": "2" for name in "abc"}
    answer = client.post(address(course, "order"), form(course, anna, "order", part="1", **places))
    assert answer.status_code == 422
    assert answer.content.decode().count('<option value="2" selected>') == 3
    assert not Answer.objects.exists()


def test_a_stale_form_is_told_and_shown_again(course: SmallCourse, anna: Enrolment, client: Client):
    answer = client.post(address(course, "long"), form(course, anna, "long", version="older", text="My thought"))
    assert answer.status_code == 409
    assert "My thought</textarea>" in answer.content.decode()


def test_drafts_go_along_in_every_language(course: SmallCourse, anna: Enrolment, client: Client):
    values = form(course, anna, "long", text="Ich habe gese", do="draft", part="1")
    answer = client.post(address(course, "long", "de"), values)
    assert answer.json()["known"] == 1
    assert "(Budapest)" in answer.json()["saved"]
    html = part(client.get(course.url(1, 1, language="hu")).content.decode(), "long")
    assert "Ich habe gese</textarea>" in html
    assert 'name="known" value="1"' in html
    stale = client.post(address(course, "long"), {**values, "text": "Elsewhere"})
    assert stale.status_code == 409
    assert "Ich habe gese" in stale.content.decode()
    assert "Elsewhere</textarea>" in stale.content.decode()


def test_a_draft_without_script_and_the_hundredth_try(course: SmallCourse, anna: Enrolment, client: Client):
    answer = client.post(address(course, "long"), form(course, anna, "long", text="Half", do="draft"))
    assert answer.status_code == 302
    assert Answer.objects.get().submitted_at is None
    for number in range(1, 101):
        wrong = form(course, anna, "single", number=str(number), choice=choice("single", "a"))
        assert client.post(address(course, "single"), wrong).status_code == 302


def test_a_session_that_ran_out_loses_nothing(course: SmallCourse, anna: Enrolment, client: Client):
    values = form(course, anna, "long", text="Half a day of thinking")
    client.logout()
    answer = client.post(address(course, "long"), values)
    assert answer.status_code == 403
    assert "Half a day of thinking" in answer.content.decode()


def test_a_form_of_somebody_else_is_refused(course: SmallCourse, anna: Enrolment, client: Client):
    other = learner(anna.cohort)
    client.force_login(other.user)
    answer = client.post(address(course, "single"), form(course, anna, "single", choice=choice("single", "b")))
    assert answer.status_code == 403
    client.force_login(user("reader@ls4vet.example"))
    values = form(course, anna, "single", enrolment="", choice=choice("single", "b"))
    assert client.post(address(course, "single"), values).status_code == 403
    assert not Answer.objects.exists()


def test_a_forged_request_is_refused(course: SmallCourse, anna: Enrolment):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna.user)
    values = form(course, anna, "single", choice=choice("single", "b"))
    assert strict.post(address(course, "single"), values).status_code == 403
    assert not Answer.objects.exists()


def test_visitors_try_and_nothing_is_stored(course: SmallCourse, client: Client):
    answer = client.get(address(course, "single"), {"try": "1", "choice": choice("single", "a")})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "About a." in html
    assert 'name="robots" content="noindex"' in html
    assert "no-store" in answer["Cache-Control"]
    assert not client.cookies
    assert client.get(address(course, "single"), {"try": "1"}).status_code == 422
    for hostile in ({"try": "x"}, {"try": "9" * 50}, {"try": "1", "choice": "\x00"}, {"try": "²"}):
        assert client.get(address(course, "single"), hostile).status_code in (200, 422)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("kind", ["order", "match", "gaps", "short", "scale", "multiple", "truefalse"])
def test_visitors_try_every_kind(course: SmallCourse, client: Client, kind: str):
    fields = {k: v if len(v) > 1 else v[0] for k, v in right(course, kind).items()}
    html = client.get(address(course, kind), {"try": "1", "part": "1", **fields}).content.decode()
    assert "data-result" in html
    assert "feedback--wrong" not in html


def test_a_closed_course_keeps_its_questions(course: SmallCourse, client: Client):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=course(), restriction_type="login")
    cache.clear()
    assert client.get(address(course, "single")).status_code == 404


@pytest.fixture
def private(tmp_path: Any, settings: Any) -> None:
    settings.PRIVATE_ROOT = tmp_path / "private"


def test_a_file_is_an_answer_only_its_giver_reads(course: SmallCourse, anna: Enrolment, client: Client, private: None):
    values = form(course, anna, "upload", file=SimpleUploadedFile("notes.txt", b"What I saw"))
    assert client.post(address(course, "upload"), values).status_code == 302
    file = StoredFile.objects.get()
    assert (file.purpose, Answer.objects.get().given["name"]) == (ANSWERS, "notes.txt")
    assert "notes.txt" in part(client.get(course.url(1, 1)).content.decode(), "upload")
    place = reverse("files:download", args=[file.uuid])
    assert client.get(place).status_code == 200
    client.force_login(facilitator(anna.cohort))
    assert client.get(place, follow=True).status_code == 404
    copy = dict(export(anna.user))
    assert [row["given"]["name"] for row in copy["course/answers.json"]] == ["notes.txt"]
    assert any(name.startswith("course/answers/") for name in copy)
    erase(anna.user)
    assert not Answer.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_no_answer_stays_nowhere(course: SmallCourse, anna: Enrolment, client: Client, private: None):
    values = form(course, anna, "upload", number="7", file=SimpleUploadedFile("notes.txt", b"What I saw"))
    assert client.post(address(course, "upload"), values).status_code == 409
    assert not StoredFile.objects.exists()
    for wrong in ("", "no-uuid", "5c1f4c2e-0a5d-5d5f-8b55-2a4f8c0d77e1"):
        assert client.post(address(course, "upload"), form(course, anna, "upload", upload=wrong)).status_code == 422
