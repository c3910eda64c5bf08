"""Where a place stands on the drawn map of Europe (`components/europe_outline.html`).

The map is a Mercator projection. With M(φ) = ln(tan(45° + φ/2)), in degrees:

    x = (λ − WEST) · SCALE
    y = (M(NORTH) − M(φ)) · SCALE

so one degree of longitude is `SCALE` units everywhere, and shapes keep their angles.
Malta would be nine units wide: a round inset repeats it, enlarged, in the Ionian Sea.
"""

from math import degrees, log, radians, tan

SCALE = 24
WEST, EAST = -1.5, 24.5
SOUTH, NORTH = 35.0, 54.6
VIEW_BOX = "0 0 624 673"

INSET_CENTRE = (492.0, 614.0)
INSET_RADIUS = 46.0
INSET_SCALE = 170
INSET_PLACE = (35.94, 14.376)

Point = tuple[float, float]


def mercator(lat: float) -> float:
    """The height of a latitude on a Mercator map, in degrees of longitude at the equator."""
    return degrees(log(tan(radians(45 + lat / 2))))


def project(lat: float, lon: float) -> Point:
    """The place on the map, in units of its view box, rounded to a tenth."""
    x = (lon - WEST) * SCALE
    y = (mercator(NORTH) - mercator(lat)) * SCALE
    return round(x, 1), round(y, 1)


def project_inset(lat: float, lon: float) -> Point:
    """The place in the enlarged Malta, in units of the same view box, rounded to a tenth."""
    (centre_x, centre_y), (centre_lat, centre_lon) = INSET_CENTRE, INSET_PLACE
    x = centre_x + (lon - centre_lon) * INSET_SCALE
    y = centre_y + (mercator(centre_lat) - mercator(lat)) * INSET_SCALE
    return round(x, 1), round(y, 1)


def on_inset(lat: float, lon: float) -> bool:
    """Whether a place belongs to the islands that the inset enlarges."""
    return 35.7 <= lat <= 36.2 and 14.1 <= lon <= 14.7
