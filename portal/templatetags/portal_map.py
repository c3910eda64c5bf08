"""`{% partner_map countries %}`: where the partners work."""

from typing import Any

from django import template

from portal import geography
from portal.core import geo

register = template.Library()


@register.inclusion_tag("components/map.html")
def partner_map(countries: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw the map and number the organisations in the order of the list (`organisation.map_number`)."""
    organisations = [who for country in countries or [] for who in country["organisations"]]
    for number, who in enumerate(organisations, start=1):
        who.map_number = number
    return {"view_box": geo.VIEW_BOX, "pins": geography.pins(organisations), "organisations": organisations}
