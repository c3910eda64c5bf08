"""When regular jobs are due. Pure: the time comes in as an argument."""

import signal
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    """A `manage.py` command with its arguments, and how many seconds lie between two runs of it."""

    command: tuple[str, ...]
    every: float


class Timetable:
    """Remembers when each job was last due; at the start all of them are."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._next: dict[Job, float | None] = dict.fromkeys(jobs)

    def due(self, now: float) -> list[Job]:
        """The jobs to run now; asking counts as running them."""
        jobs = [job for job, moment in self._next.items() if moment is None or moment <= now]
        self._next |= {job: now + job.every for job in jobs}
        return jobs


def stop_on_signals(stop: threading.Event) -> None:
    """Set the event on SIGINT and SIGTERM, so that a running job ends before the process does."""

    def ask(signum: int, frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
