"""The lists behind "What to do next": what exactly is open, each entry with the link that leads to the deed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page

from portal.admin import unfinished


@dataclass(frozen=True)
class Entry:
    """One thing to do: its title, a remark, and the link."""

    title: str
    remark: str
    url: str
    deed: str


@dataclass(frozen=True)
class Kind:
    """A list: its heading, what to do with it, its rows, and how a stretch of rows becomes entries."""

    heading: str | Promise
    hint: str | Promise
    rows: Callable[[Any, Locale | None], QuerySet]
    entries: Callable[[list, Locale | None], Iterator[Entry]]
    by_language: bool = False
    allowed: Callable[[Any], bool] = lambda user: True


def find(key: str, user: Any) -> Kind:
    """The list of this name. Raises Http404 for another name and for a person who may not act on it."""
    kind = KINDS.get(key)
    if kind is None or not kind.allowed(user):
        raise Http404("no such list")
    return kind


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _pages(pages: list[Page], _locale: Locale | None) -> Iterator[Entry]:
    for page in pages:
        remark = str(page.locale.get_display_name())
        yield Entry(page.get_admin_display_title(), _(remark), _edit(page), _("Open"))


def _missing(pages: list[Page], locale: Locale | None) -> Iterator[Entry]:
    keys = [page.translation_key for page in pages]
    begun = {page.translation_key: page for page in Page.objects.filter(locale=locale, translation_key__in=keys)}
    for page in pages:
        draft = begun.get(page.translation_key)
        if draft and not draft.alias_of_id:
            yield Entry(page.title, _("Begun, not published"), _edit(draft), _("Go on"))
        else:
            url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
            yield Entry(page.title, _("Not begun"), url, _("Begin the translation"))


def _pictures(pictures: list, _locale: Locale | None) -> Iterator[Entry]:
    for picture in pictures:
        open_in = [code for code in unfinished.LANGUAGES if not getattr(picture, f"description_{code}")]
        url = reverse("wagtailimages:edit", args=[picture.pk])
        yield Entry(picture.title, _("Alt text missing: %s") % ", ".join(open_in), url, _("Describe"))


KINDS = {
    "drafts": Kind(
        gettext_lazy("Not published yet"),
        gettext_lazy("Pages that you changed last. Publish them, or submit them if a moderator publishes."),
        lambda user, _locale: unfinished.drafts(user).select_related("locale").order_by("-latest_revision_created_at"),
        _pages,
    ),
    "missing": Kind(
        gettext_lazy("Not translated yet"),
        gettext_lazy("Readers of this language see the original with a note until there is a translation."),
        lambda _user, locale: unfinished.originals().filter(unfinished.lacks(locale)).order_by("path"),
        _missing,
        by_language=True,
        allowed=unfinished.may_translate,
    ),
    "pictures": Kind(
        gettext_lazy("Pictures without alt text"),
        gettext_lazy("Say in each language what can be seen, for people who cannot see it."),
        lambda user, _locale: unfinished.pictures(user).order_by("title"),
        _pictures,
    ),
    "descriptions": Kind(
        gettext_lazy("Pages without description"),
        gettext_lazy("Search engines show it below the title: under Promote, one sentence of 70 to 155 characters."),
        lambda user, _locale: unfinished.undescribed(user).select_related("locale").order_by("path"),
        _pages,
    ),
}
