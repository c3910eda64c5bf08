"""h5p.json: what a package says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.h5p.issues import Collector
from courses.h5p.names import BadName, LibraryName, machine_name
from courses.h5p.shapes import Shape

FILE = "h5p.json"


@dataclass(frozen=True)
class Author:
    """Who made the content, in a role such as Author or Editor."""

    name: str
    role: str


@dataclass(frozen=True)
class Manifest:
    """The parts of h5p.json a site needs; `raw` has all of it."""

    title: str
    a11y_title: str
    language: str
    main: LibraryName
    preloaded: tuple[LibraryName, ...]
    dynamic: tuple[LibraryName, ...]
    editor: tuple[LibraryName, ...]
    license: str
    license_version: str
    license_extras: str
    source: str
    authors: tuple[Author, ...]
    raw: Mapping[str, Any]


def read(value: Any, issues: Collector) -> Manifest | None:
    """From the object in h5p.json, or None if its main library cannot be told."""
    shape = Shape(value, FILE, issues)
    preloaded = shape.libraries("preloadedDependencies")
    main = _main(shape, preloaded, issues)
    title = shape.text("title")
    authors = tuple(_author(Shape(one, FILE, issues)) for one in shape.items("authors"))
    if main is None:
        return None
    return Manifest(
        title=title,
        a11y_title=shape.text("a11yTitle", ""),
        language=shape.text("language", "und", 40),
        main=main,
        preloaded=preloaded,
        dynamic=shape.libraries("dynamicDependencies"),
        editor=shape.libraries("editorDependencies"),
        license=shape.text("license", "U", 60),
        license_version=shape.text("licenseVersion", "", 60),
        license_extras=shape.text("licenseExtras", "", 20_000),
        source=shape.text("source", ""),
        authors=authors,
        raw=shape.value,
    )


def _main(shape: Shape, preloaded: tuple[LibraryName, ...], issues: Collector) -> LibraryName | None:
    name = shape.text("mainLibrary")
    if not name:
        return None
    try:
        machine_name(name)
    except BadName:
        shape.wrong("mainLibrary", "H5P.Example")
        return None
    found = [library for library in preloaded if library.machine == name]
    if not found:
        issues.add("main-not-listed", FILE, library=name)
    return max(found, default=None)


def _author(shape: Shape) -> Author:
    return Author(shape.text("name", ""), shape.text("role", "Author", 60))
