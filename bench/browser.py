"""A browser as far as the site notices: one connection that stays open, cookies, compressed answers, forms."""

import asyncio
import gzip
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import brotli

LENGTH = re.compile(r"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)
ENCODING = re.compile(r"^content-encoding: *(\w+)", re.IGNORECASE | re.MULTILINE)
COOKIE = re.compile(r"^set-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE | re.MULTILINE)
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
PATIENCE = 60


@dataclass(frozen=True)
class Asked:
    """A request that was answered, or was not (status 0)."""

    what: str
    address: str
    status: int
    seconds: float
    begun: float

    @property
    def is_error(self) -> bool:
        """Everything that is neither an answer nor the way to one."""
        return not 200 <= self.status < 400


@dataclass
class Browser:
    """Of one learner. What it asks is written down in `log`."""

    port: int
    cookies: dict[str, str]
    log: list[Asked]
    headers: dict[str, str] = field(default_factory=dict)
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _was_idle: bool = False

    async def get(self, address: str, what: str, **headers: str) -> str:
        """What stands there."""
        return await self._ask("GET", address, what, headers, b"")

    async def post(self, address: str, fields: dict[str, str] | bytes, what: str, **headers: str) -> str:
        """Send a form; bytes are JSON."""
        if isinstance(fields, bytes):
            return await self._ask("POST", address, what, {"Content-Type": "application/json", **headers}, fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", address, what, {**kind, **headers}, urlencode(fields).encode())

    def close(self) -> None:
        """Hang up."""
        if self._line:
            self._line[1].close()

    async def _ask(self, method: str, address: str, what: str, headers: dict[str, str], body: bytes) -> str:
        begun, status, text = time.perf_counter(), 0, ""
        try:
            async with asyncio.timeout(PATIENCE):
                try:
                    status, text = await self._talk(method, address, headers, body)
                except (ConnectionError, asyncio.IncompleteReadError) as cut:
                    begun_to_answer = isinstance(cut, asyncio.IncompleteReadError) and cut.partial
                    if begun_to_answer or not self._was_idle:
                        raise
                    self._line = None  # closed while nobody spoke: browsers ask once more, too
                    status, text = await self._talk(method, address, headers, body)
        except (OSError, EOFError, TimeoutError):
            self.close()
            self._line = None
        self.log.append(Asked(what, address, status, time.perf_counter() - begun, begun))
        return text

    async def _talk(self, method: str, address: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        self._was_idle = self._line is not None
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        own = {
            "Host": f"localhost:{self.port}",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate, br",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Length": str(len(body)),
            **headers,
        }
        lines = [f"{method} {address} HTTP/1.1", *(f"{name}: {value}" for name, value in own.items()), "", ""]
        writer.write("\r\n".join(lines).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length, encoding, status = LENGTH.search(head), ENCODING.search(head), int(head.split(" ", 2)[1])
        content = await reader.readexactly(int(length[1])) if length else b""
        self.cookies.update(COOKIE.findall(head))
        if encoding:
            content = UNPACK[encoding[1]](content)
        return status, content.decode()
