"""The Range header of a request for one file (RFC 9110, 14). Pure."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"(\d{0,19})-(\d{0,19})", re.ASCII)


class Unsatisfiable(Exception):
    """No byte of the file lies in what was asked for."""


@dataclass(frozen=True)
class Span:
    """From the first byte to the last, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


def wanted(header: str | None, size: int) -> Span | None:
    """The span asked for; None means the whole file: no header, another unit, nonsense, or several spans at once."""
    unit, equals, spans = (header or "").partition("=")
    if not equals or unit.strip().lower() != "bytes":
        return None
    match = _ONE.fullmatch(spans.strip(" \t"))
    if match is None or match.group() == "-":
        return None
    first, last = match.groups()
    if not first:
        return _suffix(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return Span(int(first), min(int(last), size - 1) if last else size - 1)


def _suffix(length: int, size: int) -> Span:
    if not length or not size:
        raise Unsatisfiable
    return Span(max(0, size - length), size - 1)


def still_wanted(if_range: str | None, etag: str) -> bool:
    """Whether the span may be sent: If-Range is absent or names exactly this content (a date never does)."""
    return if_range is None or if_range.strip() == etag
