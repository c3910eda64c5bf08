"""Words of the course room in templates."""

from django import template

from courses.choices import Intensity

register = template.Library()


@register.filter
def intensity_name(code: str) -> str:
    """An intensity by its code; one that is not there any more stands for itself."""
    return str(Intensity(code).label) if code in Intensity.values else code
