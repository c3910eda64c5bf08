"""Finding a Chromium for the browser tests, and installing Debian's where that needs no password."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tasks import apt
from tasks.console import say
from tasks.paths import SETUP_LOG
from tasks.problems import Problem

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PACKAGES = ["chromium", "fonts-dejavu-core"]


def candidates() -> Iterator[Path]:
    """Where a Chromium may be: named by the caller, on PATH, at Debian's place, in Playwright's store."""
    if named := os.environ.get("CHROMIUM_PATH"):
        yield Path(named)
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield Path("/usr/bin/chromium")
    store = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    yield from sorted(store.glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def starts(path: Path) -> bool:
    """Whether that program is there and runs."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> Path | None:
    """The first Chromium that starts."""
    return next((path for path in candidates() if starts(path)), None)


def ensure() -> Path:
    """A Chromium that starts, installed through apt if need be."""
    found = find()
    if found is None and apt.may_install() and apt.install(PACKAGES, log=SETUP_LOG):
        found = find()
    if found is None:
        raise Problem(f"The browser tests need Chromium. Type this, then start again:\n  {apt.line_to_type(PACKAGES)}")
    return found


def show() -> int:
    """Print the path of the Chromium the tests would use."""
    say(str(ensure()))
    return 0
