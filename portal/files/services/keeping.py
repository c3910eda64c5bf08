"""Keeping and removing whole files."""

import logging
from functools import partial
from typing import IO, Any, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.audit import record
from portal.core.errors import NotAllowed
from portal.files.errors import Incomplete
from portal.files.models import StoredFile
from portal.files.parts import Part
from portal.files.services import uploads
from portal.files.storage import private_storage
from portal.files.sums import sums

logger = logging.getLogger(__name__)


def store(*, stream: IO[bytes], name: str, owner: Any, purpose: str) -> StoredFile:
    """Keep what a stream holds, whatever its length, in flat memory.

    Raises BadName, EmptyFile, TooLarge or OverQuota, and leaves nothing behind then.
    """
    size = _length(stream)
    file = uploads.begin(user=owner, name=name, size=size, purpose=purpose, by_the_site=True)
    try:
        if uploads.append(user=owner, file=file, offset=0, stream=stream, length=size) < size:
            raise Incomplete(_("The file broke off on its way. Send it again."))
    except BaseException:
        uploads.drop(file)
        raise
    file.refresh_from_db()
    return file


@transaction.atomic
def remove(*, user: Any, file: StoredFile) -> None:
    """Delete one's own file; the bytes go when the transaction is committed."""
    if file.owner_id != user.pk and not user.is_superuser:
        raise NotAllowed(_("Only the person who sent this file can delete it."))
    record(actor=user, action="file.removed", target=file, data={"size": file.size})
    _forget(file)


@transaction.atomic
def remove_all_of(*, user: Any, purpose: str) -> int:
    """Delete everything this person keeps for a purpose, for example with the account. Returns how many."""
    files = list(StoredFile.objects.filter(owner=user, purpose=purpose))
    for file in files:
        _forget(file)
    return len(files)


def _forget(file: StoredFile) -> None:
    uuid, key = file.uuid, file.key
    file.delete()
    transaction.on_commit(partial(drop_bytes, uuid, key))


def drop_bytes(uuid: UUID, key: str) -> None:
    """Take the bytes of a file away, complete or not. A storage that fails is tidied later (`check_files`)."""
    Part(uuid).drop()
    sums.drop(uuid)
    try:
        private_storage().delete(key)
    except OSError:
        logger.exception("the bytes of %s could not be deleted", uuid)


def _length(stream: IO[bytes]) -> int:
    size = cast(int | None, getattr(stream, "size", None))
    if size is not None:
        return size
    if stream.seekable():
        begin = stream.tell()
        size = stream.seek(0, 2) - begin
        stream.seek(begin)
        return size
    raise TypeError("a stream whose length is known is needed")
