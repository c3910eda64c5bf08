"""A whole package: read once, every problem collected, nothing written anywhere."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, BinaryIO, Self

from courses.h5p import packagecheck
from courses.h5p.archive import SafeArchive, Source
from courses.h5p.dependencies import Lookup, Resolution, newest, nothing, resolve
from courses.h5p.filter import Filtered, filter_content
from courses.h5p.issues import Issue, Refused
from courses.h5p.library import FileInfo, Library
from courses.h5p.limits import DEFAULT, Limits
from courses.h5p.manifest import Manifest
from courses.h5p.names import LibraryName
from courses.h5p.reading import CONTENT, Reading


class State(StrEnum):
    """How a library of a package compares with what is installed. All but the first two bring new code."""

    SAME = "same"
    OLDER = "older"
    NEW = "new"
    NEWER = "newer"
    DIFFERS = "differs"


NEW_CODE = frozenset({State.NEW, State.NEWER, State.DIFFERS})
"""States for which a person needs the right to install libraries."""


class Package:
    """What is in a package. Close it (or use it as a context manager) when its files are no longer needed."""

    def __init__(self, archive: SafeArchive | None, reading: Reading, installed: Lookup) -> None:
        self._archive, self._installed, self.limits = archive, installed, reading.limits
        self._issues = reading.issues
        self.manifest: Manifest | None = reading.manifest
        self.content: dict[str, Any] = reading.content
        self.files: Mapping[str, FileInfo] = reading.files
        """Files of the content by path below `content/`, without content.json."""
        self.libraries: Mapping[LibraryName, Library] = reading.libraries
        """The libraries that came with the package."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive."""
        if self._archive:
            self._archive.close()

    @property
    def ok(self) -> bool:
        """Whether the package may be used."""
        return self._issues.ok and self.manifest is not None

    @property
    def issues(self) -> list[Issue]:
        """Everything that was found: errors first, then warnings, then information."""
        return list(self._issues)

    def library(self, name: LibraryName) -> Library | None:
        """The library the content will get: the highest patch of the package's and the installed one."""
        return newest(self._installed(name), self.libraries.get(name))

    @property
    def states(self) -> dict[LibraryName, State]:
        """How each library of the package compares with the installed ones."""
        return {name: _state(library, self._installed(name)) for name, library in self.libraries.items()}

    @property
    def brings_code(self) -> bool:
        """Whether using it means to install scripts that are not there yet."""
        return not NEW_CODE.isdisjoint(self.states.values())

    @cached_property
    def filtered(self) -> Filtered:
        """The content as it may be played and stored; look at `ok` first."""
        if self.manifest is None:
            return Filtered({}, [])
        return filter_content(self.content, self.manifest.main, self.library, files=self.files, limits=self.limits)

    @property
    def roots(self) -> list[LibraryName]:
        """What the content needs by itself: its main library, and those of activities inside."""
        return list(dict.fromkeys([self.manifest.main, *self.filtered.libraries])) if self.manifest else []

    @property
    def dependencies(self) -> Resolution:
        """What the player loads, in order: the main library's needs, then those of the activities inside.

        As in other hosts not what h5p.json lists besides: some programs write libraries of editors there.
        """
        return resolve(self.roots, self.library)

    @property
    def listed(self) -> Resolution:
        """The same with what h5p.json lists; all of that has to be there."""
        return resolve([*self.roots, *(self.manifest.preloaded if self.manifest else ())], self.library)

    def open(self, path: str) -> BinaryIO:
        """A file of the content, by its path below `content/`."""
        return self._open(CONTENT + path)

    def open_library_file(self, library: Library, path: str) -> BinaryIO:
        """A file of a library that came with the package."""
        return self._open(f"{library.folder}/{path}")

    def _open(self, name: str) -> BinaryIO:
        if self._archive is None:
            raise FileNotFoundError(name)
        return self._archive.open(name)


def _state(library: Library, installed: Library | None) -> State:
    if installed is None:
        return State.NEW
    if installed.patch != library.patch:
        return State.NEWER if library.patch > installed.patch else State.OLDER
    return State.SAME if installed.sha256 == library.sha256 else State.DIFFERS


def read(source: Source, *, limits: Limits = DEFAULT, installed: Lookup = nothing) -> Package:
    """Read and check a package (a path, or a file that can seek).

    Always answers with a Package, whatever the bytes are; look at `ok` and `issues`. Only errors of the operating
    system are raised. `installed` finds libraries the site has already.
    """
    reading = Reading(limits)
    try:
        archive = SafeArchive(source, limits)
    except Refused as refused:
        reading.issues.take(refused.issues)
        return Package(None, reading, installed)
    try:
        reading.read(archive)
        package = Package(archive, reading, installed)
        packagecheck.check(package, reading.issues)
    except BaseException:
        archive.close()
        raise
    return package
