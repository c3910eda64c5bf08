"""Asking clamd about a file: INSTREAM over TCP or a local socket, in flat memory."""

import socket
import struct
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

CHUNK = 256 * 1024
PATIENCE = 120.0


class ScannerSilent(Exception):
    """The scanner could not be asked, or did not answer in its language. Nothing is known about the file."""


def verdict(address: str, stream: IO[bytes]) -> str:
    """The name of what was found, empty for a clean file. Address: `tcp://host:3310` or `unix:///path`."""
    try:
        with _connect(address) as wire:
            wire.sendall(b"zINSTREAM\0")
            for chunk in _chunks(stream):
                wire.sendall(struct.pack("!I", len(chunk)) + chunk)
            wire.sendall(struct.pack("!I", 0))
            answer = _answer(wire)
    except OSError as error:
        raise ScannerSilent(str(error)) from error
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerSilent(answer[:200] or "no answer")


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        wire = socket.socket(socket.AF_UNIX)
        wire.settimeout(PATIENCE)
        wire.connect(parts.path)
        return wire
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=PATIENCE)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _answer(wire: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096 and (more := wire.recv(1024)):
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")
