"""The project's own H5P packages, kept unpacked in `tests/data/h5p`: put together with their libraries, and zipped.

One folder for each: `h5p.json`, `content/` (the English source) and `translations/<language>.json`, the same
parameters in another language. Libraries are not copied there; they come from `courses/h5p_types`.
"""

import io
import json
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "tests" / "data" / "h5p"
LIBRARIES = ROOT / "courses" / "h5p_types"
LIKE_ALL_OTHERS = (1980, 1, 1, 0, 0, 0)
"""The oldest date a zip can hold: the same input gives the same bytes."""


def names() -> list[str]:
    """The packages there are."""
    return sorted(path.parent.name for path in PACKAGES.glob("*/h5p.json"))


def parameters(name: str, language: str = "en") -> dict:
    """What the activity says, in the source language or in a translation."""
    own = PACKAGES / name / ("content/content.json" if language == "en" else f"translations/{language}.json")
    return json.loads(own.read_text(encoding="utf-8"))


def package_files(name: str, language: str = "en") -> dict[str, bytes]:
    """Every file of a package by its path in the archive, libraries included."""
    source = PACKAGES / name
    about = json.loads((source / "h5p.json").read_text(encoding="utf-8")) | {"language": language}
    if language != "en":
        about |= {"title": parameters(name, language)["task"], "defaultLanguage": language}
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in _files(source / "content")}
    files |= {"h5p.json": _json(about), "content/content.json": _json(parameters(name, language))}
    for library in libraries(about["preloadedDependencies"]):
        files |= {path.relative_to(LIBRARIES).as_posix(): path.read_bytes() for path in _files(LIBRARIES / library)}
    return files


def libraries(dependencies: list[dict]) -> set[str]:
    """The folders of these libraries and of all they need."""
    found: set[str] = set()
    waiting = list(dependencies)
    while waiting:
        one = waiting.pop()
        folder = f"{one['machineName']}-{one['majorVersion']}.{one['minorVersion']}"
        if folder not in found:
            found.add(folder)
            about = json.loads((LIBRARIES / folder / "library.json").read_text(encoding="utf-8"))
            waiting += about.get("preloadedDependencies", [])
    return found


def h5p_bytes(name: str, language: str = "en") -> bytes:
    """The package as an `.h5p` file."""
    return zipped(package_files(name, language))


def zipped(files: dict[str, bytes]) -> bytes:
    """Files by their paths, as an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(path, LIKE_ALL_OTHERS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def write_h5p(name: str, folder: Path, language: str = "en") -> Path:
    """Put the `.h5p` file into a folder."""
    target = folder / f"{name}-{language}.h5p"
    target.write_bytes(h5p_bytes(name, language))
    return target


def unpack(name: str, folder: Path, language: str = "en") -> Path:
    """Lay the package out as a player reads it."""
    for path, data in package_files(name, language).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
