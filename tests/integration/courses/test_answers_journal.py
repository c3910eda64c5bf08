"""The journal: private unless its writer says so, saved by itself, never overwritten, never lost."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from courses.choices import CohortState, EnrolmentState, PartKind, Sharing
from courses.errors import Stale
from courses.models import CohortPerson, Enrolment, JournalEntry, PartDone
from courses.own_data import erase, export
from courses.services import journal, journal_export
from courses.services.journal import LONGEST, Written
from portal.core.errors import InvalidContent, NotAllowed
from tests.factories.course import SmallCourse, cohort, course_manager, facilitator, learner, mentor, small_course, team
from tests.factories.questions import ask
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


def reflect(course: SmallCourse, who: Enrolment, text: str, **more: Any) -> JournalEntry:
    values = {"user": who.user, "unit": course.key(1, 1), "block": course.block("reflection"), **more}
    known, sharing = values.pop("known", 0), values.pop("sharing", None)
    written = Written(text=text, language=values.pop("language", "de"), sharing=sharing, known=known)
    return journal.save_prompt(enrolment=who, **values, written=written)


def own(who: Any, text: str = "Mine", enrolment: Enrolment | None = None, **more: Any) -> JournalEntry:
    uuid = more.pop("uuid", None) or uuid4()
    written = Written(text=text, **{"language": "en", **more})
    return journal.save(user=who, uuid=uuid, written=written, enrolment=enrolment)


def test_an_answered_prompt_counts_and_an_empty_one_does_not(course: SmallCourse, anna: Enrolment):
    entry = reflect(course, anna, " \n ")
    assert not PartDone.objects.exists()
    entry = reflect(course, anna, "Maple waited.", known=entry.version)
    part = PartDone.objects.get(enrolment=anna)
    assert (part.kind, part.part, part.passed) == (PartKind.REFLECTION, course.block("reflection"), False)
    assert (entry.asked, entry.language, entry.sharing) == ("What did you see? (de)", "de", Sharing.NOBODY)
    assert [(deed.enrolment, deed.part) for deed in journal.deeds([anna])] == [(anna.pk, course.block("reflection"))]


def test_a_form_that_knows_an_older_text_overwrites_nothing(course: SmallCourse, anna: Enrolment):
    first = reflect(course, anna, "on the phone")
    with pytest.raises(Stale) as refused:
        reflect(course, anna, "on the desk")
    assert refused.value.newer.text == "on the phone"
    assert reflect(course, anna, "on the phone").version == first.version  # the same twice is once
    assert reflect(course, anna, "both", known=first.version).version == first.version + 1
    assert JournalEntry.objects.count() == 1


def test_sharing_stays_as_it_was_unless_the_form_says_so(course: SmallCourse, anna: Enrolment):
    entry = reflect(course, anna, "a", sharing=Sharing.TEAM)
    assert reflect(course, anna, "ab", known=entry.version).sharing == Sharing.TEAM
    assert own(anna.user, sharing=Sharing.TEAM).sharing == Sharing.NOBODY  # there is nobody to share it with


@pytest.mark.parametrize(("text", "title"), [("x" * (LONGEST + 1), ""), ("x" * 102_400, ""), ("x", "y" * 161)])
def test_too_long_is_told(anna: Enrolment, text: str, title: str):
    with pytest.raises(InvalidContent, match="too long"):
        own(anna.user, text, title=title)


def test_after_the_end_the_journal_goes_on_but_nothing_counts(course: SmallCourse, anna: Enrolment):
    anna.cohort.state = CohortState.ENDED
    anna.cohort.save()
    assert reflect(course, anna, "Looking back").text == "Looking back"
    assert not PartDone.objects.exists()


def test_strangers_write_nowhere(course: SmallCourse, anna: Enrolment):
    stranger = user("stranger@ls4vet.example")
    with pytest.raises(NotAllowed):
        reflect(course, anna, "x", user=stranger)
    entry = own(anna.user)
    with pytest.raises(NotAllowed):
        own(stranger, uuid=entry.uuid, known=1)
    with pytest.raises(NotAllowed):
        own(stranger, enrolment=anna)
    with pytest.raises(NotAllowed):
        journal.delete(user=stranger, entry=entry)
    for gone in ({"unit": uuid4()}, {"block": uuid4()}):
        with pytest.raises(NotAllowed):
            reflect(course, anna, "x", **gone)


Person = Callable[[SmallCourse, Enrolment], Any]
PEOPLE: dict[str, Person] = {
    "facilitator": lambda course, anna: facilitator(anna.cohort),
    "mentor": lambda course, anna: mentor(anna.cohort),
    "team mate": lambda course, anna: team(anna.cohort, anna, mate := learner(anna.cohort)) and mate.user,
    "learner of another team": lambda course, anna: team(anna.cohort, one := learner(anna.cohort)) and one.user,
    "learner without a team": lambda course, anna: learner(anna.cohort).user,
    "former team mate": lambda course, anna: (
        team(anna.cohort, anna, mate := learner(anna.cohort, state=EnrolmentState.WITHDRAWN)) and mate.user
    ),
    "facilitator of another cohort": lambda course, anna: facilitator(cohort(course)),
    "mentor of another cohort": lambda course, anna: mentor(cohort(course)),
    "learner of another cohort": lambda course, anna: learner(cohort(course)).user,
    "course manager": lambda course, anna: course_manager(),
    "editor": lambda course, anna: user("", "editor"),
    "translator": lambda course, anna: user("", "translator_de"),
    "administrator": lambda course, anna: user("", is_superuser=True),
    "member": lambda course, anna: user(""),
}
MAY = {
    Sharing.NOBODY: set(),
    Sharing.FACILITATOR: {"facilitator", "mentor"},
    Sharing.TEAM: {"facilitator", "mentor", "team mate"},
}
MAY_OPEN_THE_PAGE = {"facilitator", "mentor", "team mate", "learner of another team"}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_reads_what(course: SmallCourse, anna: Enrolment, client: Client, who: str):
    person = PEOPLE[who](course, anna)
    anna.refresh_from_db()
    for sharing in Sharing:
        own(anna.user, f"words-{sharing}-words", anna, sharing=sharing)
    client.force_login(person)
    answer = client.get(reverse("courses:journal_shared", args=[anna.cohort.uuid]))
    assert answer.status_code == (200 if who in MAY_OPEN_THE_PAGE else 403)
    for entry in JournalEntry.objects.select_related("enrolment__cohort"):
        allowed = who in MAY[Sharing(entry.sharing)]
        assert (entry.text in answer.content.decode()) is allowed, entry.sharing
        assert journal.may_read(person, entry) is allowed
        assert client.get(reverse("courses:journal_entry", args=[entry.uuid])).status_code == 404
        assert client.get(reverse("courses:journal_delete", args=[entry.uuid])).status_code == 404
    own_list = client.get(reverse("courses:journal")).content.decode()
    assert "words-" not in own_list
    assert (reverse("courses:journal_shared", args=[anna.cohort.uuid]) in own_list) is (who in MAY_OPEN_THE_PAGE)


def test_what_somebody_shared_goes_with_them(course: SmallCourse, anna: Enrolment):
    lead = facilitator(anna.cohort)
    entry = own(anna.user, "shared", anna, sharing=Sharing.FACILITATOR)
    assert journal.may_read(lead, entry)
    CohortPerson.objects.filter(user=lead).delete()
    assert not journal.may_read(lead, entry)
    other = facilitator(anna.cohort)
    Enrolment.objects.filter(pk=anna.pk).update(state=EnrolmentState.WITHDRAWN, place=None)
    assert not journal.may_read(other, entry)


@pytest.mark.parametrize("name", ["journal", "journal_new"])
def test_visitors_sign_in_first(client: Client, name: str, site: SmallSite):
    assert "/login" in client.get(reverse(f"courses:{name}")).url


def test_an_entry_of_ones_own_from_the_first_word_to_the_last(anna: Enrolment, client: Client):
    html = client.get(reverse("courses:journal_new")).content.decode()
    place = html.split('action="')[-1].split('"')[0]
    values = {"known": "0", "title": "Tuesday", "text": "Birch", "language": "nl", "sharing": "team"}
    saved = client.post(place, {**values, "do": "draft", "part": "1"}).json()
    assert saved["known"] == 1
    assert "Saved at" in saved["saved"]
    entry = JournalEntry.objects.get()
    assert (entry.sharing, entry.enrolment) == (Sharing.NOBODY, anna)  # sharing waits for the button
    assert client.post(place, {**values, "known": "1"}).status_code == 302
    assert client.post(place, {**values, "known": "1"}).status_code == 302  # sent twice
    entry.refresh_from_db()
    assert (entry.title, entry.language, entry.sharing, entry.version) == ("Tuesday", "nl", Sharing.TEAM, 2)
    stale = client.post(place, {**values, "text": "Maple", "known": "1"})
    assert stale.status_code == 409
    html = stale.content.decode()
    assert "Birch" in html
    assert "Maple</textarea>" in html
    assert 'name="known" value="2"' in html
    answer = client.get(place)
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(reverse("courses:journal_delete", args=[entry.uuid])).status_code == 200
    assert JournalEntry.objects.exists()
    assert client.post(reverse("courses:journal_delete", args=[entry.uuid])).status_code == 302
    again = client.post(place, {**values, "known": "2", "text": "Still here"})
    assert again.status_code == 409
    assert "Still here</textarea>" in again.content.decode()
    assert not JournalEntry.objects.exists()


def test_what_is_too_long_comes_back_whole(anna: Enrolment, client: Client, course: SmallCourse):
    text = "word " * 30_000
    place = reverse("courses:journal_entry", args=[uuid4()])
    for address in (place, reverse("courses:reflection", args=[course.key(1, 1), course.block("reflection")])):
        answer = client.post(address, {"text": text, "enrolment": str(anna.uuid), "language": "en"})
        assert answer.status_code == 422
        assert text.strip() in answer.content.decode()
        assert "100,000" in answer.content.decode()


def test_a_prompt_in_its_unit(course: SmallCourse, anna: Enrolment, client: Client):
    address = reverse("courses:reflection", args=[course.key(1, 1), course.block("reflection")])
    values = {"enrolment": str(anna.uuid), "known": "0", "language": "en", "text": "Cedar laughed", "sharing": "nobody"}
    assert client.post(address, values).url == f"{course.url(1, 1)}#{course.block('reflection')}"
    html = client.get(course.url(1, 1, language="hu")).content.decode()
    assert "Cedar laughed</textarea>" in html
    assert 'name="known" value="1"' in html
    stale = client.post(address, {**values, "text": "Elsewhere", "part": "1"})
    assert stale.status_code == 409
    assert "<html" not in stale.content.decode()
    assert "Elsewhere</textarea>" in stale.content.decode()
    other = learner(anna.cohort)
    client.force_login(other.user)
    refused = client.post(address, values)
    assert refused.status_code == 403
    assert "Cedar laughed" in refused.content.decode()
    assert client.post(address, {**values, "enrolment": "nonsense"}).status_code == 404


def test_the_list_searches_and_sorts_by_unit(course: SmallCourse, anna: Enrolment, client: Client):
    reflect(course, anna, "Die ÖFFNUNG war laut")
    own(anna.user, "Quiet", title="Árvíztűrő")
    list_of = reverse("courses:journal")
    for query, there, away in (
        ({"q": "offnung"}, "ÖFFNUNG", "Quiet"),
        ({"q": "arvizturo quiet"}, "Quiet", "ÖFFNUNG"),
        ({"unit": str(course.key(1, 1))}, "ÖFFNUNG", "Quiet"),
        ({"q": "\x00" * 300, "page": "x"}, "0 entries", "Quiet"),
    ):
        html = client.get(list_of, query).content.decode()
        assert there in html
        assert away not in html


def test_as_many_queries_for_thirty_entries_as_for_one(
    course: SmallCourse, anna: Enrolment, client: Client, queries: Any
):
    own(anna.user, "first", anna)
    client.get(reverse("courses:journal"))
    with queries() as one:
        client.get(reverse("courses:journal"))
    for number in range(30):
        own(anna.user, f"entry {number}", anna)
    with queries() as many:
        client.get(reverse("courses:journal"))
    assert len(many) == len(one)


def test_the_whole_journal_to_take_along(course: SmallCourse, anna: Enrolment, client: Client):
    reflect(course, anna, "Ő szólt: *hű* #nem", language="hu")
    own(anna.user, "Second line\n\nThird", title="Mine")
    own(user("other@ls4vet.example"), "not yours")
    answer = client.get(reverse("courses:journal_export", args=["md"]))
    text = answer.content.decode()
    assert text.index("Ő szólt: *hű* #nem") < text.index("## Mine") < text.index("Third")
    assert "not yours" not in text
    assert "attachment" in answer["Content-Disposition"]
    pdf = client.get(reverse("courses:journal_export", args=["pdf"]))
    document = PdfReader(io.BytesIO(pdf.content))
    catalogue = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    words = " ".join(page.extract_text() for page in document.pages)
    assert "hű" in words
    assert "What did you see?" in words


def test_an_empty_journal_is_a_document_too(anna: Enrolment):
    assert journal_export.as_pdf(user=anna.user).startswith(b"%PDF")


def test_ones_own_data(course: SmallCourse, anna: Enrolment):
    reflect(course, anna, "exported")
    other = own(user("other@ls4vet.example"), "stays")
    assert dict(export(anna.user))["course/journal.json"][0]["text"] == "exported"
    erase(anna.user)
    assert list(JournalEntry.objects.all()) == [other]
