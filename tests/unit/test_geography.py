"""Pins on the partners' map: everyone with a place has one, the near share one."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from portal import geography

PLACES = st.lists(
    st.builds(
        lambda latitude, longitude: SimpleNamespace(latitude=latitude, longitude=longitude),
        st.floats(35, 60),
        st.floats(-10, 30),
    ),
    max_size=12,
)


def who(latitude, longitude):
    return SimpleNamespace(latitude=latitude, longitude=longitude)


def test_neighbours_share_a_pin():
    found = geography.pins([who(47.49, 19.05), who(47.50, 19.06), who(52.5, 6.1)])
    assert [len(pin.members) for pin in found] == [2, 1]
    assert len(found[0].discs) == 2
    assert found[0].discs[1]["x"] - found[0].discs[0]["x"] == geography.DISC


def test_an_organisation_without_a_place_has_no_pin():
    assert geography.pins([who(None, 19.0), who(47.0, None)]) == []


def test_a_place_on_the_equator_is_a_place():
    assert len(geography.pins([who(0.0, 0.0)])) == 1


@given(PLACES)
def test_everyone_is_on_the_map_once(organisations):
    found = geography.pins(organisations)
    members = [member for pin in found for member in pin.members]
    assert len(members) == len(organisations)
    assert {id(member) for member in members} == {id(member) for member in organisations}
    assert all(len(pin.dots) == len(pin.members) == len(pin.discs) for pin in found)
