"""The projection of the drawn map of Europe, in exact values."""

import pytest

from portal.core import geo

CITIES = {
    "Budapest": ((47.4979, 19.0402), (493.0, 271.8)),
    "Vienna": ((48.2082, 16.3738), (429.0, 246.4)),
    "Amsterdam": ((52.3676, 4.9041), (153.7, 90.1)),
    "Valletta": ((35.8989, 14.5146), (384.4, 646.3)),
}


@pytest.mark.parametrize(("place", "point"), CITIES.values(), ids=CITIES)
def test_a_city_stands_where_the_formula_puts_it(place: geo.Point, point: geo.Point) -> None:
    assert geo.project(*place) == point


def test_the_corners_are_the_corners_of_the_view_box() -> None:
    assert geo.project(geo.NORTH, geo.WEST) == (0.0, 0.0)
    assert geo.project(geo.SOUTH, geo.EAST) == (624.0, 672.8)
    assert geo.VIEW_BOX == "0 0 624 673"


def test_the_inset_turns_about_the_middle_of_malta() -> None:
    assert geo.project_inset(*geo.INSET_PLACE) == geo.INSET_CENTRE
    assert geo.project_inset(35.8989, 14.5146) == (515.6, 622.6)


@pytest.mark.parametrize(
    ("place", "enlarged"),
    [((35.9023, 14.4834), True), ((36.06, 14.25), True), ((37.07, 15.28), False)],
)
def test_only_the_maltese_islands_are_enlarged(place: geo.Point, enlarged: bool) -> None:
    assert geo.on_inset(*place) is enlarged
