"""What the browser tests share: the loaded demo, a site to read, a site to change, and a Chromium."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .seed import Seed, prepare
from .server import DemoSite

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=15_000)  # a busy machine is no failure


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """A test that failed shows what went wrong in the server, too."""
    report = yield
    if report.failed:
        sites = {demo for demo in getattr(item, "funcargs", {}).values() if isinstance(demo, DemoSite)}
        report.sections += [("the site's errors", demo.errors()) for demo in sites]
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Why a test needed its second try."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"second try: {report.nodeid}", sep="-")
        terminalreporter.write_line(report.longreprtext[:4000])


@pytest.fixture(scope="session")
def seed() -> Seed:
    """The demo's data, loaded once."""
    return prepare()


@pytest.fixture(scope="session")
def site(seed: Seed) -> Iterator[DemoSite]:
    """The demo for tests that only read."""
    yield from _run(seed)


@pytest.fixture(scope="module")
def own_site(seed: Seed) -> Iterator[DemoSite]:
    """The demo with data of its own, for tests that change something."""
    yield from _run(seed)


def _run(seed: Seed) -> Iterator[DemoSite]:
    demo = DemoSite(seed)
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The machine's Chromium: Playwright's own cannot be downloaded everywhere."""
    path = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """A reader at a desk, without animation."""
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 800},
        "locale": "en-GB",
        "reduced_motion": "reduce",
    }
