"""A PostgreSQL of the bench's own with the demo in it, and nothing left of it afterwards.

The demo is loaded once and kept as a dump in build/bench/postgres; each measurement pours it into a new cluster. Unlike
the tests' cluster it writes as in production: what it says is stored is on the disk.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path

import psycopg

from bench.data import FOLDER, LAST_STEP, fresh
from bench.server import ROOT, manage, work

HOME = FOLDER / "postgres"
SETTINGS = {"max_connections": "60"}


@contextmanager
def loaded() -> Iterator[tuple[Path, str]]:
    """The demo's data folder, and the address of its database."""
    with ExitStack() as stack:
        sys.path.insert(0, str(ROOT / "deploy"))  # the tasks behind the Makefile lie beside the project
        from tasks import postgres

        with redirect_stdout(sys.stderr):  # the table alone goes to the output
            binaries = postgres.find_binaries()
            url = stack.enter_context(postgres.throw_away_cluster(binaries, SETTINGS))
        dump = HOME / "demo.dump"
        if (HOME / LAST_STEP).exists():
            _run(binaries / "pg_restore", "--no-owner", "--exit-on-error", "--dbname", url, dump)
        else:
            _load(url)
            _run(binaries / "pg_dump", "--format=custom", "--file", dump, url)
            (HOME / LAST_STEP).touch()
        _run(binaries / "vacuumdb", "--analyze", "--quiet", "--dbname", url)
        yield HOME, url


def effort(url: str) -> float:
    """Seconds of processor time the database has used so far."""
    with psycopg.connect(url) as connection:
        status = Path(f"/proc/{connection.info.backend_pid}/status").read_text()
    return work(int(re.search(r"^PPid:\s+(\d+)", status, re.MULTILINE)[1]))  # type: ignore[index]


def _load(url: str) -> None:
    fresh(HOME, "loading the demo into PostgreSQL …")
    for command in (("migrate",), ("loaddemo",), ("collectstatic", "--noinput")):
        manage(HOME, *command, DATABASE_URL=url)


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True)  # noqa: S603 - PostgreSQL's own programs
