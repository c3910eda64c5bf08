"""Scanning new files, giving up old uploads, comparing the database with the storage."""

import hashlib
import logging
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from portal.core.audit import record
from portal.files import parts
from portal.files.choices import FileState
from portal.files.errors import Locked
from portal.files.models import StoredFile
from portal.files.scanning import ScannerSilent, verdict
from portal.files.services import uploads
from portal.files.storage import private_storage

logger = logging.getLogger(__name__)
DAY = 86_400


def scan(*, file: StoredFile) -> str:
    """Ask the scanner; a file nobody could look at stays unread and is asked about again by `tidy_files`."""
    if file.state != FileState.SCANNING:
        return file.state
    try:
        with private_storage().open(file.key) as content:
            found = verdict(settings.FILES_CLAMD, content) if settings.FILES_CLAMD else ""
    except (ScannerSilent, FileNotFoundError) as reason:
        logger.warning("file %s could not be scanned: %s", file.uuid, reason)
        return file.state
    with transaction.atomic():
        file.state = FileState.QUARANTINED if found else FileState.READY
        file.save(update_fields=["state"])
        if found:
            logger.warning("file %s is locked away: %s", file.uuid, found)
            record(actor=None, action="file.locked_away", target=file, why=found[:200])
    return file.state


def give_up_overdue() -> int:
    """Drop uploads nobody finished in time; returns how many."""
    count = 0
    for file in StoredFile.objects.overdue(timezone.now()).select_related("owner"):
        try:
            uploads.drop(file)
        except Locked:
            continue
        count += 1
    return count


def scan_waiting() -> None:
    """Ask again about files the scanner has not seen."""
    for file in StoredFile.objects.filter(state=FileState.SCANNING).iterator():
        scan(file=file)


def drop_orphans(*, older_than: float = DAY) -> list[str]:
    """Take away bytes without a row once they are old enough not to be in the making; returns their names."""
    limit, known, gone = time.time() - older_than, _known(), []
    for path in parts.folder().iterdir():
        if path.stat().st_mtime < limit and path.name.split(".")[0] not in known:
            path.unlink(missing_ok=True)
            gone.append(path.name)
    storage = private_storage()
    for key in keys_in(storage):
        if key.rpartition("/")[2] not in known and storage.get_modified_time(key).timestamp() < limit:
            storage.delete(key)
            gone.append(key)
    return gone


def differences(*, sums: bool = False) -> Iterator[str]:
    """Everything in which database and storage disagree, one sentence each; `sums` reads every byte again."""
    storage, known = private_storage(), _known()
    for file in StoredFile.objects.order_by("pk").iterator():
        yield from _wrong_with(file, storage, sums)
    for key in keys_in(storage):
        if key.rpartition("/")[2] not in known:
            yield f"{key}: no row knows this file"
    for path in sorted(parts.folder().glob("*.part")):
        if path.stem not in known:
            yield f"{path.name}: no row knows this part"


def keys_in(storage: Storage) -> Iterator[str]:
    """Every file in the storage."""
    try:
        folders, _files = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        yield from (f"{folder}/{name}" for name in sorted(storage.listdir(folder)[1]))


def _known() -> set[str]:
    """The names under which rows know their bytes."""
    return {uuid.hex for uuid in StoredFile.objects.values_list("uuid", flat=True)}


def _wrong_with(file: StoredFile, storage: Storage, sums: bool) -> Iterator[str]:
    if file.state == FileState.ARRIVING:
        if not parts.Part(file.uuid).exists() and not storage.exists(file.key):
            yield f"{file.uuid}: the upload is announced, but no part of it is there"
    elif not storage.exists(file.key):
        yield f"{file.uuid}: the file is missing in the storage"
    elif (size := storage.size(file.key)) != file.size:
        yield f"{file.uuid}: the file has {size} bytes instead of {file.size}"
    elif sums and _sum(storage, file.key) != file.sha256:
        yield f"{file.uuid}: the content has changed (SHA-256 differs)"


def _sum(storage: Storage, key: str) -> str:
    with storage.open(key) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
