"""The demo's data, loaded once for each state of its sources and kept in `var/test-cache/`."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from . import postgres

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "var" / "test-cache"
DATA_SOURCES = (
    "portal/demo/**/*",
    "portal/**/migrations/*.py",
    "courses/migrations/*.py",
    "courses/demo/*.py",
    "courses/demo/content/**/*",
    "courses/demo/films/*",
    "courses/demo/videos/*",
    "courses/demo/sources.yaml",
    "courses/h5p_types/**/*",
    "tests/data/h5p/**/*",
    "portal/core/seeding.py",
    "portal/core/stemming.py",
    "portal/core/search.py",
    "portal/services/search_index.py",
    "portal/services/setup.py",
    "portal/management/commands/*.py",
)
STATIC_SOURCES = (
    "portal/static/**/*",
    "courses/static/**/*",
    "build/static/**/*",
    "requirements.lock",
    "portal/settings/*.py",
)
ACCOUNT = re.compile(r"^\s+(?P<role>\w+)\s+(?P<email>\S+@\S+)\s+(?P<password>\S+)$", re.MULTILINE)
LIST_PAGES = """
import json, sys
from uuid import uuid5
from wagtail.models import Page
from portal.core.models import SeedRecord
from portal.demo.streams import NAMESPACE
seeded = SeedRecord.objects.filter(key__startswith="page:").values_list("key", flat=True)
keys = {uuid5(NAMESPACE, key[5:]): key[5:] for key in seeded}
rows = Page.objects.live().filter(depth__gt=1).specific().select_related("locale").order_by("path")
json.dump([{"id": page.pk, "key": keys.get(page.translation_key, ""), "type": type(page).__name__, "title": page.title,
            "language": page.locale.language_code, "path": page.url} for page in rows], sys.stdout)
"""


@dataclass(frozen=True)
class Seed:
    """A loaded demo to copy from: a folder with media, accounts and pages, and a database."""

    folder: Path
    static: Path
    database_url: str
    """Empty for SQLite, whose file lies in the folder."""

    @cached_property
    def accounts(self) -> dict[str, tuple[str, str]]:
        """Role in small letters to address and password."""
        return {role: tuple(pair) for role, pair in json.loads((self.folder / "accounts.json").read_text()).items()}

    @cached_property
    def pages(self) -> list[dict]:
        """Every live page: id, key (of the demo), type, title, language, path."""
        return json.loads((self.folder / "pages.json").read_text())

    def copy_to(self, data: Path) -> str:
        """A site's own data folder; returns its DATABASE_URL, empty for SQLite."""
        data.mkdir(parents=True, exist_ok=True)
        for name in ("media", "private"):
            shutil.copytree(self.folder / name, data / name, dirs_exist_ok=True)
        shutil.copytree(self.static, data / "static", copy_function=os.link, dirs_exist_ok=True)
        if self.database_url:
            with _one_at_a_time():  # PostgreSQL copies a database only while nobody uses it
                return postgres.copy(self.database_url, data.name)
        _copy_sqlite(self.folder / "portal.sqlite3", data / "portal.sqlite3")
        return ""


def environment(data: Path, **more: str) -> dict[str, str]:
    """What a process of the demo site gets to see."""
    dropped = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "DATA_DIR": str(data)} | more


def manage(*arguments: str, env: dict[str, str]) -> str:
    """Run one `manage.py` command and return what it printed; raises with its last words when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def prepare() -> Seed:
    """The seed for the sources as they are now; made first if there is none. One process at a time."""
    CACHE.mkdir(parents=True, exist_ok=True)
    server = os.environ.get("DATABASE_URL", "")
    if os.environ.get("E2E_REUSE") and not server and (newest := _newest()):
        return newest
    with _one_at_a_time():
        _build_sources()
        static = CACHE / f"static-{_fingerprint(STATIC_SOURCES)}"
        if not static.exists():
            _collect_static(static)
        key = _fingerprint(DATA_SOURCES, extra=_week() + (server.split("://")[0] if server else ""))
        folder = CACHE / f"data-{key}"
        url = postgres.named(server, f"ls4vet_seed_{key}") if postgres.is_meant(server) else ""
        if not (folder / "complete").exists() or (url and not postgres.exists(url)):
            _load(folder, url)
        _drop_old(keep={static, folder})
        return Seed(folder, static, url)


def _newest() -> Seed | None:
    """With E2E_REUSE=1: the last seed made, though its sources have changed since. For work on the tests themselves."""
    age = {path: path.stat().st_mtime for path in [*CACHE.glob("data-*/complete"), *CACHE.glob("static-*/portal")]}
    folders = [path.parent for path in sorted(age, key=lambda path: age[path], reverse=True)]
    data = next(
        (path for path in folders if path.name.startswith("data-") and (path / "portal.sqlite3").exists()), None
    )
    static = next((path for path in folders if path.name.startswith("static-")), None)
    return Seed(data, static, "") if data and static else None


def _drop_old(keep: set[Path]) -> None:
    """Of earlier seeds only those of the last day stay."""
    limit = time.time() - 24 * 3600
    for path in {*CACHE.glob("data-*"), *CACHE.glob("static-*")} - keep:
        if path.stat().st_mtime < limit:
            shutil.rmtree(path, ignore_errors=True)


def _load(folder: Path, url: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if url:
        postgres.create(url)
    env = environment(folder, **({"DATABASE_URL": url} if url else {}))
    manage("migrate", "--noinput", env=env)
    load_demo(env)
    told = manage("demo_accounts", "--reset", env=env)
    accounts = {row["role"].lower(): (row["email"], row["password"]) for row in ACCOUNT.finditer(told)}
    (folder / "accounts.json").write_text(json.dumps(accounts))
    (folder / "pages.json").write_text(manage("shell", "-v0", "-c", LIST_PAGES, env=env))
    (folder / "complete").touch()


def load_demo(env: dict[str, str]) -> None:
    """The demo, as `make demo` loads it."""
    manage("loaddemo", "-v0", env=env)


def _collect_static(static: Path) -> None:
    work = CACHE / "static-work"
    shutil.rmtree(work, ignore_errors=True)
    manage("collectstatic", "--noinput", "-v0", env=environment(work))
    (work / "static").rename(static)
    shutil.rmtree(work, ignore_errors=True)


def _build_sources() -> None:
    """`make test` does this before; a single test started by hand needs it too."""
    env = environment(CACHE)
    if not (ROOT / "build" / "static").exists():
        manage("build_assets", env=env)
    if any(_is_stale(path) for path in ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        manage("compile_catalogues", env=env)


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _week() -> str:
    """The demo's next events count from the day of loading: a seed lives for a week."""
    today = date.today()
    return str(today - timedelta(days=today.weekday()))


def _fingerprint(patterns: tuple[str, ...], extra: str = "") -> str:
    digest = hashlib.sha256(extra.encode())
    files = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(path for path in files if "__pycache__" not in path.parts):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy, whatever still lies in the write-ahead log."""
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    with copy:
        origin.backup(copy)
    origin.close()
    copy.close()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Test processes run beside each other: the first one loads, the others wait."""
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
