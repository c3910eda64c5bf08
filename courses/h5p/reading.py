"""One pass over the files of an archive: sums, types, and the few JSON files that matter."""

import hashlib
from typing import Any

from courses.h5p import filetypes, manifest, strictjson
from courses.h5p import library as libraries
from courses.h5p.archive import SafeArchive
from courses.h5p.issues import Collector, Refused
from courses.h5p.library import LANGUAGE_FILES, FileInfo, Library
from courses.h5p.limits import MB, Limits, megabytes
from courses.h5p.names import LibraryName

CONTENT = "content/"
CONTENT_FILE = "content/content.json"


class Reading:
    """What was found so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.issues = Collector(limits.issues)
        self.manifest: manifest.Manifest | None = None
        self.content: dict[str, Any] = {}
        self.files: dict[str, FileInfo] = {}
        self.libraries: dict[LibraryName, Library] = {}
        self._folders: dict[str, dict[str, FileInfo]] = {}
        self._json: dict[str, Any] = {}
        self._bytes = self._values = self._checked = 0

    def read(self, archive: SafeArchive) -> None:
        """Take in a whole archive."""
        self.issues.take(archive.issues)
        folders = {name.split("/")[0] for name in archive.entries if "/" in name} - {"content"}
        if len(folders) > self.limits.libraries:
            self.issues.add("libraries-too-many", count=len(folders), limit=self.limits.libraries)
            return
        for name in archive.entries:
            self._file(archive, name)
        self._take_manifest(archive)
        for folder in sorted(folders):
            self._take_library(archive, folder)

    def _file(self, archive: SafeArchive, name: str) -> None:
        folder, _slash, inside = name.partition("/")
        if not inside:
            if name == manifest.FILE:
                self._sum(archive, name, name)
            else:
                self.issues.add("file-dropped", name)
        elif name == CONTENT_FILE:
            self._sum(archive, name, name)
        elif folder == "content":
            self._typed(archive, name, inside, self.files, library=False)
        else:
            self._typed(archive, name, inside, self._folders.setdefault(folder, {}), library=True)

    def _typed(
        self, archive: SafeArchive, name: str, inside: str, files: dict[str, FileInfo], *, library: bool
    ) -> None:
        kind = filetypes.extension(name)
        if kind not in (filetypes.LIBRARY_TYPES if library else filetypes.MEDIA_TYPES):
            dropped = library and filetypes.droppable(name)
            self.issues.add("file-dropped" if dropped else "file-type", name, type=kind or "–")
            return
        head, info = self._sum(archive, name, inside)
        if info is None:
            return
        code = filetypes.problem(name, head, library=library)
        if code == "file-markup" and library and filetypes.droppable(name):
            self.issues.add("file-dropped", name)
            return
        if code:
            self.issues.add(code, name, type=kind)
        files[inside] = info

    def _sum(self, archive: SafeArchive, name: str, inside: str) -> tuple[bytes, FileInfo | None]:
        """Read a file once: its first bytes, its sum, and its value if it is one of the JSON files we need."""
        entry, digest, kept, head = archive.entries[name], hashlib.sha256(), [], b""
        wanted = _is_read(name)
        if wanted and not self._fits(name, entry.size):
            return b"", None
        try:
            for piece in archive.stream(name):
                digest.update(piece)
                head = head if len(head) >= filetypes.HEAD else head + piece[: filetypes.HEAD]
                if wanted:
                    kept.append(piece)
            if wanted:
                self._parse(name, b"".join(kept))
        except Refused as refused:
            self._refused(name, refused)
        return head, FileInfo(inside, entry.size, digest.hexdigest(), filetypes.media_type(name))

    def _fits(self, name: str, size: int) -> bool:
        if size > self.limits.json:
            self.issues.add("json-too-large", name, size=megabytes(size), limit=self.limits.json // MB)
            return False
        before, self._bytes = self._bytes, self._bytes + size
        if before <= self.limits.json_total < self._bytes:
            self.issues.add("json-total", limit=self.limits.json_total // MB)
        return self._bytes <= self.limits.json_total

    def _parse(self, name: str, data: bytes) -> None:
        limits = self.limits
        if _is_language(name):
            if self._checked <= limits.json_checked:
                self._checked += strictjson.measure(data, name, limits)
                strictjson.loads(data, name, limits, measured=True)
            return
        before, self._values = self._values, self._values + strictjson.measure(data, name, limits)
        if self._values <= limits.json_kept:
            self._json[name] = strictjson.loads(data, name, limits, measured=True)
        elif before <= limits.json_kept:
            self.issues.add("json-many", name, limit=limits.json_kept)

    def _refused(self, name: str, refused: Refused) -> None:
        for one in refused.issues:
            if _is_language(name) and one.code.startswith("json-"):
                self.issues.add("language-invalid", name)
            else:
                self.issues.take([one])

    def _take_manifest(self, archive: SafeArchive) -> None:
        if manifest.FILE not in archive.entries:
            self.issues.add("manifest-missing")
        elif manifest.FILE in self._json:
            self.manifest = manifest.read(self._json[manifest.FILE], self.issues)
        if CONTENT_FILE not in archive.entries:
            self.issues.add("content-missing")
        elif isinstance(self._json.get(CONTENT_FILE, {}), dict):
            self.content = self._json.get(CONTENT_FILE, {})
        else:
            self.issues.add("content-type", CONTENT_FILE)

    def _take_library(self, archive: SafeArchive, folder: str) -> None:
        files, meta = self._folders.get(folder, {}), f"{folder}/library.json"
        if meta not in archive.entries:
            self.issues.add("library-unreadable", folder)
            return
        if meta not in self._json:
            return
        found = libraries.build(
            self._json[meta],
            self._json.get(f"{folder}/semantics.json"),
            files,
            lambda path: archive.read(f"{folder}/{path}", self.limits.json),
            folder=folder,
            issues=self.issues,
        )
        if found is None:
            return
        libraries.check(found, self.issues)
        self._keep(found)

    def _keep(self, found: Library) -> None:
        other = self.libraries.get(found.name)
        if other is not None:
            version = max(found.patch, other.patch)
            self.issues.add("library-double", found.folder, library=str(found.name), version=version)
        if other is None or found.patch > other.patch:
            self.libraries[found.name] = found


def _is_language(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 3 and f"{parts[1]}/" == LANGUAGE_FILES and parts[2].endswith(".json")


def _is_read(name: str) -> bool:
    parts = name.split("/")
    in_library = len(parts) == 2 and parts[1] in ("library.json", "semantics.json") and parts[0] != "content"
    return name in (manifest.FILE, CONTENT_FILE) or in_library or (_is_language(name) and parts[0] != "content")
