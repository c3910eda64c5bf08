"""The style sheet of the page: many files while developing, one built file otherwise."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def stylesheet():
    """Link main.css with its imports in development, site.css (from `build_assets`) everywhere else."""
    name = "main" if settings.DEBUG else "site"
    return format_html('<link rel="stylesheet" href="{}">', static(f"portal/css/{name}.css"))
