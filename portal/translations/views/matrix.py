"""The matrix: things down, languages across."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from portal.core.translatables import registry
from portal.translations import reads
from portal.translations.choices import TO_DO, Room, Status
from portal.translations.models import DeskEntry, DeskItem
from portal.translations.permissions import languages_of
from portal.translations.services import desk

AGES = (7, 30, 90)
GLYPHS = {
    Status.SOURCE: "source",
    Status.UP_TO_DATE: "current",
    Status.DRAFT: "draft",
    Status.STALE: "stale",
    Status.MISSING: "missing",
    Status.MACHINE: "wait",
}


def for_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for people who may change some language; `languages` are theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        languages = languages_of(request.user)
        if not languages:
            raise PermissionDenied
        return view(request, *args, languages=languages, **kwargs)

    return guarded


def name_of(language: str) -> str:
    """A language by its own name."""
    return str(get_language_info(language)["name_local"]).capitalize()


def wanted(query: Any) -> reads.Wanted:
    """What the address asks for; what cannot be meant is left out."""

    def one_of(name: str, allowed: Any) -> str:
        value = query.get(name, "")
        return value if value in allowed else ""

    def number(name: str) -> int:
        value = query.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 10 else 0

    return reads.Wanted(
        room=one_of("room", Room.values),
        kind=one_of("kind", registry),
        language=one_of("language", desk.languages()),
        status=one_of("status", [reads.NEEDS_WORK, *Status.values]),
        age=number("age") if number("age") in AGES else 0,
        who=number("who"),
        q=query.get("q", "").replace("\x00", "").strip()[:100],
    )


def cells(item: DeskItem, states: Mapping[str, str]) -> list[dict[str, Any]]:
    """The states of one thing, in the order of the languages."""
    entries = {entry.language: entry for entry in item.entries.all()}
    return [_cell(item, language, entries.get(language), states) for language in desk.languages()]


def _cell(item: DeskItem, language: str, entry: DeskEntry | None, states: Mapping[str, str]) -> dict[str, Any]:
    """What a cell says, worked out here because a hundred templates cost more than the queries."""
    cell: dict[str, Any] = {"language": language, "name": name_of(language), "entry": entry}
    if entry is None:
        return cell
    to_do = entry.status in TO_DO
    cell["url"] = reverse("translations:item", args=[item.pk, language]) + ("?show=todo" if to_do else "")
    cell["state"] = states[entry.status]
    if to_do and entry.to_do:
        said = ngettext("%(number)s string, %(words)s words", "%(number)s strings, %(words)s words", entry.to_do)
        cell["note"] = said % {"number": entry.to_do, "words": entry.words_to_do}
    return cell


@for_the_desk
def matrix(request: HttpRequest, languages: frozenset[str]) -> HttpResponse:
    """A page of things with their states."""
    asked = wanted(request.GET)
    page = reads.page_of(asked, request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    states = {  # each state is drawn once, not in each of a hundred cells
        status.value: render_to_string("components/state.html", {"kind": GLYPHS[status], "label": status.label})
        for status in Status
    }
    bars, people = reads.standing(desk.languages())
    context = {
        "page_title": _("Translation desk"),
        "header_icon": "globe",
        "asked": asked,
        "page": page,
        "query": query.urlencode(),
        "filter_fields": [(name, value) for name, value in vars(asked).items() if value],
        "rows": [
            {"item": item, "kind": registry[item.kind].label, "cells": cells(item, states)}
            for item in page.object_list
            if item.kind in registry
        ],
        "progress": [(name_of(row.language), row) for row in bars],
        "languages": [(language, name_of(language)) for language in desk.languages()],
        "rooms": Room.choices,
        "kinds": [(kind.name, kind.label) for kind in registry],
        "statuses": [(status.value, status.label) for status in Status if status != Status.SOURCE],
        "ages": AGES,
        "people": people,
        "key": [(GLYPHS[status], status.label) for status in Status],
        "number_of_languages": len(settings.LANGUAGES),
    }
    return TemplateResponse(request, "translations/matrix.html", context)
