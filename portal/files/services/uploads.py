"""Uploads that may break off at any byte and go on later."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.http import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.audit import record
from portal.core.errors import NotAllowed
from portal.core.tasks import enqueue_after_commit
from portal.files import access, kinds
from portal.files.choices import FileState
from portal.files.errors import Incomplete, WrongChecksum, WrongOffset
from portal.files.models import StoredFile
from portal.files.names import clean_name
from portal.files.parts import Part, Turn
from portal.files.services import quota
from portal.files.storage import PrivateFolder, private_storage
from portal.files.sums import sums

logger = logging.getLogger(__name__)
CHUNK = 256 * 1024


class Readable(Protocol):
    """Anything bytes can be read from: a file, or a request with its body."""

    def read(self, size: int = ..., /) -> bytes:
        """At most so many bytes; none at the end."""


Proof = tuple[str, bytes]
"""Name of the algorithm and the digest the sender worked out."""


def expiry() -> Any:
    """When an upload without a further byte is given up."""
    return timezone.now() + timedelta(hours=settings.FILES_UPLOAD_HOURS)


def begin(
    *, user: Any, name: str, size: int, purpose: str, metadata: str = "", by_the_site: bool = False
) -> StoredFile:
    """Announce a file. Raises BadName, EmptyFile, TooLarge, OverQuota or NotAllowed before anything is stored."""
    if not by_the_site and not access.may_add(user, purpose):
        raise NotAllowed(_("You may not send files here."))
    name = clean_name(name)
    limited = access.takes_space(purpose)
    quota.check_size(size, limited=limited)
    with transaction.atomic():
        if limited:
            quota.claim(user, size)
        file = StoredFile.objects.create(
            owner=user, purpose=purpose, name=name, size=size, metadata=metadata, expires=expiry()
        )
        Part(file.uuid).create()
    return file


def arrived(file: StoredFile) -> int:
    """How much has arrived as far as one can see without disturbing a writer."""
    try:
        return min(file.size, Part(file.uuid).path.stat().st_size)
    except FileNotFoundError:
        return 0


def offset_of(*, user: Any, file: StoredFile) -> int:
    """How much has arrived. An upload that broke off after its last byte is finished now. Raises Locked."""
    _own(user, file)
    if file.state != FileState.ARRIVING:
        return file.size
    try:
        with Part(file.uuid).turn() as turn:
            offset = turn.offset
            if offset == file.size:
                finish(file=file)
            return offset
    except FileNotFoundError:
        return file.size if _finish_what_is_in_place(file) else 0


def append(
    *, user: Any, file: StoredFile, offset: int, stream: Readable, length: int, proof: Proof | None = None
) -> int:
    """Write the next part; returns how much has arrived. What came before the stream broke off stays.

    Raises WrongOffset, Incomplete (more than announced), WrongChecksum (the part is dropped), or Locked.
    """
    _own(user, file)
    with Part(file.uuid).turn() as turn:
        if turn.offset != offset:
            raise WrongOffset(_("The file goes on at byte %(offset)s.") % {"offset": turn.offset})
        if offset + length > file.size:
            raise Incomplete(_("More arrives than was announced. Send the file again from the beginning."))
        StoredFile.objects.filter(pk=file.pk).update(expires=expiry())
        if proof:
            with turn.unproven_until_end():
                _receive(file, turn, stream, length, proof)
        else:
            _receive(file, turn, stream, length)
        if turn.offset == file.size:
            turn.sync()
            finish(file=file)
        return turn.offset


def _receive(file: StoredFile, turn: Turn, stream: Readable, length: int, proof: Proof | None = None) -> None:
    begin = turn.offset
    state = sums.take(file.uuid, begin, Part(file.uuid).path)
    before = state.copy() if state and proof else None
    digest = hashlib.new(proof[0], usedforsecurity=False) if proof else None
    try:
        for chunk in _chunks(stream, length):
            turn.append(chunk)
            for each in filter(None, (state, digest)):
                each.update(chunk)
        if digest and proof and (turn.offset - begin < length or digest.digest() != proof[1]):
            raise WrongChecksum(_("This part was damaged on its way. It was dropped; send it again."))
    except BaseException:
        if proof:
            state = before
        if state:
            sums.keep(file.uuid, begin if proof else turn.offset, state)
        raise
    if state:
        sums.keep(file.uuid, turn.offset, state)


def _chunks(stream: Readable, length: int) -> Iterator[bytes]:
    """What comes of so many bytes; a connection that breaks off is the end, not an error."""
    rest = length
    try:
        while rest and (chunk := stream.read(min(CHUNK, rest))):
            rest -= len(chunk)
            yield chunk
    except UnreadablePostError:
        logger.info("a connection broke off %s bytes before the end of a part", rest)


def finish(*, file: StoredFile) -> None:
    """Give a complete file its sum, its type and its place. May be repeated after a crash at any point."""
    part = Part(file.uuid)
    try:
        with part.path.open("rb") as content:
            head = content.read(kinds.HEAD)
        sha256 = sums.finish(file.uuid, part.path)
        _move_to_place(part, file)
    except FileNotFoundError:
        if _finish_what_is_in_place(file):
            return
        raise
    _complete(file, sha256, head)
    part.drop()


def _finish_what_is_in_place(file: StoredFile) -> bool:
    """After a crash between moving a file and writing its row: the row follows."""
    storage = private_storage()
    if not storage.exists(file.key) or storage.size(file.key) != file.size:
        return False
    digest = hashlib.sha256()
    with storage.open(file.key) as content:
        head = content.read(kinds.HEAD)
        digest.update(head)
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    _complete(file, digest.hexdigest(), head)
    Part(file.uuid).drop()
    return True


def _move_to_place(part: Part, file: StoredFile) -> None:
    storage = private_storage()
    if isinstance(storage, PrivateFolder):
        goal = Path(storage.path(file.key))
        goal.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        part.path.rename(goal)
        return
    with part.path.open("rb") as content:
        storage.save(file.key, File(content))


@transaction.atomic
def _complete(file: StoredFile, sha256: str, head: bytes) -> None:
    from portal.files.tasks import scan

    state = FileState.SCANNING if settings.FILES_CLAMD else FileState.READY
    done = StoredFile.objects.filter(pk=file.pk, state=FileState.ARRIVING).update(
        sha256=sha256,
        mime=kinds.kind_of(head, file.name),
        state=state,
        completed=timezone.now(),
        expires=None,
    )
    file.refresh_from_db()
    if done:
        record(actor=file.owner, action="file.stored", target=file, data={"size": file.size})
    if done and state == FileState.SCANNING:
        enqueue_after_commit(scan, uuid=str(file.uuid))


def abandon(*, user: Any, file: StoredFile) -> None:
    """Give up an upload that is not complete. Raises Locked while a part is arriving."""
    _own(user, file)
    if file.state != FileState.ARRIVING:
        raise NotAllowed(_("This file is complete. Delete it in the list of your files."))
    drop(file)


def drop(file: StoredFile) -> None:
    """Take an incomplete upload away, row and bytes. Raises Locked while a part is arriving."""
    part, pk = Part(file.uuid), file.pk
    try:
        with part.turn():
            StoredFile.objects.filter(pk=pk, state=FileState.ARRIVING).delete()
            part.drop()
    except FileNotFoundError:
        StoredFile.objects.filter(pk=pk, state=FileState.ARRIVING).delete()
    part.drop()
    sums.drop(file.uuid)


def _own(user: Any, file: StoredFile) -> None:
    if file.owner_id != user.pk:
        raise NotAllowed(_("This upload belongs to somebody else."))
