"""The style sheets of the page: many files while developing, one built file for each room otherwise."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def stylesheet(room="portal"):
    """Link a room's main.css with its imports in development, site.css (from `build_assets`) everywhere else."""
    name = "main" if settings.DEBUG else "site"
    return format_html('<link rel="stylesheet" href="{}">', static(f"{room}/css/{name}.css"))
