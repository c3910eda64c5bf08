"""What lists of pages share: filters from the query string, checked, and page numbers that must exist."""

from collections.abc import Iterable

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PageOfResults
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.core import page_cache


class CountedPaginator(Paginator):
    """A paginator whose total is counted once in each generation of the site."""

    def __init__(self, *args, count_key: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.count_key = count_key

    @cached_property
    def count(self) -> int:
        """How many there are in all."""
        return page_cache.per_generation(self.count_key, lambda: self.object_list.count())  # type: ignore[attr-defined]


def page_of(rows: QuerySet, query: QueryDict, *, per_page: int, count_key: str) -> PageOfResults:
    """The page the query asks for. Raises Http404 for a number that is none or out of range."""
    paginator = CountedPaginator(rows, per_page, count_key=count_key)
    try:
        return paginator.page(query.get("page") or 1)
    except PageNotAnInteger:
        raise Http404(_("A page number is a whole number.")) from None
    except EmptyPage:
        raise Http404(_("This list has fewer pages.")) from None


def choice_of(query: QueryDict, name: str, allowed: Iterable[str]) -> str:
    """The value of a filter, or "" when it is not set. Raises Http404 for a value that does not exist."""
    value = query.get(name, "")
    if value and value not in allowed:
        raise Http404(_("There is nothing under this filter."))
    return value


def query_string(**values: str) -> str:
    """`?a=b&c=d` without the empty ones; "?" alone clears all filters."""
    filled = QueryDict(mutable=True)
    filled.update({name: value for name, value in values.items() if value})
    return "?" + filled.urlencode()
