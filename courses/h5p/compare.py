"""What changes when a package takes another one's place, to be shown before it does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.h5p import segments
from courses.h5p.dependencies import Lookup, resolve, used_libraries
from courses.h5p.names import LibraryName
from courses.h5p.semantics import Known, leaves


@dataclass(frozen=True)
class Side:
    """A filtered content with what belongs to it; `files` has the sum of each file."""

    content: Mapping[str, Any]
    main: LibraryName
    lookup: Lookup
    files: Mapping[str, str]


@dataclass(frozen=True)
class Change:
    """One thing before and after; empty where it was not, or is no more."""

    path: str
    old: str
    new: str

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if not self.old else "removed" if not self.new else "changed"


@dataclass(frozen=True)
class Changes:
    """All differences between two packages."""

    libraries: tuple[Change, ...]
    """By machine name; the values are versions."""
    texts: tuple[Change, ...]
    """By the path of the segment."""
    media: tuple[Change, ...]
    """By the path of the file; the values are sums."""
    settings: tuple[str, ...]
    """Paths of all other values that differ: numbers, switches, choices."""

    @property
    def stale(self) -> frozenset[str]:
        """Segments whose translations no longer fit: their source has another text now."""
        return frozenset(change.path for change in self.texts if change.kind == "changed")

    @property
    def structure(self) -> bool:
        """Whether parts came or went, so that a saved state may not fit any more."""
        return any(change.kind != "changed" for change in (*self.texts, *self.libraries)) or bool(self.settings)

    def __bool__(self) -> bool:
        return bool(self.libraries or self.texts or self.media or self.settings)


def packages(old: Side, new: Side) -> Changes:
    """From one package to the other."""
    before, after = _values(old), _values(new)
    differing = sorted(path for path in before[1].keys() | after[1].keys() if before[1].get(path) != after[1].get(path))
    return Changes(
        libraries=_changes(_versions(old), _versions(new)),
        texts=_changes(before[0], after[0]),
        media=_changes(old.files, new.files),
        settings=tuple(differing),
    )


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Change, ...]:
    paths = [*old, *(path for path in new if path not in old)]
    return tuple(
        Change(path, old.get(path, ""), new.get(path, "")) for path in paths if old.get(path, "") != new.get(path, "")
    )


def _versions(side: Side) -> dict[str, str]:
    found = resolve([side.main, *used_libraries(side.content)], side.lookup).libraries
    versions: dict[str, list[str]] = {}
    for library in sorted(found, key=lambda one: one.name):
        versions.setdefault(library.name.machine, []).append(library.version)
    return {machine: ", ".join(several) for machine, several in versions.items()}


def _values(side: Side) -> tuple[dict[str, str], dict[str, str]]:
    """The texts by their segments' paths, and everything else."""
    known = Known(side.lookup)
    texts = {one.path: one.text for one in segments.extract(side.content, side.main, known)}
    others = {leaf.path: _same(leaf.value) for leaf in leaves(side.content, side.main, known) if leaf.path not in texts}
    return texts, others


def _same(value: Any) -> str:
    """Equal for equal values, in whatever order a database gives back their keys."""
    return json.dumps(value, sort_keys=True)
