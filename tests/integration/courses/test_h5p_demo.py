"""Our own activities come with the demo, once, in every language."""

import pytest

from courses.demo import samples
from courses.integrations import h5p_folders
from courses.models import H5PActivity, H5PLocalisation
from courses.services import h5p_editing
from portal.core import demo_parts


@pytest.fixture
def two(monkeypatch):
    """Only two packages, to be quick."""
    some = h5p_folders.names(samples.folder())[:2]
    monkeypatch.setattr(h5p_folders, "names", lambda _folder: some)
    return some


def test_each_is_loaded_once_in_all_languages(two, db):
    assert ("activities", samples.load) in demo_parts.parts()
    assert (samples.load(), samples.load(), samples.load(True)) == (2, 0, 0)
    assert H5PActivity.objects.count() == 2
    assert set(H5PLocalisation.objects.values_list("language", "version")) == {("de", 1), ("hu", 1), ("nl", 1)}


def test_updating_renews_what_nobody_has_changed(two, boss, committed):
    with committed():
        samples.load()
    first, second = H5PActivity.objects.order_by("pk")
    H5PActivity.objects.filter(pk=first.pk).update(parameters={**first.parameters, "task": "Old"})
    with committed():
        h5p_editing.edit(user=boss, activity=second, texts={"task": "My own task"}, media={})
        assert samples.load(True) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.version, first.parameters["task"] != "Old") == (2, True)
    assert second.parameters["task"] == "My own task"
