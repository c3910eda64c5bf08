"""A library: what library.json says of it, its fields, its languages, its files."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from courses.h5p import filetypes, strictjson
from courses.h5p.issues import Collector, Refused
from courses.h5p.limits import DEFAULT, Limits
from courses.h5p.names import BadName, LibraryName, folder_fits
from courses.h5p.shapes import Shape

CORE_API = (1, 28)
"""The version of H5P core the player has."""
LANGUAGE_FILES = "language/"
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class FileInfo:
    """A file as it lies in a package or a storage; `path` is relative to the content or the library."""

    path: str
    size: int
    sha256: str
    media_type: str


@dataclass(frozen=True, eq=False)
class Library:
    """One version of a library. Language files are read when they are asked for."""

    name: LibraryName
    patch: int
    title: str
    runnable: bool
    meta: Mapping[str, Any]
    semantics: list[Any]
    preloaded: tuple[LibraryName, ...]
    dynamic: tuple[LibraryName, ...]
    editor: tuple[LibraryName, ...]
    js: tuple[str, ...]
    css: tuple[str, ...]
    core_api: tuple[int, int]
    files: Mapping[str, FileInfo]
    folder: str
    read: Read

    @property
    def version(self) -> str:
        """`1.16.4`."""
        return f"{self.name.major}.{self.name.minor}.{self.patch}"

    @property
    def sha256(self) -> str:
        """One sum for all its files: the same library lies only once in a storage."""
        lines = (f"{info.sha256} {path}\n" for path, info in sorted(self.files.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages its own texts exist in, besides the one of its defaults (English)."""
        names = (path.removeprefix(LANGUAGE_FILES) for path in self.files if path.startswith(LANGUAGE_FILES))
        return tuple(sorted(name[:-5] for name in names if name.endswith(".json") and "/" not in name))

    def language(self, code: str, limits: Limits = DEFAULT) -> list[Any]:
        """The texts in a language, in the order of the semantics; empty if there are none or they cannot be read."""
        if code not in self.languages:
            return []
        path = f"{LANGUAGE_FILES}{code}.json"
        try:
            return language_texts(strictjson.loads(self.read(path), path, limits)) or []
        except Refused:
            return []


def loaded(meta: Any, kind: str) -> tuple[str, ...]:
    """The files a library.json names under `preloadedJs` or `preloadedCss`, as a Library has them."""
    return Shape(meta, "", Collector(0)).paths(kind)


def language_texts(value: Any) -> list[Any] | None:
    """What a language file translates, or None if it is none."""
    texts = value.get("semantics") if isinstance(value, dict) else None
    return texts if isinstance(texts, list) else None


def build(
    meta: Any,
    semantics: Any,
    files: Mapping[str, FileInfo],
    read: Read,
    *,
    folder: str = "",
    issues: Collector | None = None,
) -> Library | None:
    """A library from its library.json and semantics.json, or None if it has no usable name."""
    issues = issues if issues is not None else Collector(DEFAULT.issues)
    path = f"{folder}/library.json".removeprefix("/")
    shape = Shape(meta, path, issues)
    try:
        name = LibraryName.of(meta)
    except BadName:
        shape.wrong("machineName, majorVersion, minorVersion", "H5P.Example, 1, 0")
        return None
    if semantics is not None and not isinstance(semantics, list):
        issues.add("semantics-invalid", f"{folder}/semantics.json".removeprefix("/"), name="[…]")
    api = Shape(meta.get("coreApi") or {}, path, issues)
    return Library(
        name=name,
        patch=shape.number("patchVersion"),
        title=shape.text("title"),
        runnable=shape.flag("runnable"),
        meta=meta,
        semantics=semantics if isinstance(semantics, list) else [],
        preloaded=shape.libraries("preloadedDependencies"),
        dynamic=shape.libraries("dynamicDependencies"),
        editor=shape.libraries("editorDependencies"),
        js=shape.paths("preloadedJs"),
        css=shape.paths("preloadedCss"),
        core_api=(api.number("majorVersion", 1), api.number("minorVersion", 0)),
        files=files,
        folder=folder or name.folder,
        read=read,
    )


def check(library: Library, issues: Collector) -> None:
    """Whether a library's own parts fit each other."""
    path = f"{library.folder}/library.json"
    if not folder_fits(library.folder, library.name, library.patch):
        issues.add("library-folder", library.folder, expected=library.name.folder)
    if library.core_api > CORE_API:
        needed, limit = (".".join(map(str, api)) for api in (library.core_api, CORE_API))
        issues.add("library-api", path, library=str(library.name), needed=needed, limit=limit)
    for kind, paths in (("js", library.js), ("css", library.css)):
        for named in paths:
            if named not in library.files:
                issues.add("library-file-missing", f"{library.folder}/{named}")
            elif filetypes.extension(named) != kind:
                issues.add("library-file-type", f"{library.folder}/{named}")
