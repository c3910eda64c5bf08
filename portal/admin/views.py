"""The home panel and the lists behind it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from portal.admin import lists, todo

PER_PAGE = 50


class NextPanel(Component):
    """What to do next, on the first screen of the admin."""

    name = "next"
    template_name = "admin_panels/next.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The rows for whoever looks."""
        return {"todos": todo.for_person(parent_context["request"].user)}


def todo_list(request: HttpRequest, key: str) -> HttpResponse:
    """One list, fifty entries a page. Raises Http404 for an unknown name or language."""
    kind = lists.find(key, request.user)
    locale = None
    if kind.by_language:
        locale = get_object_or_404(Locale, language_code=request.GET.get("language", "")[:10])
    page = Paginator(kind.rows(request.user, locale), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "kind": kind,
        "page_title": kind.heading,
        "page_subtitle": _(locale.get_display_name()) if locale else "",
        "header_icon": "tasks",
        "page": page,
        "entries": list(kind.entries(list(page.object_list), locale)),
        "query": f"language={locale.language_code}&" if locale else "",
    }
    return TemplateResponse(request, "admin_panels/list.html", context)
