"""Files people answer with. Only they read them."""

from typing import IO, Any
from uuid import UUID

from django.utils.translation import gettext as _

from courses.choices import ANSWERS, EnrolmentState
from courses.models import Answer, Enrolment
from courses.questions import BadAnswer, Given
from portal.core.errors import DomainError
from portal.files import services
from portal.files.choices import FileState
from portal.files.models import StoredFile


def may_add(user: Any) -> bool:
    """Whether somebody takes a course."""
    return Enrolment.objects.filter(user=user, state=EnrolmentState.ACTIVE).exists()


def may_read(user: Any, file: StoredFile) -> bool:
    """Answers are private practice."""
    return bool(file.owner_id == user.pk)


def store(*, user: Any, stream: IO[bytes], name: str) -> StoredFile:
    """A file that came with a plain form."""
    if not may_add(user):
        raise DomainError(_("You may not send files here."))
    return services.store(stream=stream, name=name, owner=user, purpose=ANSWERS)


def uploaded(*, user: Any, uuid: str) -> StoredFile:
    """A file that came in parts. Raises BadAnswer for one that is not there, not complete, or somebody else's."""
    if not is_uuid(uuid):
        raise BadAnswer("missing")
    file = StoredFile.objects.of(user, ANSWERS).filter(uuid=uuid).first()
    if file is None or file.state == FileState.ARRIVING:
        raise BadAnswer("missing")
    return file


def is_uuid(text: str) -> bool:
    """Whether a text names a record at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def as_given(file: StoredFile) -> Given:
    """How an answer names it: nobody has to look it up to show it."""
    return {"file": str(file.uuid), "name": file.name, "size": file.size}


def is_used(file: StoredFile) -> bool:
    """Whether an answer names it."""
    return Answer.objects.filter(enrolment__user=file.owner, given__file=str(file.uuid)).exists()


def drop(*, user: Any, file: StoredFile) -> None:
    """It was not taken as an answer."""
    services.remove(user=user, file=file)
