"""Search in the reader's language, and suggestions while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core import search
from portal.core.models import SearchDocument

KIND_ORDER = ("idea", "result", "course", "event", "news", "page")


def kind_labels() -> dict[str, str]:
    """The heading of each group of results."""
    return {
        "idea": _("Big ideas"),
        "result": _("Results"),
        "course": _("Course"),
        "event": _("Events"),
        "news": _("News"),
        "page": pgettext("search group", "Pages"),
    }


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Results grouped by kind, words marked; 400 with what was typed when the question is too long."""
    raw = request.GET.get("q", "")
    language = get_language() or "en"
    try:
        query = search.clean_query(raw)
    except search.QueryTooLong:
        message = _("Please search with fewer words: at most %(number)s characters.") % {"number": search.MAX_QUERY}
        context = {"query": raw[: search.MAX_QUERY], "error": message, "groups": [], "total": 0}
        return render(request, "portal/search.html", context, status=400)
    found = search.find(query, language) if query else []
    context = {"query": query, "total": len(found), "groups": _groups(found, query, language)}
    return render(request, "portal/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """At most six titles as JSON: `[{"title", "url", "kind"}]`; empty for questions nobody would type."""
    try:
        query = search.clean_query(request.GET.get("q", ""))
    except search.QueryTooLong:
        return JsonResponse([], safe=False, status=400)
    labels = kind_labels()
    found = search.suggest(query, get_language() or "en")
    rows = [{"title": row.title, "url": row.url, "kind": labels.get(row.kind, "")} for row in found]
    return JsonResponse(rows, safe=False)


def _groups(found: list[SearchDocument], query: str, language: str) -> list[dict[str, Any]]:
    labels = kind_labels()
    kinds = [*KIND_ORDER, *sorted({row.kind for row in found} - set(KIND_ORDER))]
    groups = []
    for kind in kinds:
        rows = [_shown(row, query, language) for row in found if row.kind == kind]
        if rows:
            groups.append({"kind": kind, "label": labels.get(kind, kind), "results": rows})
    return groups


def _shown(row: SearchDocument, query: str, language: str) -> dict[str, Any]:
    text = search.excerpt(f"{row.lead} {row.text}".strip(), query, language)
    return {
        "title": row.title,
        "title_html": search.mark(row.title, query, language),
        "excerpt_html": search.mark(text, query, language),
        "url": row.url,
        "path": row.url,
        "lang": row.language,
        "date": row.date,
    }
