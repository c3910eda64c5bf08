"""The frame around every page: menu, language switch, breadcrumbs, footer, and what machines read in the head."""

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language_info, gettext
from wagtail.models import Page, Site

from portal.core import page_cache
from portal.core.family import Family
from portal.core.funding import Funding, texts_for
from portal.core.models import BasePage, ProjectSettings
from portal.core.project import of_site, site_of
from portal.core.public import open_to_all
from portal.core.routing import public_path, root_paths

LONGEST_QUERY = 1000  # nobody types more; it would stand in the page once for each language


class SiteContext:
    """Everything the frame needs for one request; each part is worked out at most once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language = translation.get_language() or settings.LANGUAGE_CODE

    @cached_property
    def page(self) -> BasePage | None:
        """The page being shown, if this is one (also in previews)."""
        return getattr(self.request, "portal_page", None)

    @cached_property
    def site(self) -> Site | None:
        """The site of this host."""
        return site_of(self.request)

    @cached_property
    def roots(self) -> dict[str, str]:
        """The tree paths of its home pages, by language."""
        return root_paths(self.site) if self.site else {}

    @cached_property
    def family(self) -> Family | None:
        """The page with its ancestors in all languages."""
        if not self.page or not self.site or not self.page.path or self.page.depth < 2:
            return None
        return Family(self.page, self.site)

    @cached_property
    def base_url(self) -> str:
        """Scheme and host, for addresses that must be whole."""
        return f"{self.request.scheme}://{self.request.get_host()}"

    @cached_property
    def content_lang(self) -> str:
        """The true language of the text."""
        return self.page.locale.language_code if self.page else self.language

    @cached_property
    def is_fallback(self) -> bool:
        """Whether the reader gets a text that is not in the reader's language."""
        return self.content_lang != self.language

    @cached_property
    def project(self) -> ProjectSettings:
        """The settings of this site."""
        return of_site(self.site)

    @cached_property
    def funding(self) -> Funding:
        """Statement and disclaimer for this reader."""
        return page_cache.per_generation(f"funding:{self._scope}", lambda: texts_for(self.project, self.language))

    @cached_property
    def home_url(self) -> str:
        """The home page in the reader's language."""
        return f"/{self.language}/"

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        """The pages below home in the reader's language: one query for menu and footer."""
        return page_cache.per_generation(f"sections:{self._scope}", self._load_sections)

    @cached_property
    def navigation(self) -> list[dict[str, Any]]:
        """The main menu."""
        path = self.request.path
        return [{**item, "current": path.startswith(item["url"])} for item in self.sections if item["in_menu"]]

    @cached_property
    def footer_links(self) -> list[dict[str, Any]]:
        """Three columns: the project, taking part, about this site."""
        from portal.services.footer import columns

        return columns(self.sections)

    @cached_property
    def breadcrumbs(self) -> list[dict[str, str]]:
        """From home to here; empty on the home page itself."""
        crumbs = self.family.breadcrumbs(self.language) if self.family else []
        if len(crumbs) < 2:
            return []
        return [{**crumbs[0], "title": gettext("Home"), "lang": self.language}, *crumbs[1:]]

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """The language switch: the same place in each language, query included."""
        return [self._language(code) for code, _name in settings.LANGUAGES]

    @cached_property
    def canonical_url(self) -> str:
        """The one address search engines should keep: the text's own language, without filters but with its page."""
        if not self.family or not self.site:
            return self.base_url + self.request.path
        url = self.base_url + self.family.url(self.content_lang)
        number = self.request.GET.get("page", "")
        return f"{url}?page={number}" if number.isdecimal() and number != "1" else url

    @cached_property
    def alternates(self) -> list[dict[str, str]]:
        """`hreflang` links."""
        return self.family.alternates(self.base_url) if self.family and not self.is_fallback else []

    @cached_property
    def robots(self) -> str:
        """`noindex` where the text is not in the language of the address, and for filtered lists."""
        return "noindex" if self.is_fallback or {"category", "year", "kind"} & self.request.GET.keys() else ""

    @cached_property
    def og_image_url(self) -> str:
        """The picture for link previews, from this host."""
        return self.base_url + static("portal/img/social-card.png")

    @cached_property
    def structured_data(self) -> str:
        """schema.org JSON-LD for this page, safe inside a script element."""
        from portal.structured_data import as_script

        return as_script(self.page, self)

    @property
    def _scope(self) -> str:
        """What the kept parts of the frame belong to: one site in one language."""
        return f"{self.site.pk if self.site else 0}:{self.language}"

    def _language(self, code: str) -> dict[str, Any]:
        query = self.request.META.get("QUERY_STRING", "")
        translated = not self.page or bool(self.family and code in self.family.translations)
        url = self._url_in(code)
        return {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": f"{url}?{query}" if 0 < len(query) <= LONGEST_QUERY and url != f"/{code}/" else url,
            "current": code == self.language,
            "translated": translated,
        }

    def _url_in(self, code: str) -> str:
        if self.family:
            return self.family.url(code)
        path = urlsplit(self.request.path).path
        match = self.request.resolver_match
        known = match and match.url_name and path.startswith(f"/{self.language}/")
        return translate_url(path, code) if known else f"/{code}/"

    def _load_sections(self) -> list[dict[str, Any]]:
        root = self.roots.get(self.language)
        if not root:
            return []
        rows = open_to_all(Page.objects.live().filter(url_path__startswith=root, depth=3)).order_by("path")
        return [
            {
                "title": title,
                "url": public_path(url_path, self.roots, self.language),
                "in_menu": in_menu,
                "model": model,
                "lang": self.language,
            }
            for title, url_path, in_menu, model in rows.values_list(
                "title", "url_path", "show_in_menus", "content_type__model"
            )
        ]
