"""The small site, built once for each module, inside a transaction that each test goes back to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import SmallSite, build_site


class Undo(Exception):
    """Ends a module's transaction."""


@pytest.fixture(scope="module")
def module_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A transaction around a module: what its fixtures store is seen by all its tests and gone afterwards."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield
                raise Undo
        except Undo:
            pass


@pytest.fixture(scope="module")
def built_site(module_data: None) -> SmallSite:
    """The small site's pages."""
    cache.clear()
    with translation.override("en"):
        return build_site()


@pytest.fixture
def site(built_site: SmallSite, db: None) -> SmallSite:
    """The small site; changes of a test are undone."""
    return built_site


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Each test begins with an empty cache and in English, as a new process would."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def queries() -> Callable[[], CaptureQueriesContext]:
    """`with queries() as asked:` then `len(asked)`."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def page_cache(settings: Any) -> None:
    """Whole pages are kept, as in production."""
    settings.PAGE_CACHE_SECONDS = 600


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """`with committed():` what happens inside is followed by what waits for its commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
