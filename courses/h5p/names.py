"""Names and versions of libraries: `H5P.MultiChoice 1.16`."""

import re
from dataclasses import dataclass
from typing import Any, Self

_MACHINE = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*(?:\.[A-Za-z0-9_\-]+)*", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)
_TEXT = re.compile(r"(?P<machine>[^ ]+) (?P<version>[^ ]+)")
MACHINE_LENGTH = 120


class BadName(ValueError):
    """This is not the name of a library, or not a version."""


def number(value: Any) -> int:
    """A part of a version, which may come as text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadName(repr(value)[:80])
    if not _NUMBER.fullmatch(str(value)):
        raise BadName(repr(value)[:80])
    return int(value)


def machine_name(value: Any) -> str:
    """The name of a library without its version."""
    if not isinstance(value, str) or len(value) > MACHINE_LENGTH or not _MACHINE.fullmatch(value):
        raise BadName(repr(value)[:80])
    return value


@dataclass(frozen=True, order=True)
class LibraryName:
    """What content refers to: exact in major and minor version, the newest patch is taken."""

    machine: str
    major: int
    minor: int

    @classmethod
    def parse(cls, text: Any) -> Self:
        """From `H5P.MultiChoice 1.16`; raises BadName."""
        match = _TEXT.fullmatch(text) if isinstance(text, str) else None
        parts = match["version"].split(".") if match else []
        if not match or len(parts) != 2:
            raise BadName(repr(text)[:80])
        return cls(machine_name(match["machine"]), number(parts[0]), number(parts[1]))

    @classmethod
    def of(cls, entry: Any) -> Self:
        """From an entry of a list of dependencies or from library.json; raises BadName."""
        if not isinstance(entry, dict):
            raise BadName(repr(entry)[:80])
        parts = (entry.get("machineName"), entry.get("majorVersion"), entry.get("minorVersion"))
        return cls(machine_name(parts[0]), number(parts[1]), number(parts[2]))

    @property
    def folder(self) -> str:
        """Its folder in a package: `H5P.MultiChoice-1.16`."""
        return f"{self.machine}-{self.major}.{self.minor}"

    def __str__(self) -> str:
        return f"{self.machine} {self.major}.{self.minor}"


def folder_fits(folder: str, name: LibraryName, patch: int) -> bool:
    """Whether a library may lie in a folder of this name."""
    return folder in (name.folder, f"{name.folder}.{patch}", name.machine)
