"""Debian's packages: installed where that needs no password, else named in one line to type."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tasks.console import run_quietly, step
from tasks.problems import Problem


def prefix() -> list[str] | None:
    """What to put before `apt-get`: nothing for root, sudo where it asks no password; None where neither is."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def may_install() -> bool:
    """Whether a Debian package can be installed without asking the person anything."""
    return prefix() is not None


def install(packages: Sequence[str], *, log: Path) -> bool:
    """Install Debian packages; False when apt could not."""
    before = prefix()
    if before is None:
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    with step(f"Debian package {' '.join(packages)}"):
        try:
            run_quietly([*quiet, "update"], log=log, env=env, cwd=Path("/"))
            run_quietly([*quiet, "install", "--no-install-recommends", *packages], log=log, env=env, cwd=Path("/"))
        except Problem:
            return False
    return True


def line_to_type(packages: Sequence[str]) -> str:
    """What the person types where we may not."""
    return f"sudo apt install {' '.join(packages)}"
