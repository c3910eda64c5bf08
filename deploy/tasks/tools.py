"""uv, the virtual environment and Node, all inside the project folder and all by lock file."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tasks import apt
from tasks.console import run_quietly, step
from tasks.paths import NODE_MODULES, PYTHON, ROOT, SETUP_LOG, TOOLS, VENV, require_writable, tool_environment
from tasks.problems import Problem
from tasks.stamps import Stamps, fingerprint

SITE, DEVELOPMENT = "site", "development"
LOCKS = {SITE: "requirements.lock", DEVELOPMENT: "requirements-dev.lock"}
BOOTSTRAP = ROOT / "deploy" / "bootstrap.lock"
NO_VENV = (
    "This Python comes without `ensurepip`, and there is neither pip nor uv to do without it.\n"
    "Debian and Ubuntu: sudo apt install python3-venv"
)


def install(purpose: str) -> None:
    """Bring the Python and npm packages to what the lock files say; with nothing to do it writes nothing."""
    ensure_virtualenv()
    ensure_packages(purpose)
    ensure_node_modules(purpose)


def run_setup(*command: str | Path) -> str:
    """Run one tool of the installation, its words in the setup log."""
    return run_quietly(command, log=SETUP_LOG, env=tool_environment(), cwd=ROOT)


def ensure_uv() -> Path:
    """The path of uv: the project's own, installed from the package index, else one on PATH."""
    places = [TOOLS / "bin" / "uv", TOOLS / "lib" / "bin" / "uv"]
    stamps, wanted = Stamps(TOOLS / "stamps.json"), fingerprint(ROOT, ["deploy/bootstrap.lock"], extra=[sys.prefix])
    present = next((place for place in places if place.exists()), None)
    if present and stamps.has("uv", wanted):
        return present
    require_writable(ROOT)
    shutil.rmtree(TOOLS, ignore_errors=True)
    can_make_venv = bool(importlib.util.find_spec("ensurepip")) or (not has_pip() and install_debian_venv())
    with step("Installer (uv)"):
        found = install_uv(can_make_venv=can_make_venv) or shutil.which("uv")
        if not found:
            raise Problem(NO_VENV)
    stamps.set("uv", wanted)
    return Path(found)


def install_uv(*, can_make_venv: bool) -> Path | None:
    """Install uv into `.tools/` with what this Python has: ensurepip, else pip."""
    requirement = ["--quiet", "--disable-pip-version-check", "--require-hashes", "-r", BOOTSTRAP]
    if can_make_venv:
        run_setup(sys.executable, "-m", "venv", TOOLS)
        run_setup(TOOLS / "bin" / "python", "-m", "pip", "install", *requirement)
        return TOOLS / "bin" / "uv"
    if has_pip():
        run_setup(sys.executable, "-m", "pip", "install", "--target", TOOLS / "lib", *requirement)
        return TOOLS / "lib" / "bin" / "uv"
    return None


def has_pip() -> bool:
    """Whether this Python has pip of its own."""
    return importlib.util.find_spec("pip") is not None


def install_debian_venv() -> bool:
    """Debian keeps ensurepip in a package of its own: fetch it where that needs no password and no uv is there."""
    if shutil.which("uv") or not apt.may_install():
        return False
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return apt.install([version], log=SETUP_LOG) or apt.install(["python3-venv"], log=SETUP_LOG)


def ensure_virtualenv() -> None:
    """Make `.venv` unless a working one is there."""
    if PYTHON.exists() and is_usable(PYTHON):
        return
    require_writable(ROOT)
    shutil.rmtree(VENV, ignore_errors=True)
    uv = ensure_uv()
    run_setup(uv, "venv", "--quiet", "--python", sys.executable, VENV)


def is_usable(python: Path) -> bool:
    """Whether that interpreter starts and is new enough (a moved or upgraded Python leaves a broken `.venv`)."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def ensure_packages(purpose: str) -> None:
    """Install the locked Python packages; the development set contains the site's."""
    stamps = Stamps(VENV / "installed.json")
    wanted = {name: fingerprint(ROOT, [lock]) for name, lock in LOCKS.items()}
    if stamps.has(DEVELOPMENT, wanted[DEVELOPMENT]) or stamps.has(purpose, wanted[purpose]):
        return
    uv = ensure_uv()
    with step("Python packages"):
        require_writable(VENV)
        run_setup(uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", LOCKS[purpose])
    stamps.forget(SITE, DEVELOPMENT)
    stamps.set(purpose, wanted[purpose])


def ensure_node_modules(purpose: str) -> None:
    """Install the locked npm packages with the Node that came with the Python packages."""
    if not (ROOT / "package-lock.json").exists():
        return
    stamps, wanted = Stamps(NODE_MODULES / ".installed.json"), fingerprint(ROOT, ["package-lock.json", ".npmrc"])
    if stamps.has(DEVELOPMENT, wanted) or stamps.has(purpose, wanted):
        return
    if purpose == SITE and not has_site_packages():
        return
    require_writable(ROOT)
    only_site = ["--omit=dev"] if purpose == SITE else []
    with step("Browser packages (npm)"):
        run_setup(VENV / "bin" / "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", *only_site)
    stamps.set(purpose, wanted)


def has_site_packages() -> bool:
    """Whether the site itself uses any npm package (tests alone may need some)."""
    return bool(json.loads((ROOT / "package.json").read_text(encoding="utf-8")).get("dependencies"))


def lock(*, upgrade: bool) -> None:
    """Write both lock files anew from pyproject.toml, with hashes and without naming any index."""
    ensure_virtualenv()
    uv = ensure_uv()
    shared = ["--group", "build", "--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    if upgrade:
        shared.append("--upgrade")
    with step("Lock files"):
        run_setup(uv, "pip", "compile", "pyproject.toml", *shared, "-o", LOCKS[SITE])
        more = ["--group", "dev", "-c", LOCKS[SITE], "-o", LOCKS[DEVELOPMENT]]
        run_setup(uv, "pip", "compile", "pyproject.toml", *shared, *more)
    for name in LOCKS.values():
        if "://" in (ROOT / name).read_text(encoding="utf-8"):
            raise Problem(f"{name} names an index. Unset UV_INDEX_URL and UV_DEFAULT_INDEX, then `make lock` again.")
