"""A PostgreSQL cluster to throw away: in a temporary folder, on a free port, gone when the tests end."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from tasks import apt, network, verify
from tasks.console import interrupt_on_terminate, step
from tasks.paths import SETUP_LOG
from tasks.problems import Problem
from tasks.processes import die_with_parent

PACKAGES = ["postgresql"]
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}
NOT_ROOT = ["postgres", "nobody"]


def test() -> int:
    """Run every test on PostgreSQL."""
    interrupt_on_terminate()
    chromium = verify.prepare()
    with throw_away_cluster(find_binaries()) as url:
        return verify.run_checks([*verify.STATE, *verify.TESTS], CHROMIUM_PATH=str(chromium), DATABASE_URL=url)


def find_binaries() -> Path:
    """The folder with PostgreSQL's server programs, installed through apt if need be."""
    found = newest_binaries()
    if found is None and apt.may_install() and apt.install(PACKAGES, log=SETUP_LOG):
        found = newest_binaries()
    if found is None:
        raise Problem(f"PostgreSQL is not here. Type this, then start again:\n  {apt.line_to_type(PACKAGES)}")
    return found


def newest_binaries() -> Path | None:
    """Debian keeps the programs off PATH, one folder per version; elsewhere they are on it."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    debian.sort(key=lambda path: int(path.parent.name) if path.parent.name.isdecimal() else 0)
    if debian:
        return debian[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root: the user to run as instead, in `subprocess` terms."""
    if os.geteuid() != 0:
        return {}
    for name in NOT_ROOT:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Problem("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as.")


@contextlib.contextmanager
def throw_away_cluster(binaries: Path, settings: Mapping[str, str] = SETTINGS) -> Iterator[str]:
    """Make and start a cluster, yield its URL, stop and remove it whatever happens. The bench gives other settings."""
    folder = Path(tempfile.mkdtemp(prefix="ls4vet-postgres-"))
    who = unprivileged()
    server = None
    try:
        if who:
            os.chown(folder, who["user"], who["group"])
        with step("Throw-away PostgreSQL"):
            make_cluster(binaries, folder, who)
            port = network.free_port()
            server = start_server(binaries, folder, port, who, settings)
            wait_for(server, folder, port)
        yield f"postgres://portal@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            stop_server(server)
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(binaries: Path, folder: Path, who: dict) -> None:
    """`initdb`, with a superuser that needs no password from this machine."""
    command = [binaries / "initdb", "-D", folder / "data", "-U", "portal", "--auth=trust", "--encoding=UTF8"]
    command += ["--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **who)
    if done.returncode:
        raise Problem(f"PostgreSQL could not be set up: {done.stderr.strip() or done.stdout.strip()}")


def start_server(binaries: Path, folder: Path, port: int, who: dict, settings: Mapping[str, str]) -> subprocess.Popen:
    """Start the server for this machine alone."""
    settings = {**settings, "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-p", str(port), *options],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, signal.SIGINT),
            **who,
        )


def wait_for(server: subprocess.Popen, folder: Path, port: int) -> None:
    """Wait until the server takes connections."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        if "ready to accept connections" in (folder / "log").read_text():
            return
        time.sleep(0.1)
    raise Problem(f"PostgreSQL did not start on port {port}:\n{(folder / 'log').read_text()[-800:]}")


def stop_server(server: subprocess.Popen) -> None:
    """Fast shutdown; at once if that takes too long."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()
