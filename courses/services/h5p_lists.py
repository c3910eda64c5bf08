"""Reads for the list of activities."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from courses.models import H5PActivity, H5PLocalisation
from courses.services.h5p_uses import Use, uses_of
from courses.words import licence


@dataclass
class Row:
    """One activity in the list."""

    activity: H5PActivity
    uses: list[Use]

    @property
    def title(self) -> str:
        """What it is called in the reader's language, or in its own."""
        return self._named()[0]

    @property
    def title_language(self) -> str:
        """The language of the title."""
        return self._named()[1]

    def _named(self) -> tuple[str, str]:
        wanted = get_language()
        titles = {one.language: one.title for one in self.activity.localisations.all()}
        if wanted and wanted != self.activity.language and titles.get(wanted):
            return titles[wanted], wanted
        return self.activity.title, self.activity.language

    @property
    def languages(self) -> list[str]:
        """The languages it can be played in, the one it is written in first, in the reader's words."""
        return languages_of(self.activity)

    @property
    def licence(self) -> str:
        """In words."""
        return licence(self.activity.licence)


def found(*, words: str = "", machine: str = "", language: str = "", used: bool | None = None) -> QuerySet:
    """The activities that fit, by title, without their heavy parts."""
    rows = H5PActivity.objects.with_library().defer(
        "parameters", "metadata", "files", "library__semantics", "library__metadata", "library__files"
    )
    if words:
        translated = H5PLocalisation.objects.filter(title__icontains=words).values("activity")
        rows = rows.filter(Q(title__icontains=words) | Q(authors__icontains=words) | Q(pk__in=translated))
    if machine:
        rows = rows.filter(library__machine=machine)
    if language:
        localised = H5PLocalisation.objects.filter(language=language).values("activity")
        rows = rows.filter(Q(language=language) | Q(pk__in=localised))
    if used is not None:
        keys = {key for key, uses in uses_of(list(H5PActivity.objects.only("pk", "uuid"))).items() if uses}
        rows = rows.filter(pk__in=keys) if used else rows.exclude(pk__in=keys)
    localisations = H5PLocalisation.objects.only("activity", "language", "title").order_by("language")
    return rows.order_by("title", "pk").prefetch_related(Prefetch("localisations", queryset=localisations))


def with_uses(activities: list[H5PActivity]) -> list[Row]:
    """Rows of a page of the list."""
    uses = uses_of(activities)
    return [Row(activity, uses[activity.pk]) for activity in activities]


def languages_of(activity: H5PActivity) -> list[str]:
    """The languages it can be played in, the one it is written in first, in the reader's words."""
    names = {code: str(name) for code, name in settings.LANGUAGES}
    codes = dict.fromkeys([activity.language, *(one.language for one in activity.localisations.all())])
    return [names.get(code, code) for code in codes]
