"""A package's files, read without trusting anything the archive says."""

import io
import itertools
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from typing import Any, BinaryIO, Self

from courses.h5p import entrynames, zipformat
from courses.h5p.issues import Collector, Issue, Refused, issue
from courses.h5p.limits import DEFAULT, MB, Limits, megabytes
from courses.h5p.zipformat import Header

CHUNK = 64 * 1024
Source = str | PathLike[str] | BinaryIO


@dataclass(frozen=True)
class Entry:
    """A file of the archive: its safe name, and where its bytes lie."""

    name: str
    size: int
    packed: int
    method: int
    crc: int
    begin: int


class SafeArchive:
    """Files by safe name, streamed one at a time. Memory does not grow with what is in them.

    Raises Refused if there is no archive to speak of. Otherwise `issues` has every problem with single files, and
    `entries` only those that have none.
    """

    def __init__(self, source: Source, limits: Limits = DEFAULT) -> None:
        self._own = not hasattr(source, "read")
        self._file: BinaryIO = open(source, "rb") if self._own else source  # type: ignore[arg-type, assignment] # noqa: SIM115
        self.limits = limits
        self.issues = Collector(limits.issues)
        self.entries: dict[str, Entry] = {}
        self.ignored: list[str] = []
        try:
            self._read()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file if it was opened here."""
        if self._own:
            self._file.close()

    def stream(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, in pieces. Raises Refused, at the end at the latest, if they are not what was told."""
        entry = self.entries[name]
        size = crc = 0
        for piece in self._unpacked(entry):
            size += len(piece)
            if size > entry.size:
                raise Refused(issue("entry-damaged", name))
            crc = zlib.crc32(piece, crc)
            yield piece
        if (size, crc) != (entry.size, entry.crc):
            raise Refused(issue("entry-damaged", name))

    def read(self, name: str, limit: int) -> bytes:
        """A whole file that is known to be small; raises Refused."""
        if self.entries[name].size > limit:
            raise Refused(issue("entry-too-large", name, size=megabytes(self.entries[name].size), limit=limit // MB))
        return b"".join(self.stream(name))

    def open(self, name: str) -> BinaryIO:
        """A file to read from; reading raises Refused as `stream` does."""
        if name not in self.entries:
            raise FileNotFoundError(name)
        return io.BufferedReader(_Reader(self.stream(name)), CHUNK)

    def _read(self) -> None:
        headers, directory_at = zipformat.read_directory(self._file, self.limits)
        for header in headers:
            if header.zip64:
                raise Refused(issue("archive-zip64", entrynames.shown(header.raw)))
        total = sum(header.size for header in headers)
        if total > self.limits.total:
            raise Refused(issue("archive-total", size=megabytes(total), limit=self.limits.total // MB))
        ranges = sorted(self._ranges(headers, directory_at))
        if any(end > begin for (_first, end), (begin, _last) in itertools.pairwise(ranges)):
            raise Refused(issue("archive-overlap"))
        for name, other in entrynames.clashes(list(self.entries)):
            self.issues.add("name-double", name, other=other)

    def _ranges(self, headers: list[Header], directory_at: int) -> Iterator[tuple[int, int]]:
        for header in headers:
            place = zipformat.data_range(self._file, header, directory_at)
            if place is None:
                self.issues.add("entry-mismatch", entrynames.shown(header.raw))
                continue
            yield header.offset, place[1]
            self._take(header, place[0])

    def _take(self, header: Header, begin: int) -> None:
        name = entrynames.decoded(header.raw)
        if name is None:
            self.issues.add("name-encoding", entrynames.shown(header.raw))
            return
        found = [*entrynames.problems(name, self.limits), *self._problems(name, header)]
        self.issues.take(found)
        if found or name.endswith("/"):
            return
        if entrynames.ignored(name):
            self.ignored.append(name)
        elif name in self.entries:
            self.issues.add("name-double", name, other=name)
        else:
            self.entries[name] = Entry(name, header.size, header.packed, header.method, header.crc, begin)

    def _problems(self, name: str, header: Header) -> Iterator[Issue]:
        limits, kind = self.limits, stat.S_IFMT(header.mode)
        if header.flags & (zipformat.ENCRYPTED | zipformat.STRONG | zipformat.MASKED):
            yield issue("entry-encrypted", name)
        if header.method not in (zipformat.STORED, zipformat.DEFLATED):
            yield issue("entry-method", name)
        elif header.method == zipformat.STORED and header.packed != header.size:
            yield issue("entry-damaged", name)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR) > name.endswith("/"):
            yield issue("entry-special", name)
        if name.endswith("/") and header.size:
            yield issue("entry-damaged", name)
        if header.size > limits.entry:
            yield issue("entry-too-large", name, size=megabytes(header.size), limit=limits.entry // MB)
        if header.size > limits.ratio_from and header.size > limits.ratio * header.packed:
            yield issue("entry-ratio", name, limit=limits.ratio)

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        left = entry.packed
        self._file.seek(entry.begin)
        while left:
            here = self._file.tell()
            piece = self._file.read(min(CHUNK, left))
            if not piece:
                raise Refused(issue("entry-damaged", entry.name))
            left -= len(piece)
            yield piece
            self._file.seek(here + len(piece))

    def _unpacked(self, entry: Entry) -> Iterator[bytes]:
        if entry.method == zipformat.STORED:
            yield from self._packed(entry)
            return
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._packed(entry):
                piece = unpack.decompress(packed, CHUNK)
                while piece or unpack.unconsumed_tail:
                    yield piece
                    piece = unpack.decompress(unpack.unconsumed_tail, CHUNK)
                if unpack.unused_data:
                    raise Refused(issue("entry-damaged", entry.name))
            if not unpack.eof:
                raise Refused(issue("entry-damaged", entry.name))
        except zlib.error:
            raise Refused(issue("entry-damaged", entry.name)) from None


class _Reader(io.RawIOBase):
    """A file that is read from pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(target), len(self._rest))
        target[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
