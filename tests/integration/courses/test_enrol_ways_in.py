"""Ways into a cohort and out: each state, each refusal, the waiting list in its order, and who is told what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from courses.choices import CohortState, EnrolmentState, Entry
from courses.errors import CohortClosed, InvitationUnusable
from courses.models import Enrolment
from courses.services import cohort_invitations, cohorts, enrolments, places
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import AuditEntry
from portal.mail.models import OutgoingMail
from portal.people import pasted
from tests.factories import user
from tests.factories.course import cohort, course_manager, facilitator, learner, mentor, small_course

NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def course(site):
    return small_course(site)


def subjects(to):
    return list(OutgoingMail.objects.filter(to=to.email).order_by("pk").values_list("subject", flat=True))


def states(group):
    return [row.state for row in group.enrolments.order_by("pk")]


def test_an_open_cohort_gives_a_place_at_once(course, anna):
    group = cohort(course, "Spring")
    row = enrolments.join(user=anna, cohort=group)
    assert (row.state, row.place) == (EnrolmentState.ACTIVE, 1)
    assert enrolments.current(anna, course.key()) == row
    assert subjects(anna) == ["You take part: Spring"]
    entry = AuditEntry.objects.get(action="enrolment.joined")
    assert anna.get_full_name() not in entry.target_label


def test_to_join_again_changes_nothing(course, anna):
    group = cohort(course)
    first = enrolments.join(user=anna, cohort=group)
    assert enrolments.join(user=anna, cohort=group) == first
    assert Enrolment.objects.count() == 1
    assert len(subjects(anna)) == 1


@pytest.mark.parametrize(
    "values",
    [{"state": CohortState.PREPARING}, {"state": CohortState.ENDED}, {"start": None, "end": date(2027, 1, 9)},
     {"entry": Entry.INVITATION}],
)  # fmt: skip
def test_a_closed_cohort_lets_nobody_in(course, anna, values):
    group = cohort(course, **values)
    with pytest.raises(CohortClosed):
        enrolments.join(user=anna, cohort=group, now=NOW)
    assert not Enrolment.objects.exists()


def test_who_looks_after_a_cohort_is_no_learner_in_it(course):
    group = cohort(course)
    guide = facilitator(group)
    with pytest.raises(NotAllowed):
        enrolments.join(user=guide, cohort=group)


def test_a_request_waits_for_the_facilitators(course, anna):
    group = cohort(course, "Spring", entry=Entry.APPROVAL)
    guide, friend, other = facilitator(group), mentor(group), facilitator(cohort(course))
    row = enrolments.join(user=anna, cohort=group)
    assert (row.state, row.place) == (EnrolmentState.REQUESTED, None)
    assert subjects(guide) == ["Somebody wants to join: Spring"]
    assert subjects(friend) == []
    for stranger in (friend, other, anna):
        with pytest.raises(NotAllowed):
            enrolments.approve(user=stranger, enrolment=row)
    row = enrolments.approve(user=guide, enrolment=row)
    assert (row.state, row.place) == (EnrolmentState.ACTIVE, 1)
    with pytest.raises(DomainError):
        enrolments.approve(user=guide, enrolment=row)
    assert subjects(anna) == ["We have your request: Spring", "You take part: Spring"]


def test_a_facilitator_may_switch_the_news_of_requests_off(course, anna):
    group = cohort(course, entry=Entry.APPROVAL)
    guide = facilitator(group)
    guide.mail_off = ["cohort_requests"]
    guide.save()
    enrolments.join(user=anna, cohort=group)
    assert subjects(guide) == []


def test_who_is_refused_comes_back_only_by_invitation(course, anna):
    group = cohort(course, entry=Entry.APPROVAL)
    guide = facilitator(group)
    row = enrolments.join(user=anna, cohort=group)
    enrolments.refuse(user=guide, enrolment=row, why="Teams of three only.")
    assert "Teams of three only." in OutgoingMail.objects.get(subject__startswith="Your request").text
    with pytest.raises(CohortClosed):
        enrolments.join(user=anna, cohort=group)
    _row, token = cohort_invitations.make_link(user=guide, cohort=group)
    assert cohort_invitations.accept(user=anna, token=token).state == EnrolmentState.ACTIVE


def test_the_next_in_line_is_asked_when_somebody_leaves(course, anna):
    group = cohort(course, "Spring", places=1, offer_hours=48)
    first, second = learner(group), user("bela@school.example")
    waiting = enrolments.join(user=anna, cohort=group, now=NOW)
    later = enrolments.join(user=second, cohort=group, now=NOW + timedelta(minutes=1))
    assert [places.place_in_line(row) for row in (waiting, later)] == [1, 2]
    enrolments.withdraw(user=first.user, enrolment=first, now=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.place) == (EnrolmentState.OFFERED, 1)
    assert waiting.offered_until == NOW + timedelta(hours=48)
    assert subjects(anna)[-1] == "A place is free for you: Spring"
    with pytest.raises(NotAllowed):
        enrolments.accept(user=second, enrolment=waiting)
    taken = enrolments.accept(user=anna, enrolment=waiting, now=NOW + timedelta(hours=1))
    assert (taken.state, taken.place) == (EnrolmentState.ACTIVE, 1)


def test_an_offer_ends_and_goes_on(course, anna):
    group = cohort(course, places=1, offer_hours=24)
    first = learner(group)
    late = enrolments.join(user=anna, cohort=group, now=NOW)
    second = enrolments.join(user=user("bela@school.example"), cohort=group, now=NOW)
    enrolments.withdraw(user=first.user, enrolment=first, now=NOW)
    assert places.move_all(NOW + timedelta(hours=23)) == 0
    assert places.move_all(NOW + timedelta(hours=24)) == 1
    for row in (late, second):
        row.refresh_from_db()
    assert (late.state, second.state) == (EnrolmentState.WITHDRAWN, EnrolmentState.OFFERED)
    with pytest.raises(DomainError):
        enrolments.accept(user=anna, enrolment=late, now=NOW)
    assert places.move_all(NOW + timedelta(hours=24)) == 0
    assert enrolments.join(user=anna, cohort=group, now=NOW).state == EnrolmentState.WAITING


def test_an_offer_cannot_be_accepted_too_late(course, anna):
    group = cohort(course, places=1)
    row = learner(group, anna, EnrolmentState.OFFERED, offered_until=NOW)
    with pytest.raises(DomainError):
        enrolments.accept(user=anna, enrolment=row, now=NOW)


def test_to_decline_gives_the_place_on(course, anna):
    group = cohort(course, places=1)
    row = learner(group, anna, EnrolmentState.OFFERED, offered_until=NOW + timedelta(days=1))
    other = learner(group, state=EnrolmentState.WAITING)
    enrolments.withdraw(user=anna, enrolment=row, now=NOW)
    other.refresh_from_db()
    assert (other.state, other.place) == (EnrolmentState.OFFERED, 1)


def test_without_time_to_think_the_place_is_given(course):
    group = cohort(course, places=1, offer_hours=0)
    first, next_one = learner(group), learner(group, state=EnrolmentState.WAITING)
    enrolments.withdraw(user=first.user, enrolment=first)
    next_one.refresh_from_db()
    assert next_one.state == EnrolmentState.ACTIVE


def test_more_places_go_to_the_waiting_list(course):
    group = cohort(course, places=1)
    learner(group)
    waiting = [learner(group, state=EnrolmentState.WAITING) for _ in range(3)]
    cohorts.change(user=course_manager(), cohort=group, values={"places": 3})
    for row in waiting:
        row.refresh_from_db()
    assert [row.state for row in waiting] == ["offered", "offered", "waiting"]


def test_fewer_places_take_nobodys_away(course, anna):
    group = cohort(course, places=3)
    rows = [learner(group) for _ in range(3)]
    cohorts.change(user=course_manager(), cohort=group, values={"places": 2})
    assert states(group) == ["active"] * 3
    assert enrolments.join(user=anna, cohort=group).state == EnrolmentState.WAITING
    enrolments.withdraw(user=rows[0].user, enrolment=rows[0])
    assert states(group) == ["withdrawn", "active", "active", "waiting"]


def test_who_is_removed_is_told_why_and_the_next_is_asked(course):
    group = cohort(course, places=1)
    guide, first, next_one = facilitator(group), learner(group), learner(group, state=EnrolmentState.WAITING)
    with pytest.raises(NotAllowed):
        enrolments.remove(user=next_one.user, enrolment=first)
    enrolments.remove(user=guide, enrolment=first, why="You asked us to.")
    assert states(group) == ["refused", "offered"]
    assert "You asked us to." in OutgoingMail.objects.get(to=first.user.email).text


def test_what_was_done_is_there_when_somebody_comes_back(course):
    group = cohort(course)
    row = learner(group)
    row.units.create(unit=course.key(1, 1))
    enrolments.withdraw(user=row.user, enrolment=row)
    assert enrolments.current(row.user, course.key()) is None
    assert enrolments.join(user=row.user, cohort=group).units.count() == 1


def test_the_end_of_a_cohort_tells_who_waits(course):
    group = cohort(course, "Spring", places=1)
    first, waiting = learner(group), learner(group, state=EnrolmentState.WAITING)
    boss = course_manager()
    _row, token = cohort_invitations.make_link(user=boss, cohort=group)
    with pytest.raises(NotAllowed):
        cohorts.end(user=facilitator(group), cohort=group)
    cohorts.end(user=boss, cohort=group)
    cohorts.end(user=boss, cohort=group)
    assert states(group) == ["active", "withdrawn"]
    assert subjects(waiting.user) == ["The cohort is over: Spring"]
    assert subjects(first.user) == []
    with pytest.raises(InvitationUnusable):
        cohort_invitations.find(token)


def test_an_invitation_to_an_address_works_once_for_that_address(course, anna):
    group = cohort(course, "Spring", entry=Entry.INVITATION)
    guide = facilitator(group)
    rows = pasted.read(f"Anna <{anna.email.upper()}>\nnobody\n{anna.email}\n{guide.email}")
    report = cohort_invitations.invite_all(user=guide, cohort=group, rows=rows, language="de")
    assert [one.kind for one in report] == ["ok", "bad", "skipped", "ok"]
    letter = OutgoingMail.objects.get(to__iexact=anna.email)
    assert letter.language == "de"
    token = letter.text.split("/join/")[1].split("/")[0]
    assert token not in str(list(group.invitations.values()))
    with pytest.raises(InvitationUnusable):
        cohort_invitations.accept(user=user("bela@school.example"), token=token)
    assert cohort_invitations.accept(user=anna, token=token).state == EnrolmentState.ACTIVE
    with pytest.raises(InvitationUnusable):
        cohort_invitations.accept(user=anna, token=token)


def test_links_end(course, anna):
    group = cohort(course, entry=Entry.INVITATION)
    guide = facilitator(group)
    invitation, token = cohort_invitations.make_link(user=guide, cohort=group, now=NOW)
    assert cohort_invitations.find(token, now=NOW + timedelta(days=29)) == invitation
    with pytest.raises(InvitationUnusable):
        cohort_invitations.find(token, now=NOW + timedelta(days=30))
    with pytest.raises(NotAllowed):
        cohort_invitations.revoke(user=anna, invitation=invitation)
    cohort_invitations.revoke(user=guide, invitation=invitation)
    with pytest.raises(InvitationUnusable):
        cohort_invitations.accept(user=anna, token=token, now=NOW)
    with pytest.raises(NotAllowed):
        cohort_invitations.make_link(user=anna, cohort=group)


def test_who_is_invited_needs_no_approval_but_a_place(course, anna):
    group = cohort(course, entry=Entry.APPROVAL, places=1)
    guide = facilitator(group)
    _row, token = cohort_invitations.make_link(user=guide, cohort=group)
    asked = enrolments.join(user=anna, cohort=group)
    assert cohort_invitations.accept(user=anna, token=token).pk == asked.pk
    asked.refresh_from_db()
    assert asked.state == EnrolmentState.ACTIVE
    assert cohort_invitations.accept(user=user("bela@school.example"), token=token).state == EnrolmentState.WAITING


def test_the_database_holds_a_place(course):
    group = cohort(course)
    learner(group, place=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        learner(group, place=1)


def test_the_clock_moves_the_list(course):
    group = cohort(course, places=1)
    row = learner(group, state=EnrolmentState.WAITING)
    call_command("move_waiting_lists", verbosity=0)
    row.refresh_from_db()
    assert row.state == EnrolmentState.OFFERED
