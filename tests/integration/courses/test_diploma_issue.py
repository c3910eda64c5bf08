"""From the last condition to the paper, and back: issuing, revoking, taking back."""

import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from pypdf import PdfReader

from courses.choices import EnrolmentState, RevocationClass
from courses.models import Certificate, Confirmation, CoursePage, UnitDone
from courses.services.certificates import codes, conditions, confirming, issuing, printing
from portal.core.errors import DomainError, InvalidContent, NotAllowed
from portal.core.models import AuditEntry
from tests.factories import SmallSite
from tests.factories import certificates as made
from tests.factories import course as courses


@pytest.fixture(scope="module")
def built_course(built_site: SmallSite) -> Any:
    return courses.small_course(built_site)


@pytest.fixture
def course(built_course: Any, db: None) -> Any:
    return built_course


@pytest.fixture
def group(course: Any) -> Any:
    rule = courses.intensity(course)
    rule.sessions_needed, rule.absences_made_up, rule.sessions_each = 4, 1, ["S6"]
    rule.save()
    found = courses.cohort(course)
    courses.facilitator(found)
    return found


@pytest.fixture
def learner(group: Any) -> Any:
    return made.finished(group)


def reader(row: Certificate) -> PdfReader:
    return PdfReader(io.BytesIO(printing.as_pdf(row)))


def test_somebody_who_has_just_joined_sees_everything_as_missing(group: Any):
    way = conditions.of(courses.learner(group))
    assert [row.kind for row in way.conditions] == ["units", "sessions", "tasks", "cycle", "ethics", "self"]
    assert way.met == 0
    assert not way.is_met


def test_nothing_missing_and_the_certificate_is_issued_once(learner: Any, django_capture_on_commit_callbacks: Any):
    assert conditions.of(learner).is_met
    with django_capture_on_commit_callbacks(execute=True):
        row = made.certificate(learner, name="  Kiss   Anna ", language="hu")
    assert (row.name, row.name_public, row.language) == ("Kiss Anna", False, "hu")
    assert len(row.code.replace("-", "")) == codes.LENGTH
    assert made.letters() == ["Elkészült a tanúsítványa"], "in the certificate's language: its holder chose none"
    assert AuditEntry.objects.filter(action="certificate.issued", target_id=str(row.pk)).count() == 1
    with pytest.raises(issuing.NotYet):
        made.certificate(learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(enrolment=learner, code="x", name="x", language="en")


@pytest.mark.parametrize("gap", ["unit", "session", "task", "levels", "ethics", "looking back"])
def test_one_gap_and_there_is_none(learner: Any, gap: str):
    kinds = {"ethics": "ethics", "looking back": "back"}
    {
        "unit": lambda: learner.units.first().delete(),
        "session": lambda: learner.attendances.filter(session__code="S6").update(presence="excused"),
        "task": lambda: learner.submissions.update(state="again"),
        "levels": lambda: learner.confirmations.filter(kind="cycle").update(
            data={"levels": {**made.LEVELS, "B": 1}, "words": ""}
        ),
    }.get(gap, lambda: learner.confirmations.filter(kind=kinds[gap]).delete())()
    with pytest.raises(issuing.NotYet):
        made.certificate(learner)
    assert not Certificate.objects.exists()


def test_only_the_learner_and_only_while_taking_part(learner: Any, group: Any):
    for person in (courses.facilitator(group), courses.course_manager(), courses.learner(group).user):
        with pytest.raises(NotAllowed):
            issuing.issue(user=person, enrolment=learner, name="X", language="en")
    learner.state, learner.place = EnrolmentState.WITHDRAWN, None
    learner.save()
    with pytest.raises(NotAllowed):
        made.certificate(learner)


@pytest.mark.parametrize("name", ["", "  ", "x" * 161, "Anna\u202eKis"])
def test_a_name_that_cannot_stand_there(learner: Any, name: str):
    with pytest.raises(InvalidContent):
        made.certificate(learner, name=name)


def test_facts_are_frozen(learner: Any):
    CoursePage.objects.filter(locale__language_code="de").update(certificate_name="Lesson Study lernen")
    row = made.certificate(learner)
    assert row.facts["course"]["words"]["de"]["title"] == "Lesson Study lernen"
    before = printing.as_pdf(row)
    learner.cohort.name = "Another"
    learner.cohort.save()
    learner.attendances.all().delete()
    UnitDone.objects.all().delete()
    row.refresh_from_db()
    assert row.facts["intensity"] == "medium"
    assert row.facts["hours"] == {"online": "16", "session": "10", "school": "14", "total": "40"}
    assert [session["code"] for session in row.facts["sessions"]] == ["S0", "S1", "S3", "S6"]
    assert row.facts["sessions"][0]["date"] == "2027-02-01"
    assert row.facts["course"]["words"]["hu"]["title"] == "A kurzus"
    assert learner.user.email not in str(row.facts)
    assert printing.as_pdf(row) == before


def test_the_paper_is_tagged_and_speaks_the_holders_language(learner: Any):
    learner.attendances.filter(session__code="S1").update(presence="caught_up")
    row = made.certificate(learner, name="Tőzsér Ágnes", language="hu")
    found = reader(row)
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == "hu"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert "Tőzsér Ágnes" in found.metadata.title
    first, own, english = [page.extract_text() for page in found.pages]
    assert "Tőzsér Ágnes" in first
    assert "A kurzus" in first
    assert row.code.split("-")[0] in first
    assert "A kurzus" in own
    with translation.override("en"):
        assert "Supplement" in english
    assert "S1 together (made up by a written task)" in english
    assert "The course" in english
    assert "40" in english


def test_in_english_there_is_one_supplement(learner: Any):
    assert len(reader(made.certificate(learner)).pages) == 2


def test_markup_in_a_name_is_a_name(learner: Any):
    row = made.certificate(learner, name="#panic() *Anna* $x$ <b>")
    assert "#panic() *Anna* $x$ <b>" in reader(row).pages[0].extract_text()


def test_light_ends_in_a_statement_of_participation(course: Any):
    rule = courses.intensity(course, "light", certificate=False, tasks_needed=False, cycle_needed=False)
    rule.ethics_needed, rule.self_assessments = False, 0
    rule.save()
    enrolment = courses.learner(courses.cohort(course, intensity="light"))
    made.studied(enrolment)
    UnitDone.objects.filter(enrolment=enrolment, unit=course.key(2, 2)).delete()  # light leaves it open
    row = made.certificate(enrolment)
    text = " ".join(reader(row).pages[0].extract_text().split())
    assert "Statement of participation" in text
    assert "Certificate" not in text.replace("Check this certificate", "")


def test_revoking_tells_the_holder_why(learner: Any, django_capture_on_commit_callbacks: Any):
    row = made.certificate(learner)
    boss = courses.course_manager()
    with django_capture_on_commit_callbacks(execute=True):
        issuing.revoke(user=boss, certificate=row, revocation=RevocationClass.MISTAKE, reason="The name.")
    row.refresh_from_db()
    assert (row.is_valid, row.revocation, row.revoked_by) == (False, "mistake", boss)
    assert "does not count any more" in made.letters()[-1]
    with pytest.raises(issuing.NotYet):
        issuing.revoke(user=boss, certificate=row, revocation=RevocationClass.MISTAKE, reason="Again.")
    again = made.certificate(learner)
    assert again.code != row.code


def test_who_did_not_meet_the_conditions_needs_a_course_manager(learner: Any):
    row, boss = made.certificate(learner), courses.course_manager()
    issuing.revoke(user=boss, certificate=row, revocation=RevocationClass.CONDITIONS, reason="Copied.")
    with pytest.raises(issuing.NotYet):
        made.certificate(learner)
    row.refresh_from_db()
    with pytest.raises(NotAllowed):
        issuing.issue_again(user=learner.user, certificate=row)
    assert issuing.issue_again(user=boss, certificate=row).is_valid


@pytest.mark.parametrize(("revocation", "reason"), [("mistake", " "), ("holder", "x"), ("", "x"), ("nonsense", "x")])
def test_revoking_needs_a_reason(learner: Any, revocation: str, reason: str):
    row = made.certificate(learner)
    with pytest.raises(InvalidContent):
        issuing.revoke(user=courses.course_manager(), certificate=row, revocation=revocation, reason=reason)


def test_nobody_else_revokes(learner: Any, group: Any):
    row = made.certificate(learner)
    for person in (learner.user, courses.facilitator(group), courses.mentor(group)):
        with pytest.raises(NotAllowed):
            issuing.revoke(user=person, certificate=row, revocation="mistake", reason="x")


def test_taken_back_nothing_of_it_is_left_but_that_it_was(learner: Any, group: Any):
    row = made.certificate(learner, name_public=True)
    with pytest.raises(NotAllowed):
        issuing.take_back(user=courses.facilitator(group), certificate=row)
    issuing.take_back(user=learner.user, certificate=row)
    row.refresh_from_db()
    assert (row.name, row.facts, row.credential, row.revocation) == ("", {}, {}, "holder")
    assert made.certificate(learner).is_valid


def test_the_first_word_counts(learner: Any):
    with pytest.raises(confirming.Already):
        confirming.sign_ethics(user=learner.user, enrolment=learner, promises=made.PROMISES)
    with pytest.raises(confirming.Already):
        confirming.assess_oneself(user=learner.user, enrolment=learner, step="before", given=made.GIVEN)


def test_every_line_is_signed_and_every_statement_answered(group: Any):
    new = courses.learner(group)
    with pytest.raises(InvalidContent):
        confirming.sign_ethics(user=new.user, enrolment=new, promises=made.PROMISES - {"voice"})
    for given in ({}, {**made.GIVEN, "1": 6}, {**made.GIVEN, "15": 1}):
        with pytest.raises(InvalidContent):
            confirming.assess_oneself(user=new.user, enrolment=new, step="before", given=given)
    with pytest.raises(InvalidContent):
        confirming.assess_oneself(user=new.user, enrolment=new, step="back", given=made.GIVEN)
    assert not new.confirmations.exists()


def test_one_rubric_counts_for_every_member_and_mentors_give_none(group: Any):
    members = [courses.learner(group) for _number in range(3)]
    team = courses.team(group, *members)
    other = courses.Cohort.objects.create(course=group.course, name="Other", intensity=group.intensity)
    for person in (courses.mentor(group), members[0].user, courses.facilitator(other)):
        with pytest.raises(NotAllowed):
            confirming.rate_cycle(user=person, team=team, levels=made.LEVELS)
    assert confirming.rate_cycle(user=courses.facilitator(group), team=team, levels=made.LEVELS) == 3
    assert Confirmation.objects.filter(kind="cycle").count() == 3
    confirming.rate_cycle(user=courses.facilitator(group), team=team, levels={**made.LEVELS, "A": 1})
    assert {row.data["levels"]["A"] for row in Confirmation.objects.filter(kind="cycle")} == {1}
    for levels in ({}, {**made.LEVELS, "A": 5}):
        with pytest.raises(DomainError):
            confirming.rate_cycle(user=courses.facilitator(group), team=team, levels=levels)


def test_means_leave_out_what_cannot_be_said(learner: Any):
    learner.confirmations.filter(kind="before").update(data={**made.GIVEN, "1": 0, "2": 1, "4": 0, "5": 0, "6": 0})
    rows = dict(confirming.averages({row.kind: row for row in learner.confirmations.all()}))
    assert rows[1] == {"before": 2.5, "after": 4.0, "back": 4.0}
    assert rows[2]["before"] is None


@pytest.mark.parametrize("people", [1, 30])
def test_a_cohort_is_read_in_as_many_queries_whatever_its_size(group: Any, queries: Any, people: int):
    for _number in range(people):
        courses.learner(group)
    conditions.of_cohort(group)
    with queries() as asked:
        assert len(conditions.of_cohort(group)) == people
    assert len(asked) == 8


def test_revoked_needs_a_class_in_the_database(learner: Any):
    row = made.certificate(learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=row.pk).update(revoked_at=timezone.now())
