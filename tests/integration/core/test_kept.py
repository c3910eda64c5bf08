"""Parts of pages that are kept for a generation."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from portal.core import page_cache

pytestmark = pytest.mark.django_db
TEMPLATE = Template("{% load kept %}{% kept part vary %}{{ word }}{% endkept %}")


def draw(word: str, vary: str = "", **attributes: object) -> str:
    request = RequestFactory().get("/en/")
    for name, value in attributes.items():
        setattr(request, name, value)
    return TEMPLATE.render(Context({"request": request, "word": word, "vary": vary}))


def test_a_part_is_drawn_once_and_again_after_a_publication(site, committed):
    assert draw("first") == "first"
    assert draw("second") == "first"
    with committed():
        page_cache.invalidate()
    assert draw("third") == "third"


def test_what_it_depends_on_keeps_parts_apart(site):
    assert draw("one", vary="1") == "one"
    assert draw("two", vary="2") == "two"
    assert draw("again", vary="1") == "one"


def test_languages_are_kept_apart(site):
    from django.utils import translation

    assert draw("one") == "one"
    with translation.override("hu"):
        assert draw("egy") == "egy"


def test_a_preview_shows_the_draft(site):
    assert draw("live") == "live"
    assert draw("draft", is_preview=True) == "draft"
    assert draw("other") == "live"


def test_what_was_escaped_stays_escaped_once(site):
    assert draw("<b>") == "&lt;b&gt;"
    assert draw("<b>") == "&lt;b&gt;"


def test_while_developing_nothing_is_kept(site, settings):
    settings.DEBUG = True
    assert draw("one") == "one"
    assert draw("two") == "two"
