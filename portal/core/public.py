"""What everybody may see: lists, feeds and calendars leave closed pages out."""

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from portal.core import page_cache


def open_to_all(pages: QuerySet) -> QuerySet:
    """The pages outside closed branches; asks the database once in each generation, not once for each list."""
    for path in page_cache.per_generation("closed-branches", _closed_branches):
        pages = pages.exclude(path__startswith=path)
    return pages


def may_be_closed(page: Page) -> bool:
    """Whether a page stands in a closed branch, or somebody may have closed it as an alias; no query mostly."""
    closed = page_cache.per_generation("closed-branches", _closed_branches)
    return bool(page.alias_of_id) or any(page.path.startswith(path) for path in closed)


def _closed_branches() -> list[str]:
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))
