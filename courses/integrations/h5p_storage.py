"""Where the files of libraries and activities lie: beside the other private files, never in the media folder."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)
CHUNK = 256 * 1024


class Changed(Exception):
    """A file is not what it was when it was checked."""


class H5PFolder(FileSystemStorage):
    """Files under PRIVATE_ROOT/h5p, readable by the site's own account alone."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o640, directory_permissions_mode=0o750)

    @property
    def base_location(self) -> str:  # type: ignore[override]
        """The folder as the settings name it now."""
        return str(Path(settings.PRIVATE_ROOT) / "h5p")

    @property
    def location(self) -> str:  # type: ignore[override]
        """The same, whole."""
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        """There is none."""
        raise NotImplementedError("files of activities leave through the player's signed paths alone")


@cache
def _bucket(backend: str) -> Any:
    return import_string(backend)(**{**settings.PRIVATE_STORAGE["OPTIONS"], "location": "h5p"})


def h5p_storage() -> Storage:
    """The storage in use: a folder, or a part of the bucket that holds the private files."""
    backend = settings.PRIVATE_STORAGE["BACKEND"]
    return H5PFolder() if backend == "portal.files.storage.PrivateFolder" else _bucket(backend)


def put(key: str, stream: IO[bytes], sha256: str) -> bool:
    """Keep what a stream holds, whole or not at all. False if it is there already; raises Changed for another sum.

    A key names what lies there by its sum, so what is there is complete and right.
    """
    storage = h5p_storage()
    if storage.exists(key):
        if isinstance(storage, H5PFolder):
            Path(storage.path(key)).touch()  # it is in use again: tidying up looks at the age of what nobody needs
        return False
    if isinstance(storage, H5PFolder):
        _put_in_folder(Path(storage.path(key)), stream, sha256)
    else:
        with tempfile.TemporaryFile() as copy:
            _copy(stream, copy, sha256)
            copy.seek(0)
            storage.save(key, File(copy))
    return True


def orphans(before: datetime, needed: Callable[[str, str], set[str]]) -> Iterator[str]:
    """Keys of files older than that which nobody needs; `needed` names the files of a library or an activity."""
    storage = h5p_storage()
    for kind in _folders(storage, ""):
        for part in _folders(storage, kind):
            for owner in _folders(storage, f"{kind}/{part}"):
                names = needed(kind, owner)
                folder = f"{kind}/{part}/{owner}"
                for name in storage.listdir(folder)[1]:
                    if name not in names and storage.get_modified_time(f"{folder}/{name}") < before:
                        yield f"{folder}/{name}"


def _folders(storage: Storage, folder: str) -> list[str]:
    try:
        return sorted(storage.listdir(folder)[0])
    except FileNotFoundError:
        return []


def drop(keys: Iterable[str]) -> None:
    """Take files away; one that cannot be taken away now is only in the way of nothing."""
    storage = h5p_storage()
    for key in keys:
        try:
            storage.delete(key)
        except OSError:
            logger.exception("%s could not be deleted", key)


def _put_in_folder(goal: Path, stream: IO[bytes], sha256: str) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    part = goal.with_name(f".{uuid4().hex}.part")
    try:
        with part.open("xb") as copy:
            _copy(stream, copy, sha256)
        part.chmod(0o640)
        part.replace(goal)
    finally:
        part.unlink(missing_ok=True)


def _copy(stream: IO[bytes], goal: IO[bytes], sha256: str) -> None:
    digest = hashlib.sha256()
    while piece := stream.read(CHUNK):
        digest.update(piece)
        goal.write(piece)
    if digest.hexdigest() != sha256:
        raise Changed(sha256)
