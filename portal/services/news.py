"""Reads for the news: the filtered list, related articles."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.core import links, page_cache
from portal.core.public import open_to_all
from portal.models.news import NewsCategory, NewsIndexPage, NewsPage
from portal.services.lists import choice_of, page_of, query_string

PER_PAGE = 10


def articles(path: str) -> QuerySet[NewsPage]:
    """Live articles below a place in the tree, newest first, ready to be listed.

    By path, not by language: a database that looks up the language first has to sort all its articles, while one
    that only checks the path walks along the dates and stops after the few that are shown.
    """
    return (
        open_to_all(NewsPage.objects.live())
        .filter(path__startswith=path)
        .select_related("category", "image", "locale")
        .prefetch_related("image__renditions")
        .defer("body", "related")
        .order_by("-date", "-pk")
    )


def index_context(index: NewsIndexPage, query: QueryDict) -> dict[str, Any]:
    """Articles, categories and years with their numbers. Raises Http404 for filters or pages that do not exist."""
    tally = page_cache.per_generation(f"news-tally:{index.locale_id}", lambda: _tally(index.locale_id))
    categories = page_cache.per_generation("news-categories", lambda: list(NewsCategory.objects.all()))
    category = choice_of(query, "category", [c.key for c in categories])
    year = choice_of(query, "year", {str(y) for _key, y, _n in tally})
    rows = articles(index.path)
    if category:
        rows = rows.filter(category__key=category)
    if year:
        rows = rows.filter(date__range=(date(int(year), 1, 1), date(int(year), 12, 31)))
    count_key = f"news-count:{index.locale_id}:{category}:{year}"
    return {
        "page_obj": page_of(rows, query, per_page=PER_PAGE, count_key=count_key),
        "categories": _category_filters(categories, tally, category, year),
        "years": _year_filters(tally, category, year),
        "filter_query": query_string(category=category, year=year).removeprefix("?"),
    }


def article_context(article: NewsPage) -> dict[str, Any]:
    """What to read next: the pages an editor chose, else the newest of the same category; three at most."""
    chosen = [item["value"] for item in article.related.raw_data if item["value"]]
    key = f"related:{article.pk}:{article.category_id}:{chosen}"
    return {"related": page_cache.per_generation(key, lambda: _related(article, chosen))}


def _related(article: NewsPage, chosen: list[int]) -> list[Page]:
    found = links.pages_for_reader(chosen, article.locale.language_code)
    if not found:
        siblings = articles(article.path[: -article.steplen]).exclude(pk=article.pk)
        found = list(siblings.filter(category_id=article.category_id)[:4])
    return [page for page in found if page.pk != article.pk][:3]


def _tally(locale_id: int) -> list[tuple[str, int, int]]:
    rows = open_to_all(NewsPage.objects.live()).filter(locale_id=locale_id).annotate(year=ExtractYear("date"))
    return list(rows.values_list("category__key", "year").annotate(number=Count("pk")).order_by())


def _category_filters(categories, tally, current: str, year: str) -> list[dict[str, Any]]:
    def number(key: str) -> int:
        return sum(n for k, y, n in tally if (not key or k == key) and (not year or str(y) == year))

    entries = [{"name": _("All"), "key": ""}, *({"name": c.name, "key": c.key} for c in categories)]
    return [
        {
            "name": entry["name"],
            "url": query_string(category=entry["key"], year=year),
            "count": number(entry["key"]),
            "current": entry["key"] == current,
        }
        for entry in entries
    ]


def _year_filters(tally, category: str, current: str) -> list[dict[str, Any]]:
    numbers: dict[int, int] = {}
    for key, year, number in tally:
        if not category or key == category:
            numbers[year] = numbers.get(year, 0) + number
    return [
        {
            "year": year,
            "url": query_string(category=category, year="" if str(year) == current else str(year)),
            "count": number,
            "current": str(year) == current,
        }
        for year, number in sorted(numbers.items(), reverse=True)
    ]
