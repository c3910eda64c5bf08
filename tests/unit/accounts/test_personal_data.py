"""Rooms register what they know about a person."""

import pytest

from portal.accounts import personal_data


@pytest.fixture(autouse=True)
def _restore():
    before = dict(personal_data._parts)
    yield
    personal_data._parts.clear()
    personal_data._parts.update(before)


def test_parts_come_by_name_and_replace_their_own():
    personal_data._parts.clear()
    personal_data.register("course", export=lambda user: [("b.json", 1)], erase=lambda user: None)
    personal_data.register("account", export=lambda user: [], erase=lambda user: None)
    personal_data.register("course", export=lambda user: [("c.json", 2)], erase=lambda user: None)
    assert [part.name for part in personal_data.parts()] == ["account", "course"]
    assert list(personal_data.parts()[1].export(None)) == [("c.json", 2)]
    personal_data.unregister("course")
    personal_data.unregister("never there")
    assert [part.name for part in personal_data.parts()] == ["account"]
