"""Activities kept unpacked in folders, as the project keeps its own: put together with their libraries, and zipped.

One folder for each: `h5p.json`, `content/` and `translations/<language>.json`, the same content in another language.
`titles.json` beside the folders has their titles in other languages.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

TYPES = Path(__file__).resolve().parents[1] / "h5p_types"
"""The project's own content types."""


def names(root: Path) -> list[str]:
    """The activities there are."""
    return sorted(path.parent.name for path in root.glob("*/h5p.json"))


def identity(name: str) -> UUID:
    """The uuid of the activity in the folder of this name, the same on every site."""
    return uuid5(NAMESPACE_URL, f"https://ls4vet.example/activities/{name}")


def packed(folder: Path) -> io.BytesIO:
    """The package as a file, with the project's own libraries it needs."""
    buffer, about = io.BytesIO(), read(folder / "h5p.json")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "h5p.json", "h5p.json")
        _add(archive, folder, folder / "content")
        _add_libraries(archive, about)
    buffer.seek(0)
    return buffer


def package(about: dict[str, Any], content: dict[str, Any]) -> io.BytesIO:
    """A package of parameters, with the project's own libraries it needs. `about` is its h5p.json."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("h5p.json", json.dumps(about, ensure_ascii=False))
        archive.writestr("content/content.json", json.dumps(content, ensure_ascii=False))
        _add_libraries(archive, about)
    buffer.seek(0)
    return buffer


def _add_libraries(archive: zipfile.ZipFile, about: dict[str, Any]) -> None:
    for one in _libraries(about):
        _add(archive, TYPES, one)


def _add(archive: zipfile.ZipFile, root: Path, start: Path) -> None:
    for path in sorted(path for path in start.rglob("*") if path.is_file()):
        archive.write(path, path.relative_to(root).as_posix())


def translations(folder: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Each language with the content and the title in it."""
    titles = folder.parent / "titles.json"
    known = read(titles).get(folder.name, {}) if titles.exists() else {}
    for path in sorted(folder.glob("translations/*.json")):
        yield path.stem, read(path), known.get(path.stem, "")


def read(path: Path) -> dict[str, Any]:
    """A file of JSON."""
    return json.loads(path.read_text(encoding="utf-8"))


def _libraries(about: dict[str, Any]) -> list[Path]:
    found: dict[Path, None] = {}
    waiting = list(about["preloadedDependencies"])
    while waiting:
        one = waiting.pop()
        folder = TYPES / f"{one['machineName']}-{one['majorVersion']}.{one['minorVersion']}"
        if folder.is_dir() and folder not in found:
            found[folder] = None
            waiting += read(folder / "library.json").get("preloadedDependencies", [])
    return list(found)
