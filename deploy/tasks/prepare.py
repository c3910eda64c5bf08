"""From installed packages to a site with content: each step runs again only when its inputs changed."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.console import run_quietly, step
from tasks.paths import PYTHON, ROOT, SETUP_LOG, TOOLS, tool_environment
from tasks.problems import OF_THE_SITE
from tasks.stamps import Stamps, fingerprint

LOCKED = ["requirements.lock", "package-lock.json"]
PACKAGES = ["portal", "courses", "partners_area"]
CODE = [f"{package}/**/*.py" for package in PACKAGES]
STATIC = [f"{package}/static/**/*" for package in PACKAGES]


@dataclass(frozen=True)
class Step:
    """One `manage.py` command with the files it depends on and one it leaves behind."""

    name: str
    title: str
    arguments: Sequence[str]
    inputs: Sequence[str]
    leaves: Path | None = None


def source_steps() -> list[Step]:
    """What is made inside the source tree, for the demo, the tests and development alike."""
    return [
        Step("assets", "Style sheets and fonts", ["build_assets"], [*LOCKED, *STATIC], ROOT / "build" / "static"),
        Step("catalogues", "Message catalogues", ["compile_catalogues"], ["locale/**/*.po"], first_catalogue()),
    ]


def first_catalogue() -> Path | None:
    """A compiled catalogue, there if they were compiled."""
    source = next(iter(sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))), None)
    return source.with_suffix(".mo") if source else None


def data_steps(data: Path) -> list[Step]:
    """What is made inside the data folder."""
    database = None if os.environ.get("DATABASE_URL") else data / "portal.sqlite3"
    content = [*LOCKED, *CODE, *(f"{package}/demo/**/*" for package in PACKAGES)]
    return [
        Step(
            "database",
            "Database",
            ["migrate", "--noinput"],
            [*LOCKED, *(f"{package}/**/migrations/*.py" for package in PACKAGES)],
            database,
        ),
        Step("content", "Demo content in four languages", ["loaddemo"], content, database),
        Step("desk", "Translation desk", ["rebuild_desk", "--quiet"], ["locale/**/*.po"], database),
        Step(
            "static",
            "Static files",
            ["collectstatic", "--noinput", "--clear"],
            [*LOCKED, *STATIC, "build/static/**/*", "portal/settings/*.py"],
            data / "static",
        ),
    ]


def prepare_sources() -> None:
    """Make the built files of the source tree."""
    run_steps(source_steps(), Stamps(TOOLS / "steps.json"), log=SETUP_LOG, env=tool_environment(**site_settings()))


def prepare_data(data: Path) -> None:
    """Make the database, the demo content and the collected static files."""
    run_steps(data_steps(data), Stamps(data / "steps.json"), log=data / "log" / "setup.log", env=demo_environment(data))


def prepare_development(data: Path) -> None:
    """Bring the database up to date; load the demo once, and not again after every change of the code."""
    stamps = Stamps(data / "steps.json")
    steps = [one for one in data_steps(data) if one.name == "database" or not stamps.has_any(one.name)]
    steps = [one for one in steps if one.name != "static"]
    run_steps(steps, stamps, log=data / "log" / "setup.log", env=demo_environment(data))


def site_settings() -> dict[str, str]:
    """The settings of the demo, unless the caller chose others."""
    return {"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "portal.settings.demo")}


def demo_environment(data: Path) -> dict[str, str]:
    """The environment of everything that runs as the demo site."""
    return tool_environment(DATA_DIR=str(data), **site_settings())


def run_steps(steps: Sequence[Step], stamps: Stamps, *, log: Path, env: dict[str, str]) -> None:
    """Run what is not up to date, in order; once a step ran, its successors look again at their own inputs."""
    database = hashlib.sha256(env.get("DATABASE_URL", "").encode()).hexdigest()
    for one in steps:
        wanted = fingerprint(ROOT, one.inputs, extra=[*one.arguments, database])
        if stamps.has(one.name, wanted) and (one.leaves is None or one.leaves.exists()):
            continue
        fresh_database = one.name == "database" and one.leaves is not None and not one.leaves.exists()
        with step(one.title):
            manage(*one.arguments, log=log, env=env)
        if fresh_database:
            stamps.forget("content", "accounts")
        stamps.set(one.name, fingerprint(ROOT, one.inputs, extra=[*one.arguments, database]))


def manage(*arguments: str, log: Path, env: dict[str, str]) -> str:
    """Run one `manage.py` command and return what it printed."""
    command = [PYTHON, "manage.py", *arguments]
    return run_quietly(command, log=log, env=env, cwd=ROOT, causes=OF_THE_SITE)
