"""What machines read: robots.txt, and sitemaps for each language."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from portal.core.routing import public_path, root_paths


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything but the admin may be read; answers of the search name the search page as their canonical address."""
    lines = ["User-agent: *", f"Disallow: /{settings.ADMIN_URL}"]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class LanguageSitemap(Sitemap):
    """The live, public pages of one language, each with its translations; no aliases (STACK.md, trap 7)."""

    limit = 2000

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def roots(self) -> dict[str, str]:
        """Where each language's tree begins."""
        site = Site.objects.filter(is_default_site=True).first()
        return root_paths(site) if site else {}

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of this language, in tree order."""
        root = self.roots.get(self.language)
        return list(_public().filter(url_path__startswith=root).order_by("path")) if root else []

    @cached_property
    def versions(self) -> dict:
        """Tree paths by translation key and language, one query."""
        found: dict = {}
        keys = _public().filter(url_path__startswith=self.roots[self.language]).values("translation_key")
        rows = _public().filter(translation_key__in=keys)
        for key, code, path in rows.values_list("translation_key", "locale__language_code", "url_path"):
            found.setdefault(key, {})[code] = path
        return found

    def items(self) -> list[Page]:
        """What the paginator cuts into pieces."""
        return self.pages

    def location(self, item: Page) -> str:
        """The page's address."""
        return public_path(item.url_path, self.roots, self.language)

    def lastmod(self, item: Page):
        """When it was last published."""
        return item.last_published_at

    def get_urls(self, page=1, site=None, protocol=None):
        """Django's entries with `hreflang` alternates of the translations that exist."""
        entries = super().get_urls(page=page, site=site, protocol=protocol)
        base = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for entry in entries:
            paths = self.versions.get(entry["item"].translation_key, {})
            entry["alternates"] = [
                {"location": base + public_path(path, self.roots, code), "lang_code": code}
                for code, path in paths.items()
                if code in self.roots
            ]
            if settings.LANGUAGE_CODE in paths:
                default = public_path(paths[settings.LANGUAGE_CODE], self.roots, settings.LANGUAGE_CODE)
                entry["alternates"].append({"location": base + default, "lang_code": "x-default"})
        return entries


def _public():
    return Page.objects.live().public().filter(alias_of=None)


def sitemaps() -> dict[str, Callable[[], LanguageSitemap]]:
    """One section for each language, made anew for each request."""
    return {code: partial(LanguageSitemap, code) for code, _name in settings.LANGUAGES}
