"""Files on their way: one part on disk for each upload. The disk is the truth: how much arrived is how long it is.

A writer holds a lock on a small file beside the part; the kernel gives it back when the process dies. A writer from
whom nothing was heard for a while (a phone in a tunnel) loses its turn to a newcomer: the newcomer puts a new lock
file in the place of the old one, and the old writer notices before it writes again.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from portal.files.errors import Locked

STALLED = 10.0
"""After so many seconds without a byte another connection may go on."""


def folder() -> Path:
    """Where parts lie; made when first needed."""
    path = Path(settings.PRIVATE_ROOT) / "arriving"
    path.mkdir(mode=0o750, parents=True, exist_ok=True)
    return path


class Part:
    """What has arrived of one upload."""

    def __init__(self, uuid: UUID) -> None:
        self.uuid = uuid
        self.path = folder() / f"{uuid.hex}.part"
        self._lock = self.path.with_suffix(".lock")
        self._unproven = self.path.with_suffix(".unproven")

    def create(self) -> None:
        """Begin with nothing."""
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o640))

    def exists(self) -> bool:
        """Whether anything of it is on disk."""
        return self.path.exists()

    def drop(self) -> None:
        """Take everything of it away."""
        for path in (self.path, self._unproven, self._lock):
            path.unlink(missing_ok=True)

    @contextmanager
    def turn(self) -> Iterator["Turn"]:
        """Be the only one who writes. Raises Locked, or FileNotFoundError when there is no such part."""
        if not self.exists():
            raise FileNotFoundError(self.path)
        with self._locked() as lock, self.path.open("r+b", buffering=0) as file:
            turn = Turn(file, lock, self._lock, self._unproven)
            turn.forget_unproven()
            yield turn

    @contextmanager
    def _locked(self) -> Iterator[IO[bytes]]:
        lock: IO[bytes] = self._lock.open("ab")
        try:
            if not _try_lock(lock):
                lock.close()
                lock = self._take_over()
            elif not _is_at(lock, self._lock):
                raise Locked(_("The upload just ended on another connection."))
            yield lock
        finally:
            lock.close()

    def _take_over(self) -> IO[bytes]:
        if time.time() - self.path.stat().st_mtime < STALLED:
            raise Locked(_("Another connection is sending this file. Wait a moment, then go on."))
        fresh = self._lock.with_suffix(f".{uuid4().hex}")
        lock = fresh.open("ab")
        _try_lock(lock)
        fresh.replace(self._lock)
        os.utime(self.path)
        return lock


class Turn:
    """The right to write, as long as nobody took over."""

    def __init__(self, file: IO[bytes], lock: IO[bytes], lock_path: Path, unproven: Path) -> None:
        self._file, self._held, self._lock_path, self._unproven = file, lock, lock_path, unproven
        self.offset = file.seek(0, os.SEEK_END)

    def append(self, chunk: bytes) -> None:
        """Write at the end. Raises Locked when another connection took over."""
        if not _is_at(self._held, self._lock_path):
            raise Locked(_("Another connection goes on with this file."))
        view = memoryview(chunk)
        while view:
            written = self._file.write(view)
            view = view[written:]
        self.offset += len(chunk)

    def cut(self, offset: int) -> None:
        """Forget everything behind this place."""
        self._file.truncate(offset)
        self.offset = self._file.seek(offset)

    @contextmanager
    def unproven_until_end(self) -> Iterator[None]:
        """What is written inside counts only when the block ends well: not after an error, not after a crash."""
        begin = self.offset
        self._unproven.write_text(str(begin))
        try:
            yield
        except BaseException:
            if _is_at(self._held, self._lock_path):
                self.cut(begin)
                self._unproven.unlink(missing_ok=True)
            raise
        self._unproven.unlink(missing_ok=True)

    def forget_unproven(self) -> None:
        """Cut off what a crash left unproven."""
        with suppress(FileNotFoundError):
            self.cut(min(int(self._unproven.read_text() or 0), self.offset))
            self._unproven.unlink()

    def sync(self) -> None:
        """Make sure it is on the disk itself."""
        os.fdatasync(self._file.fileno())


def _try_lock(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_at(lock: IO[bytes], path: Path) -> bool:
    try:
        return os.fstat(lock.fileno()).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False
