"""What each room knows about a person: registered here, so that export and deletion include rooms to come.

A room calls `register` when its app is ready:

    register("course", export=lambda user: [("course/enrolments.json", {...})], erase=forget_learner)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Item = tuple[str, "bytes | Path | Any"]
"""A place in the zip, and what stands there: bytes as they are, a file by its path, anything else as JSON."""
Export = Callable[[Any], Iterable[Item]]
Erase = Callable[[Any], None]


@dataclass(frozen=True)
class Part:
    """One room's part."""

    name: str
    export: Export
    erase: Erase


_parts: dict[str, Part] = {}


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Add a room's part. Registering a name twice replaces it, as happens when code is loaded again.

    `export` yields places below the zip's root; `erase` removes or anonymises. It runs in one transaction with the
    others, before the person's own record is emptied.
    """
    _parts[name] = Part(name, export, erase)


def unregister(name: str) -> None:
    """Take a part away: for tests."""
    _parts.pop(name, None)


def parts() -> list[Part]:
    """All parts, by name."""
    return [_parts[name] for name in sorted(_parts)]
