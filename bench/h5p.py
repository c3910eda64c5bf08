"""The H5P engine: `python -m bench --only h5p`. Each figure comes from a process of its own."""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from courses.h5p import localise, package, segments
from courses.h5p.names import LibraryName
from tests.h5p.heavy import HEAVY
from tests.h5p.measure import peak
from tests.h5p.packages import PNG, entries, library
from tests.h5p.packages import package as small

ROOT = Path(__file__).resolve().parents[1]
MB = 1024 * 1024
SIZE, LIBRARIES, LANGUAGES, TEXTS = 50 * MB, 60, 40, 500
MEMORY, SECONDS = 64, 10
MAIN = LibraryName("H5P.Quiz", 1, 2)


@dataclass(frozen=True)
class Work:
    """Processor time in seconds, and memory above the start in MB."""

    seconds: float
    memory: float


def make_package(path: Path) -> None:
    """A package of 50 MB with 60 libraries in 40 languages, like a large interactive book."""
    noise = random.Random(4)  # noqa: S311 - the same each time
    fields = [{"name": f"text{number}", "type": "text", "default": f"Words {number}"} for number in range(60)]
    texts = [{"label": one["name"], "default": one["default"]} for one in fields]
    script = (b"/* code */ function f(a) { return a + %d; }\n" % 7) * 1_500
    more = {"js/a.js": script, "css/a.css": script, "font.woff": b"wOFF" + noise.randbytes(40_000)}
    libraries = [
        library(
            f"H5P.Part{number} 1.0" if number else str(MAIN),
            semantics=fields,
            languages={f"l{code}": texts for code in range(LANGUAGES)},
            needs=[f"H5P.Part{number + 1} 1.0"] if number + 1 < LIBRARIES else [],
            files=more,
        )
        for number in range(LIBRARIES)
    ]
    media = {f"images/{number}.png": PNG + noise.randbytes(MB) for number in range(40)}
    found = entries({"text0": "Hello"}, *libraries, files=media)
    film, left = b"\0\0\0\x18ftypmp42", SIZE - sum(len(data) for data in media.values())
    found["content/videos/a.mp4"] = film + noise.randbytes(max(MB, left - LIBRARIES * 45_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)


def standard(path: Path, target: Path) -> None:
    """What Python's own module does: test, then extract."""
    with zipfile.ZipFile(path) as archive:
        archive.testzip()
        archive.extractall(target)


def engine(path: Path, target: Path) -> None:
    """Read, check, and copy every file to a storage."""
    with package.read(path) as found:
        if not found.ok:
            raise SystemExit(str(found.issues))
        for file in found.files:
            _copy(found.open(file), target / hashlib.sha256(file.encode()).hexdigest())
        for one in found.libraries.values():
            for file, info in one.files.items():
                _copy(found.open_library_file(one, file), target / info.sha256)


def _copy(source: object, target: Path) -> None:
    with source as opened, target.open("wb") as out:  # type: ignore[attr-defined]
        shutil.copyfileobj(opened, out, 256 * 1024)


def measure(name: str, path: str, target: str) -> None:
    """In the process of its own."""
    start = peak()
    begin = time.process_time()
    {"standard": standard, "engine": engine}[name](Path(path), Path(target))
    used = time.process_time() - begin
    print(json.dumps([used, peak() - start]))


def _run(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def imports(rounds: int = 3) -> tuple[int, Work, Work]:
    """Size of the package, the standard module's work, and ours; the best of some rounds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.h5p"
        make_package(path)
        best: dict[str, Work] = {}
        for _round in range(rounds):
            for name in ("standard", "engine"):
                target = Path(folder) / name
                target.mkdir()
                found = Work(*json.loads(_run("bench.h5p", name, str(path), str(target))))
                shutil.rmtree(target)
                best[name] = min(best.get(name, found), found, key=lambda work: work.seconds)
        return path.stat().st_size, best["standard"], best["engine"]


def localising(rounds: int = 7) -> float:
    """Milliseconds to put 500 texts, half of them with markup, into their places; the best of some rounds."""
    fields = [
        {"name": f"t{number}", "type": "text", **({"tags": ["b"]} if number % 2 else {})} for number in range(TEXTS)
    ]
    content = {one["name"]: "<p>Some <b>words</b> to read</p>" if "tags" in one else "Some words" for one in fields}
    with package.read(small(content, library(semantics=fields))) as found:
        texts = {one.path: one.text + "!" for one in segments.extract(content, MAIN, found.library)}
        best = float("inf")
        for _round in range(rounds):
            begin = time.process_time()
            done = localise.apply(content, MAIN, found.library, texts)
            best = min(best, time.process_time() - begin)
        if len(texts) != TEXTS or done.issues or done.content == content:
            raise SystemExit("not everything was localised")
    return best * 1000


def heavy() -> Iterator[tuple[str, Work]]:
    """Packages made to cost as much as they can."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make in HEAVY.items():
            path = Path(folder) / name
            path.write_bytes(make())
            found = json.loads(_run("tests.h5p.measure", str(path)))
            yield name, Work(found["seconds"], found["mb"])
            path.unlink()


if __name__ == "__main__":
    measure(*sys.argv[1:4])
