"""From an address to a page, in a constant number of queries, with the source text where a translation is missing.

Wagtail walks the tree level by level (two queries each, STACK.md). Here all levels are asked for at once. Where the
reader's language has no such page, the text of another language is shown inside the reader's interface.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from wagtail import hooks
from wagtail.models import Page, Site
from wagtail.views import serve_chain

from portal.core import links, page_cache
from portal.core.project import site_of

LANGUAGE_ORDER = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Route:
    """Where an address leads: a page to show, or the address where its translation lives."""

    page: Page
    redirect_to: str = ""


def root_paths(site: Site) -> dict[str, str]:
    """Language code to the tree path of its home page, for one site. Wagtail keeps them in the cache."""
    return {root.language_code: root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}


def public_path(url_path: str, roots: dict[str, str], language: str) -> str:
    """The address of a page from its tree path: `/hu/hirek/` for `/home-hu/hirek/`."""
    root = roots[language]
    return f"/{language}/{url_path.removeprefix(root)}"


def find(site: Site, language: str, path: str) -> Route:
    """The live page at this address in this language, or its source text. Raises Http404."""
    parts = [part for part in path.split("/") if part]
    roots = root_paths(site)
    known = _along(roots.get(language), parts)
    deepest = max(known, key=lambda page: len(page.url_path), default=None)
    if deepest and deepest.live and deepest.url_path == _tree_path(roots[language], parts):
        return Route(_specific(deepest))
    return _find_source(roots, language, deepest, parts)


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's serve view on top of `find`: the same hooks, so restrictions and the editor's bar work."""
    site = site_of(request)
    if site is None:
        raise Http404("no site for this host")
    language = translation.get_language() or settings.LANGUAGE_CODE
    way = "/".join(part for part in path.split("/") if part)
    route = page_cache.per_generation(f"route:{site.pk}:{language}:{way}", lambda: find(site, language, way))
    if route.redirect_to:
        return HttpResponseRedirect(_with_query(route.redirect_to, request))
    request.portal_page = route.page  # type: ignore[attr-defined]
    links.prime(route.page)
    answer = serve_chain  # Wagtail's own hook around it asks for passwords and accounts where a page is closed
    for wrap in reversed(hooks.get_hooks("on_serve_page")):
        answer = wrap(answer)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(route.page, request, [], {})
        if isinstance(result, HttpResponse):
            return result
    return answer(route.page, request, [], {})


def _tree_path(root: str, parts: list[str]) -> str:
    return root + "".join(f"{part}/" for part in parts)


def _along(root: str | None, parts: list[str]) -> list[Page]:
    """The pages on the way from a root down the parts, one query."""
    if root is None or len(parts) > 30:
        return []
    paths = [_tree_path(root, parts[:depth]) for depth in range(len(parts) + 1)]
    return list(Page.objects.filter(url_path__in=paths).select_related("locale"))


def _find_source(roots: dict[str, str], language: str, deepest: Page | None, parts: list[str]) -> Route:
    """Look for the rest of the way below the translations of the deepest page that exists. Raises Http404."""
    if deepest is None:
        bases = {code: root for code, root in roots.items() if code != language}
        rest = parts
    else:
        used = [part for part in deepest.url_path.removeprefix(roots[language]).split("/") if part]
        rest = parts[len(used) :]
        bases = {
            page.locale.language_code: page.url_path
            for page in Page.objects.filter(translation_key=deepest.translation_key).select_related("locale")
        }
    paths = [_tree_path(base, rest) for base in bases.values()]
    candidates = list(Page.objects.filter(url_path__in=paths, live=True).select_related("locale"))
    if not candidates:
        raise Http404("no page at this address")
    page = min(candidates, key=lambda candidate: LANGUAGE_ORDER.index(candidate.locale.language_code))
    translated = (
        Page.objects.filter(translation_key=page.translation_key, locale__language_code=language, live=True)
        .values_list("url_path", flat=True)
        .first()
    )
    if translated and language in roots:
        return Route(page, redirect_to=public_path(translated, roots, language))
    return Route(_specific(page))


def _specific(page: Page) -> Page:
    """The page with all its fields and the records its type is always shown with, in one query."""
    model = page.specific_class
    specific = model.objects.select_related(*getattr(model, "shown_with", ())).get(pk=page.pk)
    specific.locale = page.locale
    return specific


def _with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url
