"""A run of the course: who takes part, what they did, what came of it.

Everything hangs on what languages share: pages' `translation_key`, blocks' ids. Nothing points at a page's row.
"""

from courses.models.run.answers import Answer, JournalEntry
from courses.models.run.certificates import Certificate, Confirmation
from courses.models.run.cohorts import Cohort, CohortInvitation, CohortPerson, Enrolment, Team
from courses.models.run.discussion import Post, TalkVisit, TalkWish
from courses.models.run.notes import CohortMessage, CohortMessageReceipt, Note
from courses.models.run.progress import PartDone, UnitDone, UnitVisit
from courses.models.run.sessions import Attendance, Seat, Session
from courses.models.run.tasks import Submission, SubmissionComment, SubmissionFile, TaskDue

__all__ = [
    "Answer",
    "Attendance",
    "Certificate",
    "Cohort",
    "CohortInvitation",
    "CohortMessage",
    "CohortMessageReceipt",
    "CohortPerson",
    "Confirmation",
    "Enrolment",
    "JournalEntry",
    "Note",
    "PartDone",
    "Post",
    "Seat",
    "Session",
    "Submission",
    "SubmissionComment",
    "SubmissionFile",
    "TalkVisit",
    "TalkWish",
    "TaskDue",
    "Team",
    "UnitDone",
    "UnitVisit",
]
