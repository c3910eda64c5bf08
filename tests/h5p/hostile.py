"""Packages that must be refused, each with the code it must be refused with.

`python -m tests.h5p.hostile FOLDER` writes them all as files, to be tried by hand.
"""

import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.h5p.packages import (
    PNG,
    End,
    Files,
    Raw,
    dependency,
    dump,
    entries,
    library,
    packed,
    raw_archive,
    raw_package,
)

Case = tuple[str, Callable[[], bytes]]
GOOD = {name.encode(): data for name, data in entries().items()}
MB = 1024 * 1024


def with_file(path: str, data: bytes) -> Callable[[], bytes]:
    return lambda: packed({**entries(), path: data})


def with_entry(**values: Any) -> Callable[[], bytes]:
    return lambda: raw_package(Raw(**{"name": b"content/a.txt", **values}))


def with_name(name: bytes) -> Callable[[], bytes]:
    return with_entry(name=name)


def with_end(**values: Any) -> Callable[[], bytes]:
    return lambda: raw_package(end=End(**values))


def with_manifest(**values: Any) -> Callable[[], bytes]:
    return lambda: packed(entries(**values))


def with_libraries(*libraries: Files, **values: Any) -> Callable[[], bytes]:
    return lambda: packed(entries(None, *libraries, **values))


def with_text(name: str, text: str | bytes) -> Callable[[], bytes]:
    return with_file(name, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))


def archives() -> Iterator[tuple[str, Case]]:
    """The archive itself is broken, or pretends."""
    good = raw_package()
    yield "empty", ("archive-unreadable", lambda: b"")
    yield "text", ("archive-unreadable", lambda: b"This is a letter. " * 50)
    yield "png", ("archive-unreadable", lambda: PNG)
    yield "rar", ("archive-unreadable", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 200)
    yield "end-only-half", ("archive-unreadable", lambda: b"PK\5\6" + b"\0" * 10)
    yield "cut", ("archive-unreadable", lambda: good[: len(good) // 2])
    yield "cut-by-one", ("archive-unreadable", lambda: good[:-1])
    yield "more-after-the-end", ("archive-directory", lambda: good + b"x")
    yield "nothing-in-it", ("manifest-missing", lambda: raw_archive([]))
    yield "script-in-front", ("archive-prefix", lambda: raw_package(prefix=b"#!/bin/sh\n"))
    yield "directory-only", ("archive-prefix", lambda: raw_archive([Raw(b"a", offset=0)]))
    yield "before-an-empty-one", ("archive-prefix", lambda: raw_archive([], prefix=b"MZ"))
    yield "count-too-small", ("archive-directory", with_end(count=2))
    yield "count-too-large", ("archive-directory", with_end(count=9))
    yield "directory-elsewhere", ("archive-directory", with_end(offset=3))
    yield "directory-shorter", ("archive-directory", with_end(size=40))
    yield "gap-before-end", ("archive-directory", lambda: raw_package(before_end=b"????"))
    yield "comment-shorter", ("archive-directory", with_end(comment=b"abc", comment_size=2))
    yield "end-in-the-comment", ("archive-directory", with_end(comment=raw_archive([])[-22:] + b"x"))
    yield "divided", ("archive-split", with_end(disk=1))
    yield "partly-elsewhere", ("archive-split", with_end(here=1))
    yield "entry-on-another-disk", ("archive-directory", with_entry(disk=1))
    yield "zip64-by-count", ("archive-zip64", with_end(count=0xFFFF))
    yield "zip64-by-size", ("archive-zip64", with_end(size=0xFFFFFFFF))
    yield "zip64-by-offset", ("archive-zip64", with_end(offset=0xFFFFFFFF))
    locator = b"PK\6\7" + bytes(16)
    yield "zip64-locator", ("archive-zip64", lambda: raw_package(before_end=locator))
    yield "zip64-entry", ("archive-zip64", with_entry(extra=struct.pack("<2HQ", 1, 8, 5)))
    yield "zip64-entry-size", ("archive-zip64", with_entry(packed_size=0xFFFFFFFF, size=0xFFFFFFFF))
    many = [Raw(b"content/%d.txt" % number) for number in range(5_001)]
    yield "too-many-files", ("archive-entries", lambda: raw_archive(many))
    yield (
        "too-large-directory",
        (
            "archive-directory",
            lambda: raw_package(
                *(Raw(b"content/%d.txt" % number, extra=b"\7\0\xfb\xff" + b"x" * 65_531) for number in range(40))
            ),
        ),
    )
    yield (
        "unpacks-to-too-much",
        (
            "archive-total",
            lambda: raw_package(*(Raw(b"content/%d.txt" % number, size=50 * MB) for number in range(6))),
        ),
    )


def bombs() -> Iterator[tuple[str, Case]]:
    """A small file that becomes large."""
    zeros = bytes(10 * MB)
    small = Raw(b"", zeros).bytes_packed()
    yield "bomb", ("entry-ratio", with_entry(data=zeros, packed=small))
    yield "bomb-that-lies", ("entry-damaged", with_entry(data=zeros, packed=small, size=1_000))
    yield "bomb-of-one-entry-too-large", ("entry-too-large", with_entry(size=51 * MB))
    yield (
        "overlapping",
        (
            "archive-overlap",
            lambda: raw_archive([*(Raw(n, d) for n, d in GOOD.items()), Raw(b"h5p.json", GOOD[b"h5p.json"], offset=0)]),
        ),
    )
    yield "quoted", ("entry-mismatch", with_entry(offset=0))
    yield "bomb-of-names", ("name-too-long", with_name(b"content/" + b"a" * 60_000 + b".txt"))


def entries_that_lie() -> Iterator[tuple[str, Case]]:
    """One file of the archive is not what its headers say."""
    yield "encrypted", ("entry-encrypted", with_entry(flags=1))
    yield "strongly-encrypted", ("entry-encrypted", with_entry(flags=0x40))
    yield "masked", ("entry-encrypted", with_entry(flags=0x2000))
    for method in (1, 6, 9, 12, 14, 93, 95, 99):
        yield f"method-{method}", ("entry-method", with_entry(method=method))
    yield "wrong-sum", ("entry-damaged", with_entry(crc=1))
    yield "stored-with-two-sizes", ("entry-damaged", with_entry(method=0, size=5))
    yield "shorter-than-told", ("entry-damaged", with_entry(size=500))
    yield "longer-than-told", ("entry-damaged", with_entry(data=b"abc", size=1))
    yield "not-deflated", ("entry-damaged", with_entry(packed=b"\xff\xff\xff\xff"))
    yield "deflated-with-a-tail", ("entry-damaged", with_entry(packed=b"\x03\x00tail", data=b""))
    yield "deflated-with-a-long-tail", ("entry-damaged", with_entry(packed=b"\x03\x00" + bytes(300_000), data=b""))
    yield "tail-in-the-next-piece", ("entry-damaged", with_entry(packed=_exact(65_536) + b"x"))
    yield "deflated-without-end", ("entry-damaged", with_entry(packed=b"\x00\x01\x00\xfe\xffx", data=b"x"))
    yield "beyond-the-end", ("entry-mismatch", with_entry(offset=10**9))
    yield "into-the-directory", ("entry-mismatch", with_entry(packed=b"x" * 5, packed_size=10**6, method=0))
    yield "no-header-there", ("entry-mismatch", with_entry(offset=5))
    yield "two-names", ("entry-mismatch", with_entry(local_name=b"content/b.txt"))
    yield "two-sizes", ("entry-mismatch", with_entry(local_size=7))
    yield "two-sums", ("entry-mismatch", with_entry(local_crc=7))
    yield "two-methods", ("entry-mismatch", with_entry(local_method=0))
    yield "two-flags", ("entry-mismatch", with_entry(local_flags=8))
    for name, mode in (("link", 0o120777), ("pipe", 0o010644), ("device", 0o020644), ("socket", 0o140644)):
        yield name, ("entry-special", with_entry(mode=mode))
    yield "folder-without-slash", ("entry-special", with_entry(mode=0o040755))
    yield "folder-with-bytes", ("entry-damaged", with_entry(name=b"content/a/", data=b"abc"))


def _exact(length: int) -> bytes:
    """A whole stream of that many bytes: stored blocks, the last one marked."""
    first = b"\0" + struct.pack("<HH", 10, 0xFFFF - 10)[:4] + bytes(10)
    rest = length - len(first) - 5
    return first + b"\1" + struct.pack("<HH", rest, 0xFFFF - rest) + bytes(rest)


def names() -> Iterator[tuple[str, Case]]:
    """Names that lead elsewhere or deceive."""
    for label, name in {
        "up": b"../evil.txt",
        "up-inside": b"content/../../evil.txt",
        "up-at-the-end": b"content/..",
        "here": b"./content/a.txt",
        "absolute": b"/etc/passwd",
        "double-slash": b"content//a.txt",
        "drive": b"C:/evil.txt",
        "drive-relative": b"c:evil.txt",
        "empty": b"",
        "slash": b"/",
    }.items():
        yield f"name-{label}", ("name-path", with_name(name))
    for label, name in {
        "backslash": b"content\\..\\evil.txt",
        "nul": b"content/a.txt\0.png",
        "newline": b"content/a\n.txt",
        "delete": b"content/a\x7f.txt",
        "right-to-left": "content/a\u202etxt.exe".encode(),
        "zero-width": "content/a\u200b.txt".encode(),
        "line-separator": "content/a\u2028.txt".encode(),
        "private": "content/\ue000.txt".encode(),
        "unassigned": "content/\u0378.txt".encode(),
        "stream": b"content/a.txt:evil",
        "question": b"content/a?.txt",
        "trailing-dot": b"content/a.txt.",
        "trailing-space": b"content/a.txt ",
        "leading-space": b"content/ a.txt",
        "folder-with-dot": b"content/a./b.txt",
        "con": b"content/con.txt",
        "lpt": b"content/LPT1",
        "aux-folder": b"content/aux/a.txt",
    }.items():
        yield f"name-{label}", ("name-characters", with_name(name))
    yield "name-latin", ("name-encoding", with_name(b"content/caf\xe9.txt"))
    yield "name-decomposed", ("name-encoding", with_name("content/cafe\u0301.txt".encode()))
    yield "name-surrogate", ("name-encoding", with_name(b"content/\xed\xa0\x80.txt"))
    yield "name-long", ("name-too-long", with_name(b"content/" + b"a" * 229 + b".txt"))
    yield "name-deep", ("name-too-long", with_name(b"content/" + b"a/" * 11 + b"a.txt"))
    for label, first, second in (
        ("same", b"content/a.txt", b"content/a.txt"),
        ("capital", b"content/a.txt", b"content/A.txt"),
        ("sharp-s", "content/ß.txt".encode(), b"content/SS.txt"),
        ("ligature", "content/ﬁ.txt".encode(), b"content/fi.txt"),
        ("dotless", b"content/K.txt", b"content/k.txt"),
        ("folder-capital", b"content/x/a.txt", b"content/X/b.txt"),
        ("file-and-folder", b"content/a.txt", b"content/a.txt/b.txt"),
    ):
        yield f"double-{label}", ("name-double", lambda a=first, b=second: raw_package(Raw(a), Raw(b)))
    yield "double-manifest", ("name-double", lambda: raw_package(Raw(b"h5p.json", b"{}")))
    yield "double-manifest-capital", ("name-double", lambda: raw_package(Raw(b"H5P.JSON", b"{}")))


def texts() -> Iterator[tuple[str, Case]]:
    """JSON that programs read differently, or not at all."""
    for place in ("h5p.json", "content/content.json", "H5P.Quiz-1.2/library.json", "H5P.Quiz-1.2/semantics.json"):
        yield f"json-broken-{place}", ("json-invalid", with_text(place, '{"a": }'))
    content = "content/content.json"
    for label, text in {
        "nan": '{"a": NaN}',
        "infinity": '{"a": -Infinity}',
        "too-large": '{"a": 1e999}',
        "too-large-whole": '{"a": 9007199254740993}',
        "endless": '{"a": ' + "9" * 100_000 + "}",
        "nul": '{"a": "\\u0000"}',
        "half-a-character": '{"a": "\\ud83d"}',
        "half-a-key": '{"\\udc00": 1}',
    }.items():
        yield f"json-{label}", ("json-value", with_text(content, text))
    for label, text in {
        "empty": "",
        "comma": '{"a": 1,}',
        "comment": '{"a": 1} // no',
        "two": "{}{}",
        "single-quotes": "{'a': 1}",
        "control": '{"a": "\x01"}',
        "raw-nul": "\0",
        "unclosed": '{"a": "' + "\\" * 99_999,
        "half-closed": "]" * 2000,
    }.items():
        yield f"json-{label}", ("json-invalid", with_text(content, text))
    for label, data in {
        "latin": b'{"a": "caf\xe9"}',
        "utf16": '{"a": 1}'.encode("utf-16"),
        "overlong": b'{"a": "\xc0\xaf"}',
        "surrogates": b'{"a": "\xed\xa0\x80"}',
    }.items():
        yield f"json-{label}", ("json-encoding", with_text(content, data))
    yield "json-deep", ("json-deep", with_text(content, '{"a":' * 61 + "1" + "}" * 61))
    yield "json-very-deep", ("json-deep", with_text(content, "[" * 90_000))
    yield "json-many", ("json-many", with_text(content, "[" + "[]," * 100_000 + "[]]"))
    yield (
        "json-large",
        ("json-too-large", lambda: _stored_content(b'{"a": "' + b"x" * 5 * MB + b'"}')),
    )
    yield "json-array", ("content-type", with_text(content, "[]"))
    yield "json-null", ("content-type", with_text(content, "null"))
    yield "json-many-together", ("json-many", lambda: packed({**entries(), **_many_values()}))


def _stored_content(data: bytes) -> bytes:
    found = {**entries(), "content/content.json": data}
    return raw_archive([Raw(name.encode(), content, method=0) for name, content in found.items()])


def _many_values() -> Files:
    values = dump([[]] * 49_000)
    return {f"H5P.L{number}-1.0/semantics.json": values for number in range(4)}


def manifests() -> Iterator[tuple[str, Case]]:
    """h5p.json says what cannot be."""
    yield "no-manifest", ("manifest-missing", lambda: packed({"content/content.json": b"{}"}))
    yield (
        "in-a-folder",
        ("manifest-missing", lambda: packed({f"quiz/{name}": data for name, data in entries().items()})),
    )
    yield (
        "no-content",
        ("content-missing", lambda: packed({k: v for k, v in entries().items() if not k.startswith("content")})),
    )
    yield "manifest-is-a-list", ("field-type", with_text("h5p.json", "[]"))
    yield "manifest-is-a-text", ("field-type", with_text("h5p.json", '"x"'))
    for name in ("title", "mainLibrary"):
        yield f"no-{name}", ("field-missing", with_manifest(**{name: ...}))
    yield "title-empty", ("field-missing", with_manifest(title="  "))
    for name, value in {
        "title": 5,
        "title-long": "x" * 1_001,
        "mainLibrary": ["H5P.Quiz"],
        "language": {"a": 1},
        "license": 1,
        "authors": "me",
        "preloadedDependencies": 7,
    }.items():
        yield f"type-of-{name}", ("field-type", with_manifest(**{name.removesuffix("-long"): value}))
    yield "main-with-a-path", ("field-type", with_manifest(mainLibrary="../H5P.Quiz"))
    yield "main-with-a-version", ("field-type", with_manifest(mainLibrary="H5P.Quiz 1.2"))
    yield "main-elsewhere", ("main-not-listed", with_manifest(mainLibrary="H5P.Other"))
    for label, value in {
        "negative": -1,
        "text": "one",
        "float": 1.5,
        "true": True,
        "null": None,
        "huge": 10**9,
    }.items():
        broken = {**dependency("H5P.Quiz 1.2"), "minorVersion": value}
        yield f"version-{label}", ("field-type", with_manifest(preloadedDependencies=[broken]))
    yield "dependency-text", ("field-type", with_manifest(preloadedDependencies=["H5P.Quiz 1.2"]))


def libraries() -> Iterator[tuple[str, Case]]:
    """Libraries that are missing, broken, or need each other."""
    yield "library-missing", ("library-missing", with_libraries(library(needs=["H5P.Gone 1.0"])))
    yield "library-of-another-version", ("library-missing", with_libraries(library("H5P.Quiz 1.3")))
    inside = {"activity": {"library": "H5P.Gone 1.0", "params": {}}}
    yield "library-missing-inside", ("library-missing", lambda: packed(entries(inside)))
    yield (
        "circle",
        ("library-cycle", with_libraries(library(needs=["H5P.B 1.0"]), library("H5P.B 1.0", needs=["H5P.Quiz 1.2"]))),
    )
    yield "circle-of-one", ("library-cycle", with_libraries(library(needs=["H5P.Quiz 1.2"])))
    yield "not-runnable", ("main-not-runnable", with_libraries(library(runnable=0)))
    yield "newer-core", ("library-api", with_libraries(library(coreApi={"majorVersion": 1, "minorVersion": 29})))
    yield "other-core", ("library-api", with_libraries(library(coreApi={"majorVersion": 2, "minorVersion": 0})))
    yield "core-of-text", ("field-type", with_libraries(library(coreApi="1.28")))
    yield "no-library-json", ("library-unreadable", with_file("H5P.X-1.0/a.js", b"x"))
    yield "library-json-list", ("field-type", with_text("H5P.Quiz-1.2/library.json", "[]"))
    yield (
        "library-json-name",
        (
            "field-type",
            with_text("H5P.Quiz-1.2/library.json", '{"machineName": "../x", "majorVersion": 1, "minorVersion": 2}'),
        ),
    )
    yield "other-folder", ("library-folder", with_libraries(library(folder="H5P.Other-1.2")))
    yield "other-version-in-folder", ("library-folder", with_libraries(library(folder="H5P.Quiz-1.3")))
    for label, path in {
        "missing": "js/gone.js",
        "up": "../H5P.B-1.0/a.js",
        "address": "https://evil.example/a.js",
    }.items():
        yield f"script-{label}", ("library-file-missing", with_libraries(library(preloadedJs=[{"path": path}])))
    yield "script-is-css", ("library-file-type", with_libraries(library(preloadedJs=[{"path": "main.css"}])))
    yield "script-without-path", ("field-type", with_libraries(library(preloadedJs=[{"file": "js/main.js"}])))
    yield "scripts-of-text", ("field-type", with_libraries(library(preloadedJs="js/main.js")))
    yield "runnable-text", ("field-type", with_libraries(library(runnable="maybe")))
    yield "no-patch", ("field-missing", with_libraries(library(patchVersion=None)))
    yield "patch-text", ("field-type", with_libraries(library(patchVersion="x")))
    yield (
        "too-many-libraries",
        ("libraries-too-many", with_libraries(*(library(f"H5P.L{number} 1.0") for number in range(151)))),
    )
    for label, value in {
        "object": {"name": "a"},
        "of-texts": ["a"],
        "nameless": [{"type": "text"}],
        "typeless": [{"name": "a"}],
        "name-number": [{"name": 5, "type": "text"}],
        "name-long": [{"name": "a" * 101, "type": "text"}],
        "group-without-fields": [{"name": "a", "type": "group"}],
        "list-without-field": [{"name": "a", "type": "list"}],
        "tags-text": [{"name": "a", "type": "text", "tags": "p"}],
        "tags-numbers": [{"name": "a", "type": "text", "tags": [1]}],
    }.items():
        yield f"semantics-{label}", ("semantics-invalid", with_libraries(library(semantics=value)))
    many = [{"name": f"t{number}", "type": "text"} for number in range(5_001)]
    texts = {one["name"]: "text" for one in many}
    yield "too-many-texts", ("content-segments", lambda: packed(entries(texts, library(semantics=many))))


def files() -> Iterator[tuple[str, Case]]:
    """Files a browser could act on, or that are not what they say."""
    page, drawing = b"<html><script>alert(1)</script>", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    for name in (
        "a.svg a.html a.htm a.xhtml a.xml a.js a.mjs a.css a.php a.exe a.swf a.sh a.hta a.shtml a.svgz a.webp a.zip a "
        "A.SVG a.png.html a.PhP .htaccess.php a.wasm a.map"
    ).split():
        if not name.startswith("."):
            yield f"content-{name}", ("file-type", with_file(f"content/{name}", b"x"))
    for name in "a.html a.php a.exe a.swf a.hta a.py a".split():
        yield f"library-{name}", ("file-type", with_file(f"H5P.Quiz-1.2/{name}", b"x"))
    for kind in "png jpg gif bmp tif ttf woff woff2 otf webm mp4 ogg mp3 m4a wav pdf doc docx xlsx odt glb eot".split():
        yield f"page-as-{kind}", ("file-markup", with_file(f"content/a.{kind}", page))
        yield f"program-as-{kind}", ("file-content", with_file(f"content/a.{kind}", b"MZ\x90\0" * 20))
    for kind in "txt csv md json vtt diff rtf gltf".split():
        yield f"page-as-{kind}", ("file-markup", with_file(f"content/a.{kind}", page))
        yield f"drawing-as-{kind}", ("file-markup", with_file(f"content/a.{kind}", drawing))
    for label, head in {"bom": b"\xef\xbb\xbf", "spaces": b" \n\t", "utf16": b"\xff\xfe"}.items():
        data = head + (page.decode().encode("utf-16-le") if label == "utf16" else page)
        yield f"page-after-{label}", ("file-markup", with_file("content/a.txt", data))
    yield "text-with-nul", ("file-content", with_file("content/a.txt", b"a\0b"))
    yield "script-with-nul", ("file-content", with_file("H5P.Quiz-1.2/a.js", b"a\0b"))
    yield "drawing-with-nul", ("file-content", with_file("H5P.Quiz-1.2/a.svg", b"a\0b"))


def cases() -> dict[str, Case]:
    """All of them by name."""
    parts = (archives, bombs, entries_that_lie, names, texts, manifests, libraries, files)
    return {name: case for part in parts for name, case in part()}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (code, make) in cases().items():
        (folder / f"{name.replace('/', '_')}.{code}.h5p").write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
