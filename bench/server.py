"""Starts the production server for a measurement, with one worker unless told otherwise, and stops it again."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def work(self) -> float:
        """Seconds of processor time it has used so far, its workers included; what others do does not count."""
        return work(self.process.pid)


def environment(data: Path, **extra: str) -> dict[str, str]:
    """The demo's settings on a data directory of our own."""
    own = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "portal.settings.demo", "LOG_LEVEL": "ERROR"}
    return {**os.environ, **own, **extra}


def manage(data: Path, *arguments: str, **extra: str) -> None:
    """Run a management command on that data."""
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments, "--verbosity", "0"],
        cwd=ROOT,
        env=environment(data, **extra),
        check=True,
    )


def told(data: Path, *arguments: str, **extra: str) -> str:
    """What a management command prints, asked on that data."""
    return said(data, "manage.py", *arguments, **extra)


def said(data: Path, *arguments: str, **extra: str) -> str:
    """What a program of ours prints, run by this Python on that data."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(data, **extra),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def serving(
    data: Path, application: str = "portal.wsgi:application", *, workers: int = 1, **extra: str
) -> Iterator[Server]:
    """Granian on a free port of this machine, with the demo's number of threads."""
    port = _free_port()
    with (data / f"bench-{port}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [
                str(Path(sys.executable).parent / "granian"),
                *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
                *("--workers", str(workers), "--blocking-threads", "4", "--no-access-log", "--log-level", "error"),
                application,
            ],
            cwd=ROOT,
            env=environment(data, **extra),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(port, process)
            yield Server(port, process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            yield from family(int(child))


def work(pid: int) -> float:
    """Seconds of processor time of a process and all that it started."""
    return sum(_ticks(one) for one in family(pid)) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    """Its own, and those of processes it started that have ended; none of one that has ended itself by now."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(spent) for spent in told.rpartition(")")[2].split()[11:15])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("the server ended while it started; its log lies in the data directory")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {PATIENCE} seconds")
