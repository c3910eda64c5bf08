"""The matrix: things down, languages across."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.core.translatables import registry
from portal.translations import reads
from portal.translations.choices import Room, Status
from portal.translations.permissions import languages_of
from portal.translations.services import desk
from portal.translations.views.cells import Cells, amount

AGES = (7, 30, 90)


def for_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for people who may change some language; `languages` are theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        languages = languages_of(request.user)
        if not languages:
            raise PermissionDenied
        return view(request, *args, languages=languages, **kwargs)

    return guarded


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


@for_the_desk
def matrix(request: HttpRequest, languages: frozenset[str]) -> HttpResponse:
    """A page of things with their states."""
    asked = wanted(request.GET)
    page, found = reads.page_of(asked, request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    bars, people = reads.standing(desk.languages())
    cells = Cells(desk.languages(), people)
    context = {
        "page_title": _("Translation desk"),
        "header_icon": "globe",
        "asked": asked,
        "page": page,
        "query": query.urlencode(),
        "filter_fields": [(name, value) for name, value in vars(asked).items() if value],
        "rows": [
            {
                "item": item,
                "kind": registry[item.kind].label,
                "size": amount(item.strings, item.words),
                "cells": cells.of(item, entries),
            }
            for item, entries in found
            if item.kind in registry
        ],
        "progress": [(cells.names[row.language], row) for row in bars],
        "languages": list(cells.names.items()),
        "rooms": Room.choices,
        "kinds": [(kind.name, kind.label) for kind in registry],
        "statuses": [(status.value, status.label) for status in Status if status != Status.SOURCE],
        "ages": AGES,
        "people": people.items(),
        "key": list(cells.states.values()),
        "number_of_languages": len(settings.LANGUAGES),
    }
    return TemplateResponse(request, "translations/matrix.html", context)
