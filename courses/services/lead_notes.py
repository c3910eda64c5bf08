"""Notes about learners: written, changed and deleted by their authors, read by whoever looks after the learner."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Enrolment, Note
from courses.permissions import may_see_learner
from portal.accounts.models import User
from portal.core import audit
from portal.core.errors import NotAllowed


@transaction.atomic
def add(*, user: User, enrolment: Enrolment, text: str) -> Note:
    """Raises NotAllowed. The log says that there is a note, never what it says or about whom."""
    if not may_see_learner(user, enrolment):
        raise NotAllowed(_("Only those who look after the learner may write notes."))
    note = Note.objects.create(enrolment=enrolment, author=user, text=text)
    audit.record(actor=user, action="course.note_added", target=note)
    return note


@transaction.atomic
def change(*, user: User, note: Note, text: str) -> Note:
    """Raises NotAllowed."""
    _check(user, note)
    note.text, note.edited_at = text, timezone.now()
    note.save(update_fields=["text", "edited_at"])
    audit.record(actor=user, action="course.note_changed", target=note)
    return note


@transaction.atomic
def remove(*, user: User, note: Note) -> None:
    """Raises NotAllowed."""
    _check(user, note)
    audit.record(actor=user, action="course.note_removed", target=note)
    note.delete()


def own(*, user: User, enrolment: Enrolment, uuid: UUID) -> Note:
    """A note one wrote oneself. Raises Note.DoesNotExist for everybody else's."""
    return enrolment.notes.get(uuid=uuid, author=user)


def _check(user: User, note: Note) -> None:
    if note.author_id != user.pk or not may_see_learner(user, note.enrolment):
        raise NotAllowed(_("Only its author may change or delete a note."))
