"""Filters and page numbers from the query string: right ones work, others are a 404."""

import pytest
from django.http import Http404, QueryDict

from portal.services.lists import choice_of, page_of, query_string


class Rows(list):
    """A list that can be counted as a QuerySet is."""

    def count(self):
        return len(self)


def page(query, rows=25, key="k"):
    return page_of(Rows(range(rows)), QueryDict(query), per_page=10, count_key=f"test:{rows}:{key}")


def test_pages_in_range():
    assert list(page("")) == list(range(10))
    assert list(page("page=3")) == list(range(20, 25))
    assert list(page("page=")) == list(range(10))


@pytest.mark.parametrize("number", ["0", "-1", "4", "x", "1.5", "²", "9" * 40, "%00", "1e1", "last"])
def test_pages_that_do_not_exist(number):
    with pytest.raises(Http404):
        page(f"page={number}")


def test_an_empty_list_has_one_empty_page():
    assert list(page("", rows=0)) == []
    with pytest.raises(Http404):
        page("page=2", rows=0)


def test_a_filter_takes_known_values_only():
    assert choice_of(QueryDict("kind=a"), "kind", ["a", "b"]) == "a"
    assert choice_of(QueryDict(""), "kind", ["a"]) == ""
    assert choice_of(QueryDict("kind="), "kind", ["a"]) == ""
    with pytest.raises(Http404):
        choice_of(QueryDict("kind=c"), "kind", ["a"])
    with pytest.raises(Http404):
        choice_of(QueryDict("kind=%00"), "kind", ["a"])


def test_query_strings_leave_empty_filters_out():
    assert query_string(category="a&b", year="") == "?category=a%26b"
    assert query_string(category="", year="") == "?"
