"""Files of tasks: what a learner adds and takes away, and who may read them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.choices import TASK_FILES
from courses.models import Enrolment, Submission, SubmissionFile
from courses.permissions import may_learn, may_read_submission
from courses.services.cohort_end import refuse_after_the_end
from courses.services.school_tasks import Closed
from courses.task_states import WITH_LEARNER
from portal.core.errors import InvalidContent, NotAllowed
from portal.files import services as files
from portal.files.choices import FileState
from portal.files.models import StoredFile

MOST = 10
"""Files of one task."""
ORPHAN = timedelta(days=1)


def may_read(user: Any, file: StoredFile) -> bool:
    """The learner, and those who accompany the cohort: they from the moment it is handed in."""
    row = SubmissionFile.objects.filter(file=file).select_related("submission__enrolment__cohort").first()
    if row is None:
        return file.owner_id is not None and file.owner_id == user.pk
    submission = row.submission
    if submission.enrolment.user_id == user.pk:
        return True
    return is_handed_in(submission, row) and may_read_submission(user, submission)


def may_add(user: Any) -> bool:
    """Whoever takes part in a cohort may send files for its tasks."""
    return bool(user.is_authenticated) and Enrolment.objects.active().filter(user=user).exists()


def is_handed_in(submission: Submission, row: SubmissionFile) -> bool:
    """Whether a file was there when the task was last handed in."""
    return submission.handed_in_at is not None and row.added_at <= submission.handed_in_at


@transaction.atomic
def add(*, user: Any, submission: Submission, file: StoredFile, now: datetime | None = None) -> SubmissionFile:
    """Put a file that has arrived to the task; twice is once. Raises NotAllowed, Closed, CohortEnded, InvalidContent.

    Whatever is raised, the caller lets go of a file nobody else has (`forget_orphans` does, too).
    """
    _refuse(user, submission, now)
    if file.owner_id != user.pk or file.purpose != TASK_FILES or file.state == FileState.ARRIVING:
        raise InvalidContent(_("This upload is not there any more. Send the file again."))
    known = SubmissionFile.objects.filter(file=file).first()
    if known is not None:
        if known.submission_id != submission.pk:
            raise InvalidContent(_("This file belongs to another task already."))
        return known
    if submission.files.count() >= MOST:
        told = ngettext("A task may have %(n)s file.", "A task may have %(n)s files at most.", MOST)
        raise InvalidContent(told % {"n": MOST})
    return SubmissionFile.objects.create(submission=submission, file=file, added_at=now or timezone.now())


@transaction.atomic
def remove(*, user: Any, row: SubmissionFile, now: datetime | None = None) -> None:
    """Take a file away for good. Raises NotAllowed, Closed, CohortEnded."""
    _refuse(user, row.submission, now)
    file = row.file
    row.delete()
    files.remove(user=user, file=file)


def _refuse(user: Any, submission: Submission, now: datetime | None) -> None:
    if not may_learn(user, submission.enrolment):
        raise NotAllowed(_("Only the learner writes here, while taking part in the course."))
    refuse_after_the_end(submission.enrolment.cohort, now)
    if submission.state not in WITH_LEARNER:
        raise Closed(_("The task is handed in. You can change it again if it comes back to you."))


def forget_orphans(*, now: datetime) -> int:
    """Delete files that were sent a day ago and belong to no task: nobody came back to the form."""
    old = StoredFile.objects.filter(purpose=TASK_FILES, completed__lte=now - ORPHAN).exclude(owner=None)
    rows = list(old.exclude(pk__in=SubmissionFile.objects.values("file")).select_related("owner"))
    for file in rows:
        files.remove(user=file.owner, file=file)
    return len(rows)
