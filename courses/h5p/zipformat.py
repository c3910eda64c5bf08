"""The bytes of a zip archive, read strictly: one end record, one directory, and headers that agree with it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from courses.h5p.issues import Refused, issue
from courses.h5p.limits import MB, Limits, megabytes

END, CENTRAL, LOCAL = struct.Struct("<4s4H2LH"), struct.Struct("<4s4B2HL3L5H2L"), struct.Struct("<4s2B2HL3L2H")
END_MARK, CENTRAL_MARK, LOCAL_MARK, ZIP64_MARK = b"PK\5\6", b"PK\1\2", b"PK\3\4", b"PK\6\7"
STORED, DEFLATED = 0, 8
ENCRYPTED, STREAMED, STRONG, MASKED = 0x1, 0x8, 0x40, 0x2000
ZIP64_FIELD = 1
COMMENT = 0xFFFF
FULL = 0xFFFFFFFF


@dataclass(frozen=True)
class Header:
    """What the directory says of an entry."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int
    zip64: bool


@dataclass(frozen=True)
class End:
    """The end record."""

    count: int
    size: int
    offset: int
    at: int


def read_end(file: BinaryIO, length: int, limits: Limits) -> End:
    """Find the end record, before anything else is believed; raises Refused."""
    tail_length = min(length, END.size + COMMENT)
    file.seek(length - tail_length)
    tail = file.read(tail_length)
    place = tail.rfind(END_MARK)
    if place < 0 or len(tail) - place < END.size:
        raise Refused(issue("archive-unreadable"))
    _mark, disk, first, here, count, size, offset, comment = END.unpack_from(tail, place)
    at = length - tail_length + place
    if at + END.size + comment != length:
        raise Refused(issue("archive-directory"))
    if count == 0xFFFF or FULL in (size, offset) or tail[max(0, place - 20) : place].startswith(ZIP64_MARK):
        raise Refused(issue("archive-zip64"))
    if disk or first or here != count:
        raise Refused(issue("archive-split"))
    if count > limits.entries:
        raise Refused(issue("archive-entries", count=count, limit=limits.entries))
    if size > limits.directory or offset + size != at:
        raise Refused(issue("archive-directory"))
    return End(count, size, offset, at)


def read_directory(file: BinaryIO, limits: Limits) -> tuple[list[Header], int]:
    """All entries as the directory has them, and where it begins; raises Refused."""
    length = file.seek(0, 2)
    if length > limits.archive:
        raise Refused(issue("archive-too-large", size=megabytes(length), limit=limits.archive // MB))
    end = read_end(file, length, limits)
    file.seek(0)
    if file.read(4) != (LOCAL_MARK if end.count else END_MARK):
        raise Refused(issue("archive-prefix"))
    file.seek(end.offset)
    data = file.read(end.size)
    headers = list(_headers(data, end.count))
    if sum(CENTRAL.size + extra for extra, _header in headers) != end.size:
        raise Refused(issue("archive-directory"))
    return [header for _extra, header in headers], end.offset


def _headers(data: bytes, count: int) -> Iterator[tuple[int, Header]]:
    at = 0
    for _number in range(count):
        if len(data) - at < CENTRAL.size or data[at : at + 4] != CENTRAL_MARK:
            raise Refused(issue("archive-directory"))
        values = CENTRAL.unpack_from(data, at)
        flags, method, _time, crc, packed, size = values[5:11]
        name, extra, comment, disk, _internal, external, offset = values[11:]
        begin = at + CENTRAL.size
        at = begin + name + extra + comment
        if at > len(data) or disk:
            raise Refused(issue("archive-directory"))
        zip64 = FULL in (packed, size, offset) or ZIP64_FIELD in extra_ids(data[begin + name : begin + name + extra])
        raw = data[begin : begin + name]
        header = Header(raw, flags, method, crc, packed, size, external >> 16, offset, zip64)
        yield name + extra + comment, header


def extra_ids(extra: bytes) -> set[int]:
    """Which extra fields an entry has; what cannot be read is left alone."""
    found, at = set(), 0
    while len(extra) - at >= 4:
        number, length = struct.unpack_from("<2H", extra, at)
        found.add(number)
        at += 4 + length
    return found


def data_range(file: BinaryIO, header: Header, directory_at: int) -> tuple[int, int] | None:
    """Where the bytes of an entry lie, or None if its own header does not agree with the directory."""
    file.seek(header.offset)
    raw = file.read(LOCAL.size)
    if len(raw) < LOCAL.size or raw[:4] != LOCAL_MARK:
        return None
    flags, method, _time, crc, packed, size, name, extra = LOCAL.unpack(raw)[3:]
    if (flags, method) != (header.flags, header.method) or file.read(name) != header.raw:
        return None
    told = (header.crc, header.packed, header.size)
    given = tuple(zip((crc, packed, size), told, strict=True))
    streamed = bool(flags & STREAMED)
    if any(own != other and not (streamed and own == 0) for own, other in given):
        return None
    begin = header.offset + LOCAL.size + name + extra
    return (begin, begin + header.packed) if begin + header.packed <= directory_at else None
