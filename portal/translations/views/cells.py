"""The cells of the matrix, drawn here: a hundred cells of a template cost more than all queries of the page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, ngettext

from portal.translations.choices import TO_DO, Status
from portal.translations.reads import Cell, Listed

GLYPHS = {
    Status.SOURCE: "source",
    Status.UP_TO_DATE: "current",
    Status.DRAFT: "draft",
    Status.STALE: "stale",
    Status.MISSING: "missing",
    Status.MACHINE: "wait",
}


def name_of(language: str) -> str:
    """A language by its own name."""
    return str(get_language_info(language)["name_local"]).capitalize()


class Cells:
    """Draws the cells of one page; what all cells share is worked out once."""

    def __init__(self, languages: Iterable[str], people: Mapping[int, str]) -> None:
        self.names = {language: name_of(language) for language in languages}
        self.people = people
        self.days: dict[Any, str] = {}
        self.states = {
            status.value: render_to_string("components/state.html", {"kind": GLYPHS[status], "label": status.label})
            for status in Status
        }

    def of(self, item: Listed, entries: Mapping[str, Cell]) -> SafeString:
        """The cells of a thing, in the order of the languages."""
        address = reverse("translations:item", args=[item.pk, "xx"]).removesuffix("xx/")
        drawn = [self._cell(item, address, code, entries.get(code)) for code in self.names]
        return SafeString("".join(drawn))

    def _cell(self, item: Listed, address: str, language: str, entry: Cell | None) -> str:
        name = self.names[language]
        if entry is None:
            return format_html('<td data-label="{}"></td>', name)
        return format_html(
            '<td data-label="{}"><a class="desk-cell" href="{}">{}{}{}'
            '<span class="w-sr-only">, {}, <span lang="{}">{}</span></span></a></td>',
            name,
            f"{address}{language}/" + (TO_THE_FIRST if entry.status in TO_DO else ""),
            self.states[entry.status],
            _small(_note(entry)),
            _small(self._last(entry)),
            item.title,
            language,
            name,
        )

    def _last(self, entry: Cell) -> str:
        """Who changed it last, and on what day."""
        who = self.people.get(entry.changed_by or 0, "")
        return ", ".join(part for part in (who, who and self._day(entry.changed_at)) if part)

    def _day(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        day = timezone.localtime(moment).date()
        if day not in self.days:
            self.days[day] = date_format(day, "SHORT_DATE_FORMAT")
        return self.days[day]


TO_THE_FIRST = "?show=todo"
"""A cell that waits leads to what is to do in it."""


def amount(strings: int, words: int) -> str:
    """So many strings with so many words."""
    said = ngettext("%(number)s string, %(words)s words", "%(number)s strings, %(words)s words", strings)
    return said % {"number": strings, "words": words}


def _note(entry: Cell) -> str:
    """How much waits."""
    return amount(entry.to_do, entry.words_to_do) if entry.status in TO_DO and entry.to_do else ""


def _small(text: str) -> SafeString:
    return format_html("<small>{}</small>", text) if text else SafeString("")
