"""Asks for one page again and again over connections that stay open, and counts."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from statistics import median

from bench.server import Server

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Answer(Exception):
    """The server answered something else than the page."""


@dataclass
class Count:
    """What a run found."""

    seconds: float = 0
    durations: list[float] = field(default_factory=list)
    size: int = 0
    work: float = 0

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.durations) / self.seconds

    @property
    def middle(self) -> float:
        """The median time of an answer, in milliseconds."""
        return median(self.durations) * 1000

    @property
    def effort(self) -> float:
        """Processor time the server spent on an answer, in milliseconds."""
        return self.work / len(self.durations) * 1000


class Connection(asyncio.Protocol):
    """One connection: sends the request anew as soon as an answer is complete, until `until`."""

    def __init__(self, request: bytes, count: Count, until: float) -> None:
        self.request, self.count, self.until = request, count, until
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        """Wait for the end of the answer, then ask again."""
        if self.missing < 0:
            self.buffer += data
            head, gap, body = self.buffer.partition(b"\r\n\r\n")
            if not gap:
                return
            length = LENGTH.search(head)
            if not head.startswith(b"HTTP/1.1 200") or not length:
                self._fail(head)
                return
            self.missing, self.count.size = int(length[1]) - len(body), int(length[1])
        else:
            self.missing -= len(data)
        if self.missing <= 0:
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:
        """The server hung up."""
        if not self.finished.done():
            self.finished.set_exception(exc or Answer("the server closed the connection"))

    def _send(self) -> None:
        self.buffer, self.missing, self.sent = b"", -1, time.perf_counter()
        self.transport.write(self.request)  # type: ignore[attr-defined]

    def _answered(self) -> None:
        now = time.perf_counter()
        self.count.durations.append(now - self.sent)
        if now < self.until:
            self._send()
        elif not self.finished.done():
            self.finished.set_result(None)

    def _fail(self, head: bytes) -> None:
        if not self.finished.done():
            self.finished.set_exception(Answer(head.decode(errors="replace")))


async def _run(port: int, path: str, seconds: float, connections: int, encoding: str, cookie: str) -> Count:
    count, loop = Count(), asyncio.get_running_loop()
    request = (
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: {encoding}\r\nAccept: text/html\r\n"
        + (f"Cookie: {cookie}\r\n\r\n" if cookie else "\r\n")
    ).encode()
    start = time.perf_counter()
    pairs = [
        await loop.create_connection(lambda: Connection(request, count, start + seconds), "127.0.0.1", port)
        for _number in range(connections)
    ]
    try:
        await asyncio.gather(*(protocol.finished for _transport, protocol in pairs))
    finally:
        for transport, _protocol in pairs:
            transport.close()
    count.seconds = time.perf_counter() - start
    return count


def ask(port: int, path: str, *, seconds: float, connections: int, encoding: str = "br", cookie: str = "") -> Count:
    """Ask for `path` for so many seconds. Raises Answer when the server answers anything but the page."""
    return asyncio.run(_run(port, path, seconds, connections, encoding, cookie))


def compare(
    servers: tuple[Server, Server],
    paths: tuple[str, str],
    *,
    rounds: int,
    seconds: float,
    connections: int,
    cookies: tuple[str, str] = ("", ""),
) -> tuple[list[Count], list[Count]]:
    """Two pages in turn, so that whatever else the machine does burdens both alike. The first round only warms up."""
    found: tuple[list[Count], list[Count]] = ([], [])
    for number in range(rounds + 1):
        for side in (0, 1):
            before = servers[side].work()
            count = ask(servers[side].port, paths[side], seconds=seconds, connections=connections, cookie=cookies[side])
            count.work = servers[side].work() - before
            if number:
                found[side].append(count)
    return found
