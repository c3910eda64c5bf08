"""Private files: `python -m bench --only files`. A large upload and download through the production server."""

import hashlib
import http.client
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.server import ROOT, Server, environment, family, serving

SIZE = int(os.environ.get("BENCH_FILE_SIZE", 2 * 1024**3))
BLOCK = secrets.token_bytes(1024 * 1024)
CSRF = "b" * 32
MEMORY = 150 * 1024 * 1024
SESSION = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from portal.accounts.models import User
user, _ = User.objects.get_or_create(email="bench@ls4vet.example")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""


def content(first: int, length: int) -> Iterator[memoryview]:
    """The same bytes each time, from any place, without a file of that size."""
    view = memoryview(BLOCK)
    while length:
        begin = first % len(BLOCK)
        piece = view[begin : begin + min(length, len(BLOCK) - begin)]
        yield piece
        first, length = first + len(piece), length - len(piece)


def whole_sum() -> str:
    """What the server has to find."""
    digest = hashlib.sha256()
    for piece in content(0, SIZE):
        digest.update(piece)
    return digest.hexdigest()


class Client:
    """Somebody signed in who speaks tus."""

    def __init__(self, data: Path) -> None:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", "shell", "-v0", "-c", SESSION],
            cwd=ROOT,
            env=environment(data),
            capture_output=True,
            text=True,
            check=True,
        )
        cookie = f"sessionid={done.stdout.split()[-1]}; csrftoken={CSRF}"
        self.headers = {"Cookie": cookie, "X-CSRFToken": CSRF, "Tus-Resumable": "1.0.0"}

    def ask(self, port: int, method: str, path: str, body: object = None, **headers: str) -> http.client.HTTPResponse:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=self.headers | named)  # type: ignore[arg-type]
        return connection.getresponse()

    def begin(self, port: int) -> str:
        """Announce the file; where it goes."""
        announced = {"Upload_Length": str(SIZE), "Upload_Metadata": "filename YmVuY2g="}
        made = self.ask(port, "POST", "/en/account/uploads/", **announced)
        if made.status != 201:
            raise RuntimeError(made.read().decode())
        return made.headers["Location"]

    def send(self, port: int, path: str, first: int, length: int) -> int:
        """One part; the status."""
        answer = self.ask(
            port,
            "PATCH",
            path,
            content(first, length),
            Content_Type="application/offset+octet-stream",
            Content_Length=str(length),
            Upload_Offset=str(first),
        )
        answer.read()
        return answer.status

    def arrived(self, port: int, path: str) -> int:
        """How far it came."""
        return int(self.ask(port, "HEAD", path).headers["Upload-Offset"])


@contextmanager
def watched(server: Server) -> Iterator[list[int]]:
    """The most memory of its own the server takes, above what it takes now: one number when the block ends."""
    idle, most, stop = _memory(server), [0], threading.Event()

    def look() -> None:
        while not stop.wait(0.05):
            most[0] = max(most[0], _memory(server) - idle)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield most
    finally:
        stop.set()
        thread.join()


def _memory(server: Server) -> int:
    total = 0
    for pid in family(server.process.pid):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                total += int(line.split()[1]) * 1024
    return total


@dataclass(frozen=True)
class Effort:
    """Seconds by the clock, seconds of the server's processor time, bytes of memory above idle."""

    seconds: float
    work: float
    memory: int


@contextmanager
def measured(server: Server) -> Iterator[list[Effort]]:
    """The effort of a block; in the list when it ends."""
    told: list[Effort] = []
    with watched(server) as most:
        work, start = server.work(), time.perf_counter()
        yield told
        seconds, used = time.perf_counter() - start, server.work() - work
    told.append(Effort(seconds, used, most[0]))


def upload(server: Server, client: Client, part: int) -> tuple[Effort, str]:
    """The effort and the address of an upload in parts of that length."""
    path = client.begin(server.port)
    with measured(server) as told:
        for first in range(0, SIZE, part):
            if client.send(server.port, path, first, min(part, SIZE - first)) != 204:
                raise RuntimeError("a part was refused")
    return told[0], path


def ask_once(server: Server, client: Client) -> None:
    """Let the site load what it needs, so that it counts as idle memory."""
    for _warm in range(5):
        client.ask(server.port, "OPTIONS", "/en/account/uploads/").read()
        client.ask(server.port, "HEAD", "/en/account/uploads/00000000-0000-0000-0000-000000000000/").read()


def cat(server: Server) -> Effort:
    """The same bytes through the same kind of server, written to disk and nothing else."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    with measured(server) as told:
        connection.request("PUT", "/", body=content(0, SIZE), headers={"Content-Length": str(SIZE)})
        if connection.getresponse().read() != b"ok":
            raise RuntimeError("cat failed")
    return told[0]


def download(server: Server, client: Client, path: str) -> tuple[Effort, str]:
    """The effort of two ranges that are the whole file, and the SHA-256 of what came."""
    address = f"/private/{path.rstrip('/').rpartition('/')[2]}/"
    digest, half = hashlib.sha256(), SIZE // 2
    with measured(server) as told:
        for span in (f"bytes=0-{half - 1}", f"bytes={half}-"):
            answer = client.ask(server.port, "GET", address, Range=span)
            if answer.status != 206:
                raise RuntimeError(f"the range was answered with {answer.status}")
            while piece := answer.read(1024 * 1024):
                digest.update(piece)
    return told[0], digest.hexdigest()


def kill(server: Server) -> None:
    """kill -9 for the server and its workers."""
    for pid in [*family(server.process.pid)][::-1]:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()


def killed(data: Path, client: Client) -> tuple[int, int, str]:
    """What the disk held when the server was killed in the middle, where the upload went on, and its address."""
    with serving(data) as server:
        path = client.begin(server.port)
        part = data / "private" / "arriving" / f"{path.rstrip('/').rpartition('/')[2].replace('-', '')}.part"
        sender = threading.Thread(target=_until_broken, args=(client, server.port, path))
        sender.start()
        while part.stat().st_size < SIZE // 3:
            time.sleep(0.01)
        kill(server)
        sender.join()
        kept = part.stat().st_size
    with serving(data) as server:
        arrived = client.arrived(server.port, path)
        client.send(server.port, path, arrived, SIZE - arrived)
    return kept, arrived, path


def _until_broken(client: Client, port: int, path: str) -> None:
    try:
        client.send(port, path, 0, SIZE)
    except OSError:
        return


def stored_sum(data: Path, path: str) -> str:
    """The sum in the database."""
    with closing(sqlite3.connect(data / "portal.sqlite3")) as database:
        question = "SELECT sha256 FROM files_storedfile WHERE uuid = ?"
        return database.execute(question, (path.split("/")[-2].replace("-", ""),)).fetchone()[0]
