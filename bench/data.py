"""The data the measurements need: the demo with 50 articles in each language, and with 5,000."""

import shutil
import subprocess
import sys
from pathlib import Path

from bench.server import ROOT, environment, manage

FOLDER = ROOT / "build" / "bench"
FEW, MANY = 50, 5000
LAST_STEP = "complete"


def prepare() -> tuple[Path, Path]:
    """Both data directories; made once, and kept in build/bench until someone deletes them."""
    few, many = prepare_few(), FOLDER / str(MANY)
    if not (many / LAST_STEP).exists():
        _say(f"writing {MANY} articles in each language …")
        shutil.rmtree(many, ignore_errors=True)
        shutil.copytree(few, many, ignore=shutil.ignore_patterns(LAST_STEP, "*.log"))
        _articles(many, MANY)
    return few, many


def prepare_few() -> Path:
    """The demo with few articles."""
    few = FOLDER / str(FEW)
    if not (few / LAST_STEP).exists():
        fresh(few, f"loading the demo, with {FEW} articles in each language …")
        manage(few, "migrate")
        manage(few, "loaddemo")
        manage(few, "collectstatic", "--noinput")
        _articles(few, FEW)
    return few


def for_files() -> Path:
    """An empty site for large files, made anew each time."""
    folder = FOLDER / "files"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    manage(folder, "migrate")
    return folder


def fresh(folder: Path, why: str) -> None:
    """An empty folder, and a word about what takes so long."""
    _say(why)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _articles(data: Path, number: int) -> None:
    command = [sys.executable, "-m", "bench.articles", str(number)]
    subprocess.run(command, cwd=ROOT, env=environment(data), check=True)  # noqa: S603 - our own command
    (data / LAST_STEP).touch()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
