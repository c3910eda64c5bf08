"""Packages put together from their folders, with the libraries they need."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from courses.h5p.names import LibraryName

LIBRARIES = Path(__file__).resolve().parents[1] / "h5p_types"


def folder() -> Path:
    """Where the packages lie: the demo shows what the tests test."""
    return Path(settings.BASE_DIR) / "tests" / "data" / "h5p"


def packages(root: Path | None = None) -> list[Path]:
    """The folders of all packages, by name; none where they were not delivered."""
    return sorted(path.parent for path in (root or folder()).glob("*/h5p.json"))


def zipped(package: Path) -> io.BytesIO:
    """The package as a file, with its libraries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(package / "h5p.json", "h5p.json")
        for path in _files(package / "content"):
            archive.write(path, path.relative_to(package).as_posix())
        for library in _libraries(read(package / "h5p.json")["preloadedDependencies"]):
            for path in _files(LIBRARIES / library):
                archive.write(path, path.relative_to(LIBRARIES).as_posix())
    buffer.seek(0)
    return buffer


def translations(package: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Language and parameters of each translation."""
    for path in sorted((package / "translations").glob("*.json")):
        yield path.stem, read(path)


def read(path: Path) -> dict[str, Any]:
    """An object in a JSON file."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _libraries(dependencies: list[dict[str, Any]]) -> list[str]:
    found: dict[str, None] = {}
    waiting = list(dependencies)
    while waiting:
        name = LibraryName.of(waiting.pop()).folder
        if name not in found:
            found[name] = None
            waiting += read(LIBRARIES / name / "library.json").get("preloadedDependencies", [])
    return list(found)


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())
