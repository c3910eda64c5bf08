"""Who comes into the facilitator's room, notes, messages, and what learners' own data say."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from courses.models import Answer, CohortMessage, JournalEntry, Note, Session, Submission
from courses.own_data import lead as own_data
from courses.services import lead_messages, lead_notes, lead_scope
from courses.services.lead_messages import IN_AN_HOUR, Draft, TooMany
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from portal.mail.models import OutgoingMail
from tests.factories.course import SmallCourse, cohort, course_manager, facilitator, mentor, small_course
from tests.factories.records import user
from tests.factories.site import SmallSite

from .lead_people import Group, ago, group

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built_course(built_site: SmallSite) -> SmallCourse:
    return small_course(built_site)


@pytest.fixture
def course(built_course: SmallCourse, site: SmallSite) -> SmallCourse:
    return built_course


@pytest.fixture
def spring(course: SmallCourse) -> Group:
    return group(course)


@pytest.fixture
def people(spring: Group, course: SmallCourse) -> dict[str, User | None]:
    """Everybody who might knock."""
    named = mentor(spring.cohort)
    spring.cohort.teams.filter(name="North").update(mentor=named)
    elsewhere = cohort(course, "Elsewhere")
    return {
        "visitor": None,
        "learner": spring.learners["Bea"].user,
        "facilitator": spring.guide,
        "other facilitator": facilitator(elsewhere),
        "mentor": mentor(spring.cohort),
        "mentor of North": named,
        "manager": course_manager(),
        "member": user("m@ls4vet.example"),
        "editor": user("e@ls4vet.example", "editor"),
        "translator": user("t@ls4vet.example", "translator_de"),
        "administrator": user("a@ls4vet.example", "administrator"),
    }


ALL = {"facilitator", "mentor", "mentor of North", "manager"}
CLOSED: dict[str, Any] = {"visitor": 302}


def addresses(spring: Group) -> dict[str, tuple[str, set[str]]]:
    """Each address with those who get in."""
    key, bea, dora = spring.cohort.uuid, spring.learners["Bea"].uuid, spring.learners["Dora"].uuid
    note = Note.objects.create(enrolment=spring.learners["Bea"], author=spring.guide, text="Asks a lot.")
    return {
        reverse("courses:lead_cohort", args=[key]): ("cohort", ALL),
        reverse("courses:lead_matrix", args=[key]): ("matrix", ALL),
        reverse("courses:lead_file", args=[key, "csv"]): ("file", ALL),
        reverse("courses:lead_file", args=[key, "xlsx"]): ("file", ALL),
        reverse("courses:lead_message", args=[key]): ("message", ALL),
        reverse("courses:lead_learner", args=[key, bea]): ("learner", ALL),
        reverse("courses:lead_learner", args=[key, dora]): ("learner of South", ALL - {"mentor of North"}),
        reverse("courses:lead_note", args=[key, bea, note.uuid]): ("note", {"facilitator"}),
        reverse("courses:lead_note_delete", args=[key, bea, note.uuid]): ("note", {"facilitator"}),
    }


def test_who_gets_in(client: Client, spring: Group, people: dict[str, User | None]):
    found = {}
    for address, (_name, allowed) in addresses(spring).items():
        for who, person in people.items():
            client.logout()
            if person:
                client.force_login(person)
            answer = client.get(address)
            expected = 200 if who in allowed else CLOSED.get(who, 404)
            found[address, who] = (answer.status_code, expected)
            if answer.status_code == 200:
                assert answer.headers["Cache-Control"] == "private, no-store"
    assert {place: pair for place, pair in found.items() if pair[0] != pair[1]} == {}


def test_who_sees_the_list_and_the_figures(client: Client, spring: Group, people: dict[str, User | None]):
    in_list = {*ALL, "other facilitator"}
    for who, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        expected = 200 if who in in_list else 302 if who == "visitor" else 403
        assert client.get(reverse("courses:lead")).status_code == expected, who
        expected = 200 if who == "manager" else 302 if who == "visitor" else 403
        assert client.get(reverse("courses:figures")).status_code == expected, who
        assert client.get(reverse("courses:figures_file", args=["csv"])).status_code == expected, who


def sheet(client: Client, spring: Group, name: str = "Bea") -> str:
    client.force_login(spring.guide)
    address = reverse("courses:lead_learner", args=[spring.cohort.uuid, spring.learners[name].uuid])
    return client.get(address).content.decode()


def test_the_sheet_shows_no_scores_and_no_private_words(client: Client, spring: Group):
    bea = spring.learners["Bea"]
    Answer.objects.create(
        enrolment=bea, unit=spring.course.key(1, 1), question=spring.course.block("question"), language="de",
        given={"text": "my guess"}, score=0, max_score=7, right=False, submitted_at=ago(1),
    )  # fmt: skip
    mine = {"user": bea.user, "enrolment": bea, "language": "de"}
    JournalEntry.objects.create(**mine, title="Secret doubts", text="…")
    JournalEntry.objects.create(**mine, title="For my guide", text="not on this page", sharing="facilitator")
    JournalEntry.objects.create(**mine, title="For my team", sharing="team")
    task = {"enrolment": bea, "page": spring.course.key(2, 1), "language": "de"}
    Submission.objects.create(**task, task=spring.course.block("task"), text="draft only")
    session = Session.objects.create(cohort=spring.cohort, code="S0", title="Hello", start=ago(9), end=ago(8.9))
    session.attendances.create(enrolment=bea, presence="present")
    text = sheet(client, spring)
    assert "For my guide" in text
    assert "For my team" in text
    assert "Present" in text
    for hidden in ("Secret doubts", "my guess", "not on this page", "draft only", "score"):
        assert hidden not in text
    assert "Nothing has been handed in." in text


def test_the_sheet_asks_the_same_of_the_database_for_many(client: Client, spring: Group, queries: Any):
    sheet(client, spring)
    with queries() as few:
        sheet(client, spring)
    for number in range(30):
        lead_notes.add(user=spring.guide, enrolment=spring.learners["Bea"], text=f"Note {number}")
        Session.objects.create(cohort=spring.cohort, code=f"S{number}", title="Hi", start=ago(9), end=ago(8))
    with queries() as many:
        sheet(client, spring)
    assert len(many) == len(few)


def test_a_note_is_written_changed_and_deleted_by_its_author_alone(client: Client, spring: Group):
    bea, friend = spring.learners["Bea"], mentor(spring.cohort)
    client.force_login(spring.guide)
    address = reverse("courses:lead_learner", args=[spring.cohort.uuid, bea.uuid])
    assert client.post(address, {"text": "  "}).status_code == 422
    client.post(address, {"text": "Wants to <b>film</b> her class."})
    note = Note.objects.get()
    assert "&lt;b&gt;film" in client.get(address).content.decode()
    client.post(reverse("courses:lead_note", args=[spring.cohort.uuid, bea.uuid, note.uuid]), {"text": "Films."})
    note.refresh_from_db()
    assert (note.text, note.author) == ("Films.", spring.guide)
    assert note.edited_at
    with pytest.raises(NotAllowed):
        lead_notes.change(user=friend, note=note, text="Mine now")
    with pytest.raises(NotAllowed):
        lead_notes.remove(user=course_manager(), note=note)
    client.post(reverse("courses:lead_note_delete", args=[spring.cohort.uuid, bea.uuid, note.uuid]))
    assert not Note.objects.exists()
    entries = AuditEntry.objects.filter(action__startswith="course.note_")
    assert [entry.action for entry in entries.order_by("pk")] == [
        "course.note_added",
        "course.note_changed",
        "course.note_removed",
    ]
    said = json.dumps(list(entries.values("target_label", "data", "why")))
    assert "Films" not in said
    assert "Bea" not in said


def test_who_left_the_cohort_or_the_team_writes_no_more(spring: Group):
    bea = spring.learners["Bea"]
    note = lead_notes.add(user=spring.guide, enrolment=bea, text="Before")
    spring.cohort.people.all().delete()
    with pytest.raises(NotAllowed):
        lead_notes.add(user=spring.guide, enrolment=bea, text="After")
    with pytest.raises(NotAllowed):
        lead_notes.remove(user=spring.guide, note=note)


def draft(**values: Any) -> Draft:
    return Draft(**{"key": uuid4(), "subject": "Bis bald", "text": "Bitte lesen.", "language": "de", **values})


def send(spring: Group, *names: str, **values: Any) -> CohortMessage:
    scope = lead_scope.scope(user=spring.guide, cohort=spring.cohort.uuid)
    chosen = [spring.learners[name].pk for name in names]
    return lead_messages.send(user=spring.guide, scope=scope, chosen=chosen, draft=draft(**values))


def test_everybody_gets_a_mail_in_the_frame_of_their_language(spring: Group):
    for name, language in (("Bea", "hu"), ("Cili", "nl")):
        spring.learners[name].user.language = language
        spring.learners[name].user.save()
    message = send(spring, "Bea", "Cili")
    mails = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(mails) == {"bea@school.example", "cili@school.example", spring.guide.email}
    hu = mails["bea@school.example"]
    assert (hu.language, hu.subject, hu.kind) == ("hu", "Bis bald", lead_messages.KIND)
    assert '<html lang="hu">' in hu.html
    assert '<div class="line" lang="de"' in hu.html
    assert "Bitte lesen." in hu.text
    assert hu.headers["Reply-To"] == spring.guide.email
    assert "cili@" not in hu.html + hu.text
    assert sorted(receipt.enrolment.user.display_name for receipt in message.receipts.all()) == ["Bea", "Cili"]
    entry = AuditEntry.objects.get(action="course.message_sent")
    assert entry.data == {"people": 2}
    assert "Bis bald" not in entry.target_label


def test_the_same_key_sends_once(spring: Group):
    key = uuid4()
    assert send(spring, "Bea", key=key).pk == send(spring, "Cili", key=key).pk
    assert OutgoingMail.objects.filter(kind=lead_messages.KIND).count() == 1


def test_who_switched_it_off_gets_none_and_is_not_in_the_log(spring: Group):
    bea = spring.learners["Bea"].user
    bea.mail_off = [lead_messages.KIND]
    bea.save()
    message = send(spring, "Bea", "Cili", copy=False)
    assert [receipt.enrolment for receipt in message.receipts.all()] == [spring.learners["Cili"]]
    assert OutgoingMail.objects.count() == 1


def test_not_too_many_in_an_hour(spring: Group):
    for _number in range(IN_AN_HOUR):
        send(spring, "Bea", copy=False)
    with pytest.raises(TooMany):
        send(spring, "Bea")
    CohortMessage.objects.update(sent_at=ago(1))
    send(spring, "Bea")


def test_nobody_beyond_ones_own_learners_is_written_to(spring: Group, course: SmallCourse):
    person = mentor(spring.cohort)
    spring.cohort.teams.filter(name="South").update(mentor=person)
    scope = lead_scope.scope(user=person, cohort=spring.cohort.uuid)
    chosen = [row.pk for row in spring.learners.values()]
    message = lead_messages.send(user=person, scope=scope, chosen=chosen, draft=draft(copy=False))
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["dora@school.example"]
    assert message.receipts.count() == 1
    with pytest.raises(DomainError):
        lead_messages.send(user=person, scope=scope, chosen=chosen[:1], draft=draft())


def test_a_message_is_looked_at_before_it_goes(client: Client, spring: Group):
    client.force_login(spring.guide)
    address = reverse("courses:lead_message", args=[spring.cohort.uuid])
    page = html.fromstring(client.get(f"{address}?all=1&mark=stuck").content)
    who = page.xpath("//input[@name='who']/@value")
    assert who == [str(spring.learners[name].pk) for name in ("Cili", "Dora")]
    given = {
        "who": who,
        "key": page.xpath("//input[@name='key']/@value")[0],
        "subject": "Hello\nBcc: all@school.example",
        "text": "\n  Two lines\nof mine",
        "language": "en",
        "copy": "on",
    }
    assert client.post(address, {**given, "text": ""}).status_code == 422
    look = html.fromstring(client.post(address, {**given, "look": "1"}).content)
    assert not OutgoingMail.objects.exists()
    again = {field.name: field.value for field in look.xpath("//form[@method='post']")[0].inputs if field.name}
    again |= {"who": look.xpath("//input[@name='who']/@value"), "send": "1"}
    again.pop("back", None)
    answer = client.post(address, again, follow=True)
    assert "The message goes to 2 learners." in answer.content.decode()
    client.post(address, again)
    assert OutgoingMail.objects.count() == 3
    message = CohortMessage.objects.get()
    assert message.subject == "Hello Bcc: all@school.example"
    assert message.text.replace("\r", "").strip() == "Two lines\nof mine"


def test_ones_own_data_have_notes_and_messages_and_end_with_the_account(spring: Group):
    bea = spring.learners["Bea"]
    lead_notes.add(user=spring.guide, enrolment=bea, text="Needs time.")
    send(spring, "Bea")
    copy = dict(own_data.export(bea.user))
    assert copy["course/notes-about-you.json"][0]["text"] == "Needs time."
    assert copy["course/messages-received.json"][0]["message__text"] == "Bitte lesen."
    guide = dict(own_data.export(spring.guide))
    assert guide["course/messages-sent.json"][0]["subject"] == "Bis bald"
    assert "Needs time." not in str(guide)
    own_data.erase(spring.guide)
    assert Note.objects.get().author is None
    assert CohortMessage.objects.get().sender is None
    own_data.erase(bea.user)
    assert not Note.objects.exists()
    assert not bea.messages.exists()
