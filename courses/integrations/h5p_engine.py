"""Between the engine, which knows no database, and the models, which know no packages."""

from collections.abc import Callable, Iterable
from typing import IO, Any

from courses.h5p import filetypes
from courses.h5p import library as engine_library
from courses.h5p.library import FileInfo, Library
from courses.h5p.names import LibraryName
from courses.integrations.h5p_storage import h5p_storage
from courses.models import H5PActivity, H5PLibrary

Lookup = Callable[[LibraryName], Library | None]


def to_engine(row: H5PLibrary) -> Library:
    """A stored library as the engine sees it; its files are read when they are asked for."""
    files = {
        path: FileInfo(path, info["size"], info["sha256"], filetypes.media_type(path))
        for path, info in row.files.items()
    }
    found = engine_library.build(
        row.metadata, row.semantics, files, lambda path: _read(row.key(path)), folder=row.folder
    )
    if found is None:
        raise ValueError(f"{row} has no usable library.json")
    return found


class Installed:
    """The newest patch of each library there is: the `installed` lookup of the engine. Asks once for each name."""

    def __init__(self) -> None:
        self._rows: dict[LibraryName, H5PLibrary | None] = {}
        self._libraries: dict[LibraryName, Library | None] = {}

    def row(self, name: LibraryName) -> H5PLibrary | None:
        """The newest patch; of two with the same number, the one installed last."""
        if name not in self._rows:
            rows = H5PLibrary.objects.filter(machine=name.machine, major=name.major, minor=name.minor)
            self._rows[name] = rows.order_by("-patch", "-pk").first()
        return self._rows[name]

    def __call__(self, name: LibraryName) -> Library | None:
        """The same as the engine sees it."""
        if name not in self._libraries:
            row = self.row(name)
            self._libraries[name] = to_engine(row) if row else None
        return self._libraries[name]


def libraries_of(activity: H5PActivity) -> Lookup:
    """A lookup of exactly the libraries an activity was installed with. One query."""
    rows = H5PLibrary.objects.filter(activities=activity)
    found = {name_of(row): to_engine(row) for row in rows}
    return found.get


def name_of(row: H5PLibrary) -> LibraryName:
    """How content refers to it."""
    return LibraryName(row.machine, row.major, row.minor)


def file_index(files: Iterable[FileInfo]) -> dict[str, dict[str, Any]]:
    """What a model keeps of files."""
    return {info.path: {"sha256": info.sha256, "size": info.size} for info in files}


def open_library_file(row: H5PLibrary, path: str) -> IO[bytes]:
    """A file of a stored library."""
    return h5p_storage().open(row.key(path))


def open_content_file(activity: H5PActivity, path: str) -> IO[bytes]:
    """A file of an activity's content."""
    return h5p_storage().open(activity.key(path))


def _read(key: str) -> bytes:
    with h5p_storage().open(key) as content:
        return content.read()
