"""Where the files of libraries and activities lie: beside the other private files, never in the media folder."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string


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
