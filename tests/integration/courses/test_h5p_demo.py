"""Our own activities come with the demo, once, in every language."""

import pytest

from courses.demo import load, packages
from courses.models import H5PActivity, H5PLocalisation
from courses.services import h5p_editing
from portal.core import demo_parts


@pytest.fixture
def two(monkeypatch):
    """Only two packages, to be quick."""
    some = packages.packages()[:2]
    monkeypatch.setattr(packages, "packages", lambda: some)
    return some


def test_each_is_loaded_once_in_all_languages(two, db):
    assert ("activities", load) in demo_parts.parts()
    assert (load(), load(), load(True)) == (2, 0, 0)
    assert H5PActivity.objects.count() == 2
    assert set(H5PLocalisation.objects.values_list("language", "version")) == {("de", 1), ("hu", 1), ("nl", 1)}


def test_updating_renews_what_nobody_has_changed(two, boss):
    load()
    first, second = H5PActivity.objects.order_by("pk")
    H5PActivity.objects.filter(pk=first.pk).update(parameters={"task": "Old"})
    h5p_editing.edit(user=boss, activity=second, texts={"task": "My own task"}, media={})
    assert load(True) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.version, first.parameters != {"task": "Old"}) == (2, True)
    assert second.parameters["task"] == "My own task"
