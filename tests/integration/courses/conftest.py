"""People who may and may not, and an activity."""

from pathlib import Path
from typing import Any

import pytest

from courses.models import H5PActivity
from portal.accounts.models import User
from tests.factories import user
from tests.factories.h5p import install


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings: Any) -> Path:
    """Where the files of this test lie."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "private" / "h5p"


@pytest.fixture
def boss(db: None) -> User:
    """May install libraries."""
    return user("boss@example.org", is_superuser=True)


@pytest.fixture
def anna(db: None) -> User:
    """A learner."""
    return user("anna@example.org", "learner")


@pytest.fixture
def manager(db: None) -> User:
    """May add activities, but no code."""
    return user("manager@example.org", "editor")


@pytest.fixture
def activity(boss: User) -> H5PActivity:
    """A question."""
    return install(boss)
