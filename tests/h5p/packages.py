"""Small H5P packages of our own, made in memory: `package(content, library(…))`."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack("!I", 13) + b"IHDR" + struct.pack("!IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
PNG += struct.pack("!I", zlib.crc32(PNG[12:])) + b"\0\0\0\0IEND\xaeB`\x82"
Files = dict[str, bytes]
UUIDS = [f"{number:08d}-1111-4111-8111-111111111111" for number in range(10)]


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def dependency(text: str) -> dict[str, Any]:
    machine, version = text.split(" ")
    major, minor = version.split(".")
    return {"machineName": machine, "majorVersion": int(major), "minorVersion": int(minor)}


def library(
    text: str = "H5P.Quiz 1.2",
    *,
    patch: int = 3,
    semantics: Any = (),
    needs: Iterable[str] = (),
    editors: Iterable[str] = (),
    languages: Mapping[str, Any] | None = None,
    folder: str = "",
    files: Mapping[str, bytes] | None = None,
    **more: Any,
) -> Files:
    """The files of a library, below its folder."""
    folder = folder or text.replace(" ", "-")
    meta = {
        **dependency(text),
        "title": text.split(" ")[0].removeprefix("H5P."),
        "patchVersion": patch,
        "runnable": 1,
        "preloadedJs": [{"path": "js/main.js"}],
        "preloadedCss": [{"path": "main.css"}],
        "preloadedDependencies": [dependency(one) for one in needs],
        "editorDependencies": [dependency(one) for one in editors],
        **more,
    }
    found = {"library.json": dump(meta), "js/main.js": b"'use strict'", "main.css": b"p{}"}
    if semantics != ():
        found["semantics.json"] = dump(semantics)
    for code, texts in (languages or {}).items():
        found[f"language/{code}.json"] = dump({"semantics": texts})
    return {f"{folder}/{path}": data for path, data in {**found, **(files or {})}.items()}


def entries(
    content: Any = None,
    *libraries: Files,
    main: str = "H5P.Quiz 1.2",
    needs: Iterable[str] = (),
    files: Mapping[str, bytes] | None = None,
    **manifest: Any,
) -> Files:
    """The files of a package; without libraries it gets a main one without fields."""
    about = {
        "title": "A quiz",
        "language": "en",
        "mainLibrary": main.split(" ")[0],
        "embedTypes": ["div"],
        "license": "CC BY",
        "preloadedDependencies": [dependency(one) for one in (main, *needs)],
        **manifest,
    }
    found = {"h5p.json": dump({key: value for key, value in about.items() if value is not ...})}
    found["content/content.json"] = dump({} if content is None else content)
    found |= {f"content/{path}": data for path, data in (files or {}).items()}
    for one in libraries or (library(main),):
        found |= one
    return found


def packed(found: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return target.getvalue()


def package(content: Any = None, *libraries: Files, **more: Any) -> io.BytesIO:
    """A whole package, ready to be read."""
    return io.BytesIO(packed(entries(content, *libraries, **more)))


@dataclass
class Raw:
    """One entry of an archive whose headers may lie: `local_…` for its own header, the others for the directory."""

    name: bytes
    data: bytes = b"x"
    method: int = 8
    flags: int = 0
    mode: int = 0o100644
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    packed_size: int | None = None
    offset: int | None = None
    disk: int = 0
    extra: bytes = b""
    local_name: bytes | None = None
    local_size: int | None = None
    local_flags: int | None = None
    local_method: int | None = None
    local_crc: int | None = None

    def bytes_packed(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.data
        work = zlib.compressobj(9, zlib.DEFLATED, -15)
        return work.compress(self.data) + work.flush()


@dataclass
class End:
    """The end record, which may lie, too."""

    count: int | None = None
    here: int | None = None
    disk: int = 0
    size: int | None = None
    offset: int | None = None
    comment: bytes = b""
    comment_size: int | None = None


def _or(value: Any, other: Any) -> Any:
    return other if value is None else value


def raw_archive(found: Iterable[Raw], end: End | None = None, prefix: bytes = b"", before_end: bytes = b"") -> bytes:
    """An archive from bytes up."""
    end, body, directory, count = end or End(), bytearray(prefix), bytearray(), 0
    for one in found:
        count += 1
        data = one.bytes_packed()
        crc, size = _or(one.crc, zlib.crc32(one.data)), _or(one.size, len(one.data))
        packed_size, offset = _or(one.packed_size, len(data)), _or(one.offset, len(body))
        name = _or(one.local_name, one.name)
        if one.offset is None:
            flags, method = _or(one.local_flags, one.flags), _or(one.local_method, one.method)
            sizes = (_or(one.local_crc, crc), packed_size, _or(one.local_size, size))
            body += struct.pack("<4s2B2HL3L2H", b"PK\3\4", 20, 0, flags, method, 0, *sizes, len(name), 0) + name + data
        numbers = (one.flags, one.method, 0, crc, packed_size, size, len(one.name), len(one.extra), 0, one.disk, 0)
        directory += struct.pack("<4s4B2HL3L5H2L", b"PK\1\2", 20, 3, 20, 0, *numbers, one.mode << 16, offset)
        directory += one.name + one.extra
    offset = _or(end.offset, len(body))
    values = (end.disk, end.disk, _or(end.here, _or(end.count, count)), _or(end.count, count))
    record = struct.pack(
        "<4s4H2LH", b"PK\5\6", *values, _or(end.size, len(directory)), offset, _or(end.comment_size, len(end.comment))
    )
    return bytes(body + directory) + before_end + record + end.comment


def raw_package(*more: Raw, end: End | None = None, **kwargs: Any) -> bytes:
    """A good package and some entries that are not."""
    good = [Raw(name.encode(), data) for name, data in entries().items()]
    return raw_archive([*good, *more], end, **kwargs)
