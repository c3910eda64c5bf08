"""Where private files lie: a folder outside the media folder, or an S3 bucket. Neither has public addresses."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string

CHUNK = 256 * 1024


class PrivateFolder(FileSystemStorage):
    """Files under PRIVATE_ROOT/files, readable by the site's own account alone."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o640, directory_permissions_mode=0o750)

    @property
    def base_location(self) -> str:  # type: ignore[override]
        """The folder as the settings name it now."""
        return str(Path(settings.PRIVATE_ROOT) / "files")

    @property
    def location(self) -> str:  # type: ignore[override]
        """The same, whole."""
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        """There is none."""
        raise NotImplementedError("private files leave through files:download alone")


@cache
def _bucket(backend: str) -> Any:
    return import_string(backend)(**settings.PRIVATE_STORAGE["OPTIONS"])


def private_storage() -> Storage:
    """The storage in use."""
    backend = settings.PRIVATE_STORAGE["BACKEND"]
    return PrivateFolder() if backend == "portal.files.storage.PrivateFolder" else _bucket(backend)


@contextmanager
def local_copy(key: str) -> Iterator[IO[bytes]]:
    """A private file as one that can be read in any order, whatever the storage."""
    storage = private_storage()
    with storage.open(key) as content:
        if isinstance(storage, PrivateFolder):
            yield content.file  # type: ignore[misc]
            return
        with tempfile.TemporaryFile() as copy:
            for piece in content.chunks(CHUNK):
                copy.write(piece)
            copy.seek(0)
            yield copy
