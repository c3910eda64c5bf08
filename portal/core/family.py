"""A page with its ancestors, each in all languages: one query serves breadcrumbs, language switch and hreflang."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from wagtail.models import Page, Site

from portal.core import page_cache
from portal.core.routing import LANGUAGE_ORDER, public_path, root_paths

COLUMNS = ("pk", "title", "path", "depth", "url_path", "translation_key", "live", "locale__language_code")


@dataclass(frozen=True)
class Relative:
    """One page of the family, as far as links need it."""

    title: str
    path: str
    depth: int
    url_path: str
    translation_key: str
    live: bool
    language: str


class Family:
    """The translations of a page and of everything above it, up to the home page."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.roots = root_paths(site)
        self.content_language = page.locale.language_code

    @cached_property
    def members(self) -> list[Relative]:
        """All of them, one query in each generation."""
        return page_cache.per_generation(f"family:{self.page.pk}", self._load)

    def _load(self) -> list[Relative]:
        steps = range(2 * Page.steplen, len(self.page.path) + 1, Page.steplen)
        own_paths = [self.page.path[:length] for length in steps]
        keys = Page.objects.filter(path__in=own_paths).values("translation_key")
        rows = Page.objects.filter(translation_key__in=keys).values_list(*COLUMNS)
        return [
            Relative(title, path, depth, url_path, str(key), live, language)
            for _pk, title, path, depth, url_path, key, live, language in rows
        ]

    @cached_property
    def own_line(self) -> list[Relative]:
        """The page's own ancestors from home down to itself."""
        return sorted((m for m in self.members if self.page.path.startswith(m.path)), key=lambda m: m.depth)

    @cached_property
    def translations(self) -> dict[str, Relative]:
        """Live versions of the page itself, by language, in the order of the site's languages."""
        found = {m.language: m for m in self.members if m.translation_key == str(self.page.translation_key) and m.live}
        return {code: found[code] for code in LANGUAGE_ORDER if code in found}

    def url(self, language: str, line: Iterable[Relative] | None = None) -> str:
        """The address of the page (or of an ancestor, given its line) for a reader of this language.

        Where a translation is missing, the deepest translated ancestor's address carries the source's slugs on.
        """
        line = list(line or self.own_line)
        missing: list[str] = []
        for member in reversed(line):
            translated = self._in(language, member)
            if translated and language in self.roots:
                return public_path(translated.url_path, self.roots, language) + "".join(
                    f"{slug}/" for slug in reversed(missing)
                )
            missing.append(member.url_path.rstrip("/").rsplit("/", 1)[-1])
        return f"/{language}/" + "".join(f"{slug}/" for slug in reversed(missing[:-1]))

    def breadcrumbs(self, language: str) -> list[dict[str, str]]:
        """Home, the ancestors, the page: titles in the reader's language where there are any."""
        crumbs = []
        for position, member in enumerate(self.own_line, start=1):
            shown = self._in(language, member) or member
            crumbs.append(
                {"title": shown.title, "url": self.url(language, self.own_line[:position]), "lang": shown.language}
            )
        return crumbs

    def alternates(self, base_url: str) -> list[dict[str, str]]:
        """`hreflang` entries of the existing translations, with `x-default` in the site's first language."""
        entries = [
            {"hreflang": code, "href": base_url + public_path(member.url_path, self.roots, code)}
            for code, member in self.translations.items()
        ]
        default = next((e for e in entries if e["hreflang"] == settings.LANGUAGE_CODE), entries[0] if entries else None)
        return [*entries, {"hreflang": "x-default", "href": default["href"]}] if default else []

    def _in(self, language: str, member: Relative) -> Relative | None:
        return next(
            (
                m
                for m in self.members
                if m.language == language and m.translation_key == member.translation_key and m.live
            ),
            None,
        )
