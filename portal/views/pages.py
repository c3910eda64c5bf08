"""Pages without a place in the tree: the site map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.core.project import site_of
from portal.core.routing import public_path, root_paths


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All public pages of the reader's language as a tree, in one query."""
    return render(request, "portal/sitemap_page.html", {"tree": _tree(request, get_language() or "en")})


def _tree(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    site = site_of(request)
    roots = root_paths(site) if site else {}
    if language not in roots:
        return []
    rows = Page.objects.live().public().filter(url_path__startswith=roots[language]).order_by("path")
    top: list[dict[str, Any]] = []
    line: list[dict[str, Any]] = []
    for title, path, url_path in rows.values_list("title", "path", "url_path"):
        url = public_path(url_path, roots, language)
        node = {"title": title, "url": url, "lang": language, "children": [], "path": path}
        while line and not path.startswith(line[-1]["path"]):
            line.pop()
        (line[-1]["children"] if line else top).append(node)
        line.append(node)
    return top
