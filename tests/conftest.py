"""What all tests share: a database that is migrated once for each state of the migrations, and the small site."""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as property_tests

property_tests.register_profile("project", deadline=None, max_examples=60)
property_tests.load_profile("project")

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "test-cache"
SOURCES = (
    "portal/**/migrations/*.py",
    "courses/migrations/*.py",
    "portal/services/setup.py",
    "requirements.lock",
    "portal/settings/base.py",
    "portal/settings/test.py",
)


def _template() -> Path:
    """Where the migrated, empty database of this state of the migrations is kept."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return KEPT / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """A fresh SQLite file comes migrated, so Django has nothing to throw away first."""
    return django_db_keepdb or settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> Iterator[None]:
    """Migrate once; every later run, and every other worker, copies the migrated file."""
    config = settings.DATABASES["default"]
    if not config["ENGINE"].endswith("sqlite3"):
        request.getfixturevalue("migrated_database")
        yield
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    template = _template()
    with (KEPT / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if template.exists():
            shutil.copyfile(template, config["TEST"]["NAME"])
        request.getfixturevalue("migrated_database")
        if not template.exists():
            with closing(sqlite3.connect(config["TEST"]["NAME"])) as database:
                database.execute("VACUUM INTO ?", (str(template),))
    yield


@pytest.fixture(scope="session")
def migrated_database(
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
    django_db_use_migrations: bool,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """pytest-django's own database set-up, under a name that may be asked for when the file is in its place."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        keep = django_db_keepdb and not django_db_createdb
        configuration = setup_databases(verbosity=0, interactive=False, keepdb=keep)
    yield
    with django_db_blocker.unblock():
        teardown_databases(configuration, verbosity=0, keepdb=keep)


@pytest.fixture(scope="session", autouse=True)
def _clean_data_dir() -> Iterator[None]:
    """Make the folder of static files, and take the temporary folder of the test settings away at the end."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    yield
    if settings.DATA_DIR.name.startswith("ls4vet-test-"):
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
