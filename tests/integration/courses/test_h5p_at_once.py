"""What happens at the same moment, on true connections: each thing counts once, and nothing is half there."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from courses.h5p import package
from courses.integrations.h5p_engine import Installed
from courses.models import H5PActivity, H5PActor, H5PAttempt, H5PLibrary, H5PState, H5PStatement
from courses.services import h5p_records, h5p_states, h5p_store
from portal.accounts.models import User
from portal.core.models import AuditEntry
from portal.translations.models import DeskItem
from tests.factories import user
from tests.factories.h5p import h5p_file, install, statement

MODELS = (H5PStatement, H5PAttempt, H5PState, H5PActor, H5PActivity, H5PLibrary, User, DeskItem)


@pytest.fixture
def lasting(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What is stored is committed; rows that were not there before are gone afterwards."""
    with django_db_blocker.unblock():
        before = {model: set(model.objects.values_list("pk", flat=True)) for model in (AuditEntry, *MODELS)}
        yield
        AuditEntry.objects.exclude(pk__in=before[AuditEntry])._raw_delete(connection.alias)
        for model in MODELS:
            model.objects.exclude(pk__in=before[model]).delete()
        connection.close()


@pytest.fixture
def boss(lasting: None) -> User:
    """May install libraries."""
    return user("boss@example.org", is_superuser=True)


@pytest.fixture
def anna(lasting: None) -> User:
    """A learner."""
    return user("anna@example.org", "learner")


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, begun together; what they return or raise."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int) -> None:
        barrier.wait(20)
        try:
            results[place] = jobs[place]()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_the_same_end_from_two_devices_scores_once(boss, anna):
    activity = install(boss)
    said = statement(activity, "completed")

    def send():
        return h5p_records.record_statements(user=anna, activity=activity, language="en", statements=[said])

    outcomes = at_once(send, send, send)
    assert sorted((one.stored, one.known) for one in outcomes) == [(0, 1), (0, 1), (1, 0)]
    assert H5PStatement.objects.count() == 1
    assert H5PAttempt.objects.get().score == 1
    assert H5PActor.objects.count() == 1


def test_two_devices_begin_one_attempt(boss, anna):
    activity = install(boss)
    said = [[statement(activity, "attempted", result={})] for _ in range(3)]
    values = {"user": anna, "activity": activity, "language": "en"}
    jobs = [lambda one=one: h5p_records.record_statements(**values, statements=one) for one in said]
    assert [one.stored for one in at_once(*jobs)] == [1, 1, 1]
    assert H5PAttempt.objects.count() == 1


def test_two_devices_see_once(boss, anna):
    activity = install(boss)
    H5PLibrary.objects.update(machine="H5P.Accordion")
    activity.library.refresh_from_db()

    def see():
        return h5p_records.record_view(user=anna, activity=activity, language="en").pk

    assert len(set(at_once(see, see, see))) == 1
    assert H5PAttempt.objects.count() == 1


def test_two_devices_save_one_state(boss, anna):
    activity = install(boss)
    place = {"user": anna, "activity": activity, "language": "en", "part": "0", "kind": "state"}
    assert at_once(*(lambda data=data: h5p_states.save(**place, data=data) for data in "123")) == [None] * 3
    assert H5PState.objects.get().data in "123"


def installed(boss: User) -> H5PActivity:
    with package.read(h5p_file(), installed=Installed()) as found:
        return h5p_store.install(found, user=boss)


def test_the_same_library_from_two_packages_is_installed_once(boss, storage):
    first, second = at_once(lambda: installed(boss), lambda: installed(boss))
    library = H5PLibrary.objects.get()
    assert first.library == second.library == library
    assert all((storage / library.key(path)).exists() for path in library.files)
    assert AuditEntry.objects.filter(action="h5p.library_installed").count() == 1


def test_who_fails_takes_nothing_from_who_installs_the_same_at_that_moment(boss, storage, monkeypatch):
    """The first has written its files and fails; the second waits for it, then needs them."""
    pin, waiting, first = h5p_store._pin, threading.Event(), threading.Event()

    def fail_once(*what):
        if first.is_set():
            return pin(*what)
        first.set()
        waiting.wait(1)
        raise RuntimeError("no room")

    def second():
        first.wait(20)
        waiting.set()
        return installed(boss)

    monkeypatch.setattr(h5p_store, "_pin", fail_once)
    failed, activity = at_once(lambda: installed(boss), second)
    assert isinstance(failed, RuntimeError)
    assert H5PActivity.objects.get() == activity
    library = H5PLibrary.objects.get()
    assert all((storage / library.key(path)).exists() for path in library.files)
    assert len(list(storage.rglob("*.part"))) == 0
