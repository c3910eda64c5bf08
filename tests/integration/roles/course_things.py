"""People around one cohort, and one thing of each kind that an address of the course room may name."""

import io
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.utils import timezone

from courses.choices import (
    ARCHIVES,
    TASK_FILES,
    CohortState,
    EnrolmentState,
    Presence,
    RevocationClass,
    Sharing,
    TaskState,
)
from courses.models import (
    Attendance,
    Cohort,
    Enrolment,
    JournalEntry,
    Note,
    Post,
    Session,
    Submission,
    SubmissionFile,
    Team,
)
from courses.services import cohort_invitations, questions, session_calendar
from courses.services.certificates import issuing
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.files.services import store
from tests.factories import SmallSite, certificates, course, member, organisation, user

OTHERS = {"editor": "editor", "translator": "translator_de", "administrator": "administrator"}
"""Roles of the site that say nothing about a cohort."""


class Room:
    """Two cohorts of the small course, with everybody who has to do with them."""

    def __init__(self, site: SmallSite) -> None:
        self.course = course.small_course(site)
        rule = course.intensity(self.course)
        rule.sessions_needed, rule.sessions_each = 4, ["S6"]
        rule.save()
        self.ours, self.theirs = (course.cohort(self.course, name, start=None, end=None) for name in ("Ours", "Theirs"))
        self.people = self._people()
        self.own = certificates.finished(self.ours, self.people["learner in"])
        self.colleague, self.graduate = (certificates.finished(self.ours) for _number in range(2))
        Team.objects.filter(members=self.colleague).update(mentor=self.people["team’s mentor"])
        course.learner(self.theirs, self.people["learner elsewhere"])

    def _people(self) -> dict[str, User]:
        """Each role's person; learners are enrolled afterwards."""
        names = ("learner in", "learner elsewhere", *OTHERS)
        people = {name: user(f"{name.replace(' ', '-')}@roles.example", OTHERS.get(name, "learner")) for name in names}
        people["facilitator"] = course.facilitator(self.ours)
        people["facilitator elsewhere"] = course.facilitator(self.theirs)
        people["mentor"], people["team’s mentor"] = course.mentor(self.ours), course.mentor(self.ours)
        people["course manager"] = course.course_manager()
        people["member"] = user("member@roles.example")
        member(people["member"], organisation("partner"))
        people["superuser"] = User.objects.create_superuser("superuser@roles.example", None)
        return people

    def things(self) -> dict[str, Any]:
        """What stands for the names in braces; certificates first, while all is done."""
        return {
            **self._certificates(),
            **self._pages(),
            **self._cohorts(),
            **self._sessions(),
            **self._work(),
            **self._words(),
        }

    def _pages(self) -> dict[str, Any]:
        names = ("question", "video", "reflection")
        return {
            "course page": self.course.url(),
            "module page": self.course.url(1),
            "unit page": self.course.url(1, 1),
            "course": self.course.key(),
            "unit 1": self.course.key(1, 1),
            "unit 2": self.course.key(1, 2),
            **{name: self.course.block(name) for name in names},
            "answer": self._answer(),
        }

    def _answer(self) -> str:
        """As the form of the question sends it."""
        asked = questions.question(self.course.key(1, 1), self.course.block("question"), "en")
        assert asked
        return urlencode({"version": asked.version, "known": 0, "number": 1, "choice": course.identity("choice", "a")})

    def _cohorts(self) -> dict[str, Any]:
        closed = course.cohort(self.course, "In preparation", state=CohortState.PREPARING)
        asking = course.learner(self.ours, state=EnrolmentState.REQUESTED)
        offer = course.learner(self.theirs, self.people["learner in"], EnrolmentState.OFFERED)
        link, token = cohort_invitations.make_link(user=self.people["facilitator"], cohort=self.ours)
        return {
            "cohort": self.ours.uuid,
            "prepared cohort": closed.uuid,
            "intensity": self.ours.intensity_id,
            "enrolment": self.own.uuid,
            "colleague": self.colleague.uuid,
            "asking": asking.uuid,
            "offer": offer.uuid,
            "team": _team(self.own).pk,
            "colleague’s team": _team(self.colleague).pk,
            "named": self.ours.people.get(user=self.people["mentor"]).pk,
            "invitation": link.pk,
            "token": token,
            "archive": self._file("course manager", ARCHIVES, "course.zip").uuid,
        }

    def _sessions(self) -> dict[str, Any]:
        now = _session(self.ours, "S0", hours=-1)
        missed = _session(self.ours, "S1", hours=-48)
        Attendance.objects.create(session=missed, enrolment=self.own, presence=Presence.ABSENT)
        return {
            "session": now.uuid,
            "missed session": missed.uuid,
            "coming session": _session(self.ours, "S3", hours=48).uuid,
            "calendar": session_calendar.renew(user=self.own.user, enrolment=self.own),
        }

    def _work(self) -> dict[str, Any]:
        """Hers: a draft with a file, and a task handed in with one. A colleague's: the same."""
        draft, draft_file = self._submission(self.own, "task", TaskState.OPEN)
        handed_in, file = self._submission(self.own, "module-task", TaskState.HANDED_IN)
        other, _file = self._submission(self.colleague, "module-task", TaskState.HANDED_IN)
        private, private_file = self._submission(self.colleague, "task", TaskState.OPEN)
        return {
            "task page": draft.page,
            "task": draft.task,
            "draft file": draft_file.uuid,
            "file handed in": file.uuid,
            "work": handed_in.uuid,
            "colleague’s work": other.uuid,
            "colleague’s draft": private.uuid,
            "colleague’s draft file": private_file.uuid,
        }

    def _submission(self, whose: Enrolment, block: str, state: str) -> tuple[Submission, StoredFile]:
        row = Submission.objects.get(enrolment=whose, task=self.course.block(block))
        row.state, row.text = state, "What we saw."
        row.first_handed_in_at = row.handed_in_at = timezone.now() if state == TaskState.HANDED_IN else None
        row.save()
        file = store(stream=io.BytesIO(b"x"), name="x.txt", owner=whose.user, purpose=TASK_FILES)
        SubmissionFile.objects.create(submission=row, file=file, added_at=timezone.now() - timedelta(minutes=1))
        return row, file

    def _words(self) -> dict[str, Any]:
        about = {"cohort": self.ours, "page": self.course.key(1, 1), "text": "Words", "language": "en"}
        own = Post.objects.create(author=self.own.user, title="Thread", **about)
        answer = Post.objects.create(author=self.colleague.user, thread=own, **about)
        facilitator = self.people["facilitator"]
        return {
            "thread": own.uuid,
            "post": own.uuid,
            "colleague’s post": answer.uuid,
            "entry": _entry(self.own, Sharing.TEAM).uuid,
            "private entry": _entry(self.own, Sharing.NOBODY).uuid,
            "note": Note.objects.create(enrolment=self.own, author=facilitator, text="A call.").uuid,
        }

    def _certificates(self) -> dict[str, Any]:
        own, revoked = (certificates.certificate(row) for row in (self.own, self.graduate))
        why = {"revocation": RevocationClass.CONDITIONS, "reason": "Not there"}
        issuing.revoke(user=self.people["course manager"], certificate=revoked, **why)
        return {
            "certificate": own.uuid,
            "code": own.code,
            "colleague’s certificate": revoked.uuid,
            "revoked code": revoked.code,
        }

    def _file(self, role: str, purpose: str, name: str) -> StoredFile:
        return store(stream=io.BytesIO(b"x"), name=name, owner=self.people[role], purpose=purpose)


def _team(whose: Enrolment) -> Team:
    assert whose.team
    return whose.team


def _session(cohort: Cohort, code: str, *, hours: int) -> Session:
    """Two hours long, beginning so many hours from now; the one of this short name where there is one."""
    start = timezone.now() + timedelta(hours=hours)
    values = {"title": f"{code} on its day", "start": start, "end": start + timedelta(hours=2)}
    return Session.objects.create(cohort=cohort, code=f"{code}b", **values)


def _entry(whose: Enrolment, sharing: str) -> JournalEntry:
    values = {"uuid": uuid4(), "user": whose.user, "enrolment": whose, "sharing": sharing, "language": "en"}
    return JournalEntry.objects.create(text="Mine", version=1, **values)
