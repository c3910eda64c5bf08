"""SHA-256 of parts, carried on from chunk to chunk in this process; what it has not seen is read from the disk.

A state that is lost (another process, kill -9) costs one reading of what it had not seen, never more.
"""

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any
from uuid import UUID

CHUNK = 1024 * 1024
NEAR = 64 * 1024 * 1024
"""A gap of this length is read at once: the parts of one file may reach several processes in turn."""
MOST = 500


class Sums:
    """How far the sum of each part has come."""

    def __init__(self) -> None:
        self._known: OrderedDict[UUID, tuple[int, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, uuid: UUID, offset: int, path: Path) -> Any | None:
        """The state exactly at `offset`, taken out. None when this process would have to read too much for it."""
        with self._lock:
            known, state = self._known.get(uuid) or (0, hashlib.sha256())
            if not offset - NEAR <= known <= offset:
                return None
            self._known.pop(uuid, None)
        _read_on(state, path, known, offset)
        return state

    def keep(self, uuid: UUID, offset: int, state: Any) -> None:
        """Remember a state; the oldest goes when there are too many."""
        with self._lock:
            self._known[uuid] = (offset, state)
            self._known.move_to_end(uuid)
            while len(self._known) > MOST:
                self._known.popitem(last=False)

    def drop(self, uuid: UUID) -> None:
        """Forget a part."""
        with self._lock:
            self._known.pop(uuid, None)

    def finish(self, uuid: UUID, path: Path) -> str:
        """The sum of the whole file; only what this process has not seen is read again."""
        with self._lock:
            offset, state = self._known.pop(uuid, (0, hashlib.sha256()))
        size = path.stat().st_size
        if offset > size:
            offset, state = 0, hashlib.sha256()
        _read_on(state, path, offset, size)
        return state.hexdigest()


def _read_on(state: Any, path: Path, first: int, end: int) -> None:
    if first == end:
        return
    with path.open("rb") as file:
        file.seek(first)
        rest = end - first
        while rest and (chunk := file.read(min(CHUNK, rest))):
            rest -= len(chunk)
            state.update(chunk)


sums = Sums()
