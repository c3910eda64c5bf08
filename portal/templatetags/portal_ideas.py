"""`{% big_ideas as ideas %}`: the five records, for drawings that name them wherever they stand."""

from django import template

from portal.core.models import BigIdea
from portal.services.ideas import all_ideas

register = template.Library()


@register.simple_tag
def big_ideas() -> list[BigIdea]:
    """The big ideas in their order."""
    return all_ideas()
