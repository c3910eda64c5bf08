"""What people are told about tasks: that one was handed in, what was decided, that somebody wrote. Never the text."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from courses.choices import TaskState
from courses.models import Submission, SubmissionComment
from courses.services import school_task_reads
from courses.services.notices import Notice, address, readers, send

TO_READ = "course_tasks"
"""The kind of mail for those who read."""
DECIDED = "course_decisions"
"""The kind for learners."""


def handed_in(row: Submission) -> None:
    """To facilitators and the team's mentor."""
    send(readers(row.enrolment), lambda: _handed_in(row), kind=TO_READ)


def decided(row: Submission) -> None:
    """To the learner."""
    if row.enrolment.user.is_active:
        send([row.enrolment.user], lambda: _decided(row), kind=DECIDED)


def commented(row: Submission, comment: SubmissionComment) -> None:
    """To the other side: the learner, or whoever reads."""
    learner = row.enrolment.user
    if comment.author_id != learner.pk:
        people, kind, write = [learner], DECIDED, _for_learner
    elif row.handed_in_at is not None:
        people, kind, write = readers(row.enrolment), TO_READ, _for_readers
    else:
        return
    send([person for person in people if person.is_active], _later(write, row, comment), kind=kind)


def _later(
    write: Callable[[Submission, SubmissionComment], Notice], row: Submission, comment: SubmissionComment
) -> Callable[[], Notice]:
    return lambda: write(row, comment)


def _title(row: Submission) -> str:
    task = school_task_reads.find(row.page, row.task)
    return task.title if task else _("A task at school")


def _handed_in(row: Submission) -> Notice:
    values = {"name": row.enrolment.user.get_full_name(), "task": _title(row), "cohort": row.enrolment.cohort.name}
    return Notice(
        _("Handed in: %(task)s (%(name)s)") % values,
        (_("%(name)s of “%(cohort)s” has handed in “%(task)s”.") % values,),
        _("Read it"),
        address("courses:submission", row.uuid),
    )


def _decided(row: Submission) -> Notice:
    values = {"task": _title(row), "name": row.decided_by.get_full_name() if row.decided_by else ""}
    if row.state == TaskState.DONE:
        subject, text = _("Accepted: %(task)s"), _("%(name)s has accepted “%(task)s” and written a few words.")
    else:
        subject, text = _("To be revised: %(task)s"), _("%(name)s has read “%(task)s” and asks you to go on with it.")
    return Notice(subject % values, (text % values,), _("Read it"), address("courses:school_task", row.page, row.task))


def _for_learner(row: Submission, comment: SubmissionComment) -> Notice:
    return _commented(row, comment, address("courses:school_task", row.page, row.task))


def _for_readers(row: Submission, comment: SubmissionComment) -> Notice:
    return _commented(row, comment, address("courses:submission", row.uuid))


def _commented(row: Submission, comment: SubmissionComment, url: str) -> Notice:
    values = {"name": comment.author.get_full_name() if comment.author else "", "task": _title(row)}
    return Notice(
        _("A comment on “%(task)s”") % values,
        (_("%(name)s has written something about “%(task)s”.") % values,),
        _("Read it"),
        url,
    )
