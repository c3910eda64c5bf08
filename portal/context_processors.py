"""What every template may use. All of it is lazy: a page pays only for what it shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.site_context import SiteContext

NAMES = (
    "alternates",
    "breadcrumbs",
    "canonical_url",
    "content_lang",
    "footer_links",
    "funding",
    "home_url",
    "is_fallback",
    "languages",
    "navigation",
    "og_image_url",
    "project",
    "robots",
    "structured_data",
)


def site(request: HttpRequest) -> dict[str, Any]:
    """The names of `SiteContext`, each worked out when first used."""
    context = SiteContext(request)
    return {name: SimpleLazyObject(_getter(context, name)) for name in NAMES}


def _getter(context: SiteContext, name: str):
    return lambda: getattr(context, name)
