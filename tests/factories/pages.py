"""Pages below a parent, live at once, and their translations."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils.text import slugify
from wagtail.models import Locale, Page

from portal.models import EventPage, NewsPage, StandardPage
from tests.factories.records import category

_numbers = count(1)


def child(model: type[Page], parent: Page, title: str = "", **values: Any) -> Any:
    """A live page of this kind below the parent, in the parent's language."""
    title = title or f"{model.__name__} {next(_numbers)}"
    slug = values.pop("slug", "") or slugify(title)
    page = model(title=title, slug=slug, locale=parent.locale, translation_key=values.pop("translation_key", uuid4()))
    for name, value in values.items():
        setattr(page, name, value)
    return parent.add_child(instance=page)


def text_page(parent: Page, title: str = "", **values: Any) -> StandardPage:
    """A page of prose."""
    return child(StandardPage, parent, title, **values)


def article(parent: Page, title: str = "", **values: Any) -> NewsPage:
    """A news article of the category "project"."""
    return child(NewsPage, parent, title, **{"date": date(2023, 3, 1), "category": category(), **values})


def event(parent: Page, title: str = "", **values: Any) -> EventPage:
    """A meeting of two hours on 10 November 2022 in Budapest."""
    hours = {"start": datetime(2022, 11, 10, 9, tzinfo=UTC), "end": datetime(2022, 11, 10, 11, tzinfo=UTC)}
    return child(EventPage, parent, title, **{**hours, "city": "Budapest", "country": "HU", **values})


def add_translation(page: Page, parent: Page, title: str, **values: Any) -> Any:
    """The same page in the parent's language, with the same settings and other words."""
    own = {
        field.name: getattr(page, field.name)
        for field in page._meta.local_concrete_fields
        if not field.primary_key and field.name != "page_ptr"
    }
    shared = {"translation_key": page.translation_key, "show_in_menus": page.show_in_menus}
    return child(type(page), parent, title, **{**own, **shared, **values})


def publish(page: Page) -> Page:
    """Publish as an editor does: a revision, then live."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def locale(language: str) -> Locale:
    """The locale, made when missing."""
    return Locale.objects.get_or_create(language_code=language)[0]
