"""A folder of its own for each test, and two people."""

from pathlib import Path
from typing import Any

import pytest

from portal.accounts.models import User

SMALL_QUOTA = 1_000_000


@pytest.fixture(autouse=True)
def private_root(settings: Any, tmp_path: Path) -> Path:
    """Private files of this test alone."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.FILES_QUOTA = SMALL_QUOTA
    settings.FILES_MAX_SIZE = SMALL_QUOTA
    return settings.PRIVATE_ROOT


@pytest.fixture
def anna(db: None) -> User:
    """A teacher."""
    return User.objects.create_user("anna@example.org", "secret words", display_name="Anna")


@pytest.fixture
def bela(db: None) -> User:
    """Another one."""
    return User.objects.create_user("bela@example.org", "secret words", display_name="Béla")
