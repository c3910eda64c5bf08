"""Links from page to page, in the reader's language, with one query for all links of a page.

Wagtail resolves each link of each text by itself, and asks for each link's translation again. Here a page's links are
collected before it is rendered (`prime`), asked for at once, and remembered for the request.
"""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Site

from portal.core import page_cache

_LINK = re.compile(r'linktype=\\?"page\\?" id=\\?"(\d+)|id=\\?"(\d+)\\?" linktype=\\?"page|"value": (\d+)')
_known: ContextVar[dict[tuple[str, int], "Target | None"] | None] = ContextVar("known_links", default=None)


@dataclass(frozen=True)
class Target:
    """Where a link leads for a reader of one language."""

    pk: int
    url: str
    title: str
    language: str


def prime(page: Page) -> None:
    """Forget the last request's links and fetch all links of this page, in one query in each generation."""
    language = translation.get_language() or "en"
    known = page_cache.per_generation(f"links:{page.pk}:{language}", lambda: _links_of(page, language))
    _known.set({(language, pk): target for pk, target in known.items()})


def _links_of(page: Page, language: str) -> dict[int, "Target | None"]:
    """The links in this live page's texts and choosers, with what is behind them."""
    wanted: set[int] = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            raw = field.value_to_string(page)
            wanted |= {int(next(filter(None, groups))) for groups in _LINK.findall(raw)}
        elif field.many_to_one and field.related_model is Page and getattr(page, field.attname):
            wanted.add(getattr(page, field.attname))
    found = _fetch(list(wanted), language) if wanted else {}
    return {pk: found.get(pk) for pk in wanted}


def targets(ids: Iterable[int], language: str = "") -> dict[int, Target]:
    """The live page behind each id, in the reader's language if there is a translation; missing ones are left out."""
    language = language or translation.get_language() or "en"
    known = _known.get()
    known = {} if known is None else known
    wanted = list(ids)
    missing = [pk for pk in wanted if (language, pk) not in known]
    if missing:
        found = _fetch(missing, language)
        known |= {(language, pk): found.get(pk) for pk in missing}
    return {pk: target for pk in wanted if (target := known[language, pk])}


def pages_for_reader(ids: Iterable[int], language: str = "") -> list[Page]:
    """The pages behind these ids, specific, in the given order, in the reader's language where there is one."""
    wanted = list(ids)
    found = targets(wanted, language)
    order = [found[pk].pk for pk in wanted if pk in found]
    locales = page_cache.per_generation("locales", lambda: Locale.objects.in_bulk())
    pages = {page.pk: page for page in Page.objects.filter(pk__in=order).specific(defer=False)}
    for page in pages.values():
        page.locale = locales[page.locale_id]
    return [pages[pk] for pk in dict.fromkeys(order) if pk in pages]


def _fetch(ids: list[int], language: str) -> dict[int, Target]:
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    columns = ("pk", "translation_key", "locale__language_code", "url_path", "live", "title")
    rows = list(Page.objects.filter(translation_key__in=keys).values_list(*columns))
    own = {pk: key for pk, key, *_rest in rows}
    best: dict = {}
    for pk, key, code, url_path, live, title in rows:
        if live and (code == language or (pk in ids and key not in best)):
            best[key] = Target(pk, _url(url_path), title, code)
    return {pk: best[own[pk]] for pk in ids if pk in own and own[pk] in best}


def _url(url_path: str) -> str:
    for root in Site.get_site_root_paths():
        if url_path.startswith(root.root_path):
            return f"/{root.language_code}/{url_path.removeprefix(root.root_path)}"
    return ""
