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
MOST = 500


class Sums:
    """How far the sum of each part has come."""

    def __init__(self) -> None:
        self._known: OrderedDict[UUID, tuple[int, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, uuid: UUID, offset: int) -> Any | None:
        """The state exactly at `offset`, taken out; None when this process does not have it."""
        with self._lock:
            known = self._known.get(uuid)
            if known is None and offset == 0:
                return hashlib.sha256()
            if known is None or known[0] != offset:
                return None
            del self._known[uuid]
            return known[1]

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
        with path.open("rb") as file:
            if offset > path.stat().st_size:
                offset, state = 0, hashlib.sha256()
            file.seek(offset)
            while chunk := file.read(CHUNK):
                state.update(chunk)
        return state.hexdigest()


sums = Sums()
