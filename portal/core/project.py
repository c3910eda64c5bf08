"""The project this site belongs to, read once in each generation."""

from django.http import HttpRequest
from wagtail.models import Site

from portal.core import page_cache
from portal.core.models import ProjectSettings


def of_site(site: Site | None) -> ProjectSettings:
    """The settings of a site; empty ones where there is no site yet."""
    if site is None:
        return ProjectSettings()
    return page_cache.per_generation(f"project:{site.pk}", lambda: _load(site))


def site_of(request: HttpRequest) -> Site | None:
    """The site of this request's host, looked up once in each generation; Wagtail then finds it on the request."""
    if not hasattr(request, "_wagtail_site"):
        key = f"site:{request.get_host()}:{request.get_port()}"
        # A list, because a host without a site is an answer too.
        request._wagtail_site = page_cache.per_generation(key, lambda: [Site.find_for_request(request)])[0]  # type: ignore[attr-defined]
    return request._wagtail_site  # type: ignore[attr-defined]


def of(request: HttpRequest) -> ProjectSettings:
    """The settings of the site this request is for."""
    return of_site(site_of(request))


def _load(site: Site) -> ProjectSettings:
    found = ProjectSettings.objects.select_related("logo").filter(site=site).first()
    return found or ProjectSettings.for_site(site)  # makes the record of a new site
