"""What to do next: for one person, sentences with a number and a way to the things themselves.

Each source asks the database once, whatever the number of pages and languages. A source that has nothing to say, or
that this person may not act on, says nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, TaskState

from portal.admin import unfinished
from portal.core.admin.funding import FundingTextViewSet, open_count
from portal.translations.choices import Status
from portal.translations.models import DeskEntry
from portal.translations.permissions import languages_of

Person = Any


@dataclass(frozen=True)
class Todo:
    """One row: how many, what to do, where, and what the link says."""

    number: int
    sentence: str
    url: str
    deed: str


def for_person(user: Person) -> list[Todo]:
    """Everything that waits for this person, the most pressing first."""
    return [todo for source in SOURCES for todo in source(user) if todo.number]


def _reviews(user: Person) -> Iterator[Todo]:
    number = TaskState.objects.reviewable_by(user).count()
    sentence = ngettext("%(number)s page waits for your review.", "%(number)s pages wait for your review.", number) % {
        "number": number
    }
    url = reverse("wagtailadmin_reports:workflow_tasks") + "?" + urlencode({"reviewable": "true"})
    yield Todo(number, sentence, url, _("Review"))


def _drafts(user: Person) -> Iterator[Todo]:
    number = unfinished.drafts(user).count()
    sentence = ngettext(
        "%(number)s page that you changed is not published yet.",
        "%(number)s pages that you changed are not published yet.",
        number,
    ) % {"number": number}
    yield Todo(number, sentence, list_url("drafts"), _("Finish"))


def _missing_translations(user: Person) -> Iterator[Todo]:
    if not unfinished.may_translate(user):
        return
    locales = list(Locale.objects.all())
    counts = unfinished.originals().aggregate(
        **{locale.language_code: Count("pk", filter=unfinished.lacks(locale)) for locale in locales}
    )
    for locale in locales:
        number = counts[locale.language_code]
        sentence = ngettext(
            "%(number)s page cannot be read in %(language)s yet.",
            "%(number)s pages cannot be read in %(language)s yet.",
            number,
        ) % {"number": number, "language": _(locale.get_display_name())}
        yield Todo(number, sentence, list_url("missing", language=locale.language_code), _("Translate"))


def _stale_translations(user: Person) -> Iterator[Todo]:
    rows = DeskEntry.objects.filter(status=Status.STALE)
    for language, name, number in _on_the_desk(user, rows):
        sentence = ngettext(
            "The original of %(number)s page changed after it was translated into %(language)s.",
            "The originals of %(number)s pages changed after they were translated into %(language)s.",
            number,
        ) % {"number": number, "language": name}
        yield Todo(number, sentence, _desk_url(language, Status.STALE), _("Bring up to date"))


def _open_strings(user: Person) -> Iterator[Todo]:
    rows = DeskEntry.objects.filter(status=Status.DRAFT, open__gt=0)
    for language, name, number in _on_the_desk(user, rows):
        sentence = ngettext(
            "%(number)s page has sentences that are not translated into %(language)s yet.",
            "%(number)s pages have sentences that are not translated into %(language)s yet.",
            number,
        ) % {"number": number, "language": name}
        yield Todo(number, sentence, _desk_url(language, Status.DRAFT), _("Translate"))


def _on_the_desk(user: Person, rows: QuerySet[DeskEntry]) -> Iterator[tuple[str, str, int]]:
    """Pages in this person's languages: code and name of the language, and how many."""
    mine = languages_of(user)
    if mine:
        names = {locale.language_code: _(locale.get_display_name()) for locale in Locale.objects.all()}
        wanted = rows.filter(item__kind="page", item__active=True, language__in=mine)
        for code, number in wanted.order_by("language").values_list("language").annotate(Count("pk")):
            yield code, names.get(code, code), number


def _desk_url(language: str, status: str) -> str:
    query = {"kind": "page", "language": language, "status": str(status)}
    return f"{reverse('translations:matrix')}?{urlencode(query)}"


def _alt_texts(user: Person) -> Iterator[Todo]:
    number = unfinished.pictures(user).count()
    sentence = ngettext(
        "%(number)s picture lacks its alt text in some language.",
        "%(number)s pictures lack their alt text in some language.",
        number,
    ) % {"number": number}
    yield Todo(number, sentence, list_url("pictures"), _("Describe"))


def _funding(user: Person) -> Iterator[Todo]:
    if not user.has_perm("core.change_fundingtext"):
        return
    number = open_count()
    sentence = ngettext(
        "%(number)s funding text in use is missing or not verified.",
        "%(number)s funding texts in use are missing or not verified.",
        number,
    ) % {"number": number}
    url = reverse(FundingTextViewSet().get_url_name("list"))
    yield Todo(number, sentence, url, _("Verify"))


def _descriptions(user: Person) -> Iterator[Todo]:
    number = unfinished.undescribed(user).count()
    sentence = ngettext(
        "%(number)s page has no description for search engines.",
        "%(number)s pages have no description for search engines.",
        number,
    ) % {"number": number}
    yield Todo(number, sentence, list_url("descriptions"), _("Describe"))


SOURCES: tuple[Callable[[Person], Iterator[Todo]], ...] = (
    _reviews,
    _drafts,
    _stale_translations,
    _open_strings,
    _missing_translations,
    _funding,
    _alt_texts,
    _descriptions,
)


def list_url(key: str, **query: str) -> str:
    """The list behind a row."""
    url = reverse("portal_todo", args=[key])
    return f"{url}?{urlencode(query)}" if query else url
