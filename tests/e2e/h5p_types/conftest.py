"""Fixtures for tests that play on the stage."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.h5p_stage import Stage
from tests.e2e.h5p_stage.play import Play


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One server for a module's tests."""
    served = Stage()
    yield served
    served.stop()


@pytest.fixture
def play(browser: Browser, stage: Stage) -> Iterator[Play]:
    """A fresh reader."""
    context = browser.new_context(reduced_motion="reduce", locale="en-GB", viewport={"width": 900, "height": 1400})
    played = Play(context.new_page(), stage)
    yield played
    assert not played.watch.problems, "\n".join(sorted(set(played.watch.problems)))
    context.close()
