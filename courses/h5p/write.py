"""Writes a package that other H5P programs open: the same bytes for the same input."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from courses.h5p import dependencies, filetypes, strictjson
from courses.h5p.dependencies import Lookup
from courses.h5p.issues import Refused, issue
from courses.h5p.library import Library
from courses.h5p.names import LibraryName
from courses.h5p.reading import CONTENT, CONTENT_FILE

DATE = (1980, 1, 1, 0, 0, 0)
CHUNK = 256 * 1024
_PACKED_ALREADY = frozenset("png jpg jpeg gif woff woff2 webm mp4 ogg mp3 m4a docx xlsx pptx odt ods odp".split())
_KEPT = (
    "title a11yTitle language license licenseVersion licenseExtras authors changes authorComments source yearFrom "
    "yearTo defaultLanguage contentType extraTitle embedTypes"
).split()
OpenContent = Callable[[str], BinaryIO]
OpenLibrary = Callable[[Library, str], BinaryIO]


def export(
    target: BinaryIO,
    *,
    manifest: Mapping[str, Any],
    content: Mapping[str, Any],
    main: LibraryName,
    lookup: Lookup,
    files: Iterable[str],
    open_content: OpenContent,
    open_library: OpenLibrary,
) -> None:
    """Write h5p.json, the content, its files, and every library it needs; raises Refused before anything is written
    if a library is missing.
    """
    loaded, extra = needed(content, main, lookup)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        _put(archive, "h5p.json", [strictjson.dumps(described(manifest, main, loaded, extra))])
        _put(archive, CONTENT_FILE, [strictjson.dumps(content)])
        for path in sorted(files):
            _copy(archive, CONTENT + path, open_content, path)
        for library in sorted((*loaded, *extra), key=lambda one: one.name):
            for path in sorted(library.files):
                _copy(archive, f"{library.name.folder}/{path}", open_library, library, path)


def needed(
    content: Mapping[str, Any], main: LibraryName, lookup: Lookup
) -> tuple[tuple[Library, ...], tuple[Library, ...]]:
    """The libraries the player loads, in order, and those only editors and rare content ask for; raises Refused."""
    roots = [main, *dependencies.used_libraries(content)]
    found = dependencies.resolve(roots, lookup)
    problems = [
        issue("library-missing", library=str(one.name), needed_by=str(one.needed_by or "content.json"))
        for one in found.missing
    ]
    problems += [issue("library-cycle", libraries=" → ".join(map(str, cycle))) for cycle in found.cycles]
    if problems:
        raise Refused(*problems)
    wider = dependencies.resolve(roots, lookup, dependencies.everything).libraries
    return found.libraries, tuple(one for one in wider if one not in found.libraries)


def described(
    raw: Mapping[str, Any], main: LibraryName, loaded: Iterable[Library], extra: Iterable[Library]
) -> dict[str, Any]:
    """h5p.json, with what is known to all programs, and the libraries in load order."""
    kept = {key: raw[key] for key in _KEPT if raw.get(key) not in (None, "")}
    defaults = {"language": "und", "license": "U", "embedTypes": ["div"]}
    listed = {"preloadedDependencies": [_entry(one.name) for one in loaded]}
    editors = [_entry(one.name) for one in extra]
    return {
        **defaults,
        **kept,
        "mainLibrary": main.machine,
        **listed,
        **({"editorDependencies": editors} if editors else {}),
    }


def _entry(name: LibraryName) -> dict[str, str | int]:
    return {"machineName": name.machine, "majorVersion": name.major, "minorVersion": name.minor}


def _copy(archive: zipfile.ZipFile, name: str, opener: Callable[..., BinaryIO], *what: Any) -> None:
    try:
        source = opener(*what)
    except OSError:
        raise Refused(issue("export-file-missing", name)) from None
    with source:
        _put(archive, name, iter(lambda: source.read(CHUNK), b""))


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(name, DATE)
    info.create_system, info.external_attr = 3, 0o100644 << 16
    packed = filetypes.extension(name) in _PACKED_ALREADY
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as out:
        for piece in pieces:
            out.write(piece)
