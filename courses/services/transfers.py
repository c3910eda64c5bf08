"""Archives of courses as work of the background: asked for, made, downloaded; or sent in, looked at, taken in."""

import logging
import tempfile
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.choices import ARCHIVES, TransferKind, TransferState
from courses.models import CoursePage, CourseTransfer
from courses.permissions import may_manage_courses
from courses.services import archive
from courses.services.archive import Plan
from portal.core.audit import record
from portal.core.errors import DomainError, NotAllowed
from portal.core.tasks import enqueue_after_commit
from portal.files import services as files
from portal.files.models import StoredFile
from portal.files.storage import local_copy

KEPT_FOR = timedelta(days=7)
logger = logging.getLogger(__name__)


def courses() -> list[CoursePage]:
    """Every course as it was written."""
    rows = CoursePage.objects.filter(alias_of=None).order_by("translation_key", "pk").select_related("locale")
    return list({page.translation_key: page for page in reversed(rows)}.values())


def may_read(user: Any, file: StoredFile) -> bool:
    """Archives that were made are for all course managers."""
    return may_manage_courses(user) and CourseTransfer.objects.filter(file=file, kind=TransferKind.OUT).exists()


@transaction.atomic
def ask(*, user: Any, course: UUID) -> CourseTransfer:
    """Begin an archive. Raises NotAllowed, and DomainError while one of this course is being made."""
    _need_right(user)
    since = timezone.now() - timedelta(hours=1)
    same = CourseTransfer.objects.filter(course=course, kind=TransferKind.OUT, state=TransferState.WAITING)
    if same.filter(asked_at__gt=since).exists():
        raise DomainError(_("An archive of this course is being made already."))
    row = CourseTransfer.objects.create(kind=TransferKind.OUT, course=course, asked_by=user)
    record(actor=user, action="course.archive_asked", target=row)
    _enqueue(row)
    return row


@transaction.atomic
def ask_to_take_in(*, user: Any, file: StoredFile, replace: bool) -> CourseTransfer:
    """Begin to take an uploaded archive in. Raises NotAllowed."""
    _need_right(user)
    _need_own(user, file)
    row = CourseTransfer.objects.create(kind=TransferKind.IN, file=file, replace=replace, asked_by=user)
    _enqueue(row)
    return row


def look_at(*, user: Any, file: StoredFile) -> Plan:
    """What an uploaded archive would do. Raises NotAllowed, BadArchive."""
    _need_right(user)
    _need_own(user, file)
    with local_copy(file.key) as stream, archive.opened(stream) as found:
        return archive.look_at(found)


def forget(*, user: Any, file: StoredFile) -> None:
    """An upload that is no archive goes at once."""
    _need_own(user, file)
    files.remove(user=user, file=file)


def work(row: CourseTransfer) -> CourseTransfer:
    """Do what was asked; what goes wrong is kept in words for the person who asked."""
    with translation.override(row.asked_by.language or translation.get_language()):
        try:
            if row.kind == TransferKind.OUT:
                _make(row)
            else:
                _take_in(row)
            row.state = TransferState.READY
        except DomainError as problem:
            row.state, row.report = TransferState.FAILED, {"message": str(problem)}
        except Exception:
            logger.exception("The archive %s did not work", row.uuid)
            words = _("Something went wrong, and nothing was stored. Tell an administrator.")
            row.state, row.report = TransferState.FAILED, {"message": words}
    row.save()
    return row


def tidy(*, now: datetime | None = None) -> int:
    """Forget archives after a week. Returns how many."""
    old = list(CourseTransfer.objects.filter(asked_at__lt=(now or timezone.now()) - KEPT_FOR).select_related("file"))
    for row in old:
        _drop(row)
        row.delete()
    return len(old)


def _make(row: CourseTransfer) -> None:
    assert row.course is not None  # noqa: S101 (for mypy: `ask` names the course)
    with tempfile.TemporaryFile() as stream:
        name = archive.write(user=row.asked_by, course=row.course, target=stream)
        stream.seek(0)
        row.file = files.store(stream=stream, name=name, owner=row.asked_by, purpose=ARCHIVES)


def _take_in(row: CourseTransfer) -> None:
    if row.file is None or not row.file.is_ready:
        raise DomainError(_("This upload is not there any more. Send the file again."))
    with local_copy(row.file.key) as stream, archive.opened(stream) as found:
        plan = archive.take_in(user=row.asked_by, archive=found, parent=_below(), replace=row.replace)
        row.course = UUID(found.course)
        row.report = {"title": plan.title, "new": plan.new, "known": plan.known, "replaced": plan.replaced}
    _drop(row)


def _below() -> Page:
    """A new course stands beside the one that is here, else below home."""
    known = CoursePage.objects.order_by("pk").first()
    return known.get_parent() if known else Page.objects.filter(depth=2).order_by("path").first()


def _drop(row: CourseTransfer) -> None:
    if row.file:
        file, row.file = row.file, None
        row.save(update_fields=["file"])
        files.remove(user=file.owner, file=file)


def _enqueue(row: CourseTransfer) -> None:
    from courses.tasks import transfer_course

    enqueue_after_commit(transfer_course, transfer_id=row.pk)


def _need_right(user: Any) -> None:
    if not may_manage_courses(user):
        raise NotAllowed(_("Only course managers do this."))


def _need_own(user: Any, file: StoredFile) -> None:
    if file.owner_id != user.pk or file.purpose != ARCHIVES or not file.is_ready:
        raise NotAllowed(_("This upload is not there any more. Send the file again."))
