"""The checks: lint, types, import contracts, migrations, catalogues, and the tests on either database."""

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tasks import browser, tools
from tasks.console import interrupt_on_terminate, run_aloud, say
from tasks.paths import PYTHON, ROOT, VENV, require_writable, tool_environment
from tasks.prepare import prepare_sources

TEST_SETTINGS = "portal.settings.test"


@dataclass(frozen=True)
class Check:
    """One named command that has to succeed."""

    title: str
    command: tuple[str, ...]


def program(name: str, *arguments: str) -> tuple[str, ...]:
    """A program of the virtual environment."""
    return (str(VENV / "bin" / name), *arguments)


def manage(*arguments: str) -> tuple[str, ...]:
    """A `manage.py` command."""
    return (str(PYTHON), "manage.py", *arguments)


def suite(title: str, *arguments: str, workers: str = "auto") -> Check:
    """One part of the tests, spread over the processors."""
    return Check(title, program("pytest", "-q", "--tb=short", "-n", workers, "--dist", "loadfile", *arguments))


LINT = [
    Check("ruff check", program("ruff", "check", ".")),
    Check("ruff format", program("ruff", "format", "--check", ".")),
    Check("djlint", program("djlint", "templates", "--lint", "--quiet")),
    Check("mypy", program("mypy")),
    Check("import contracts", program("lint-imports")),
]
STATE = [
    Check("checks and migrations", manage("makemigrations", "--check", "--dry-run")),
    Check("catalogues", manage("check_catalogues")),
]
UNIT = suite("unit tests", "tests/unit")
TESTS = [
    UNIT,
    suite("project tests", "tests/project"),
    suite("integration tests", "tests/integration"),
    suite("browser tests", "tests/e2e", "--reruns", "1", "-rR"),  # docs/decisions/0035
]


def lint() -> int:
    """Style, types and import contracts."""
    tools.install(tools.DEVELOPMENT)
    return run_checks(LINT)


def format_code() -> int:
    """Put code into its agreed form."""
    tools.install(tools.DEVELOPMENT)
    return run_checks(
        [
            Check("ruff check --fix", program("ruff", "check", "--fix", ".")),
            Check("ruff format", program("ruff", "format", ".")),
        ]
    )


def test_fast() -> int:
    """Lint and the unit tests."""
    tools.install(tools.DEVELOPMENT)
    prepare_sources()
    return run_checks([*LINT, UNIT])


def prepare() -> Path:
    """Everything the tests need; returns the browser."""
    tools.install(tools.DEVELOPMENT)
    chromium = browser.ensure()
    prepare_sources()
    return chromium


def test() -> int:
    """Everything a change has to pass."""
    interrupt_on_terminate()
    chromium = prepare()
    return run_checks([*LINT, *STATE, *TESTS], CHROMIUM_PATH=str(chromium))


def run_checks(checks: Iterable[Check], **more: str) -> int:
    """Run all checks, the later ones too when one fails, and end with one line for each."""
    require_writable(ROOT)
    results = []
    with tempfile.TemporaryDirectory(prefix="ls4vet-test-") as data:
        fresh = {"DATA_DIR": data, "DJANGO_SETTINGS_MODULE": TEST_SETTINGS}
        env = tool_environment(**fresh, **more)
        for check in checks:
            say(f"\n== {check.title}")
            begun = time.monotonic()
            code = run_aloud(check.command, env=env, cwd=ROOT)
            results.append((check.title, code, time.monotonic() - begun))
    return summarise(results)


def summarise(results: list[tuple[str, int, float]]) -> int:
    """Print the outcome of every check; the exit code is 1 when any failed."""
    say("\n== Summary")
    for title, code, seconds in results:
        say(f"  {'ok    ' if code == 0 else 'FAILED'}  {title:<22} {seconds:6.1f} s")
    failed = [title for title, code, _ in results if code]
    say(f"\n{'All passed.' if not failed else 'Failed: ' + ', '.join(failed)}")
    return 1 if failed else 0
