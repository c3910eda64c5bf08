"""Who comes to the events, in the admin: lists, files to take away, cancelling for somebody."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem

from portal.core.errors import NotAllowed
from portal.models import EventPage, Registration
from portal.permissions import may_see_registrations
from portal.services import attendance, registrations

FORMS: dict[str, tuple[Callable[..., bytes], str]] = {
    "csv": (attendance.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (attendance.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (attendance.as_pdf, "application/pdf"),
}


class RegistrationsMenuItem(MenuItem):
    """Only for those who may see who comes."""

    def __init__(self) -> None:
        label, url = gettext_lazy("Registrations"), reverse("portal_registrations")
        super().__init__(label, url, icon_name="group", order=256, name="registrations")

    def is_shown(self, request: HttpRequest) -> bool:
        """Editors, moderators, administrators."""
        return may_see_registrations(request.user)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Every event that takes registrations. Raises PermissionDenied."""
    user: Any = request.user
    try:
        rows = attendance.events_with_registrations(user=user)
    except NotAllowed as problem:
        raise PermissionDenied(str(problem)) from problem
    context = {"page_title": _("Registrations"), "header_icon": "group", "rows": rows}
    return TemplateResponse(request, "admin_panels/registrations.html", context)


@require_safe
def event(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who comes to one event. Raises PermissionDenied and Http404."""
    found = _read(attendance.of_event, key, request)
    context = {
        "page_title": found.event.title,
        "page_subtitle": _("Registrations"),
        "header_icon": "group",
        "found": found,
        "forms": list(FORMS),
    }
    return TemplateResponse(request, "admin_panels/registrations_event.html", context)


@require_safe
def take_out(request: HttpRequest, key: UUID, form: str) -> HttpResponse:
    """A file of an event's registrations. Raises PermissionDenied and Http404."""
    if form not in FORMS:
        raise Http404("no such form")
    write, media_type = FORMS[form]
    answer = HttpResponse(_read(write, key, request), content_type=media_type)
    slug = EventPage.objects.filter(translation_key=key).values_list("slug", flat=True).order_by("pk").first()
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.{form}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel for somebody who has asked for it; a mail tells them. Raises PermissionDenied and Http404."""
    if not may_see_registrations(request.user):
        raise PermissionDenied
    row = get_object_or_404(Registration, pk=pk)
    user: Any = request.user
    registrations.cancel_for(row=row, user=user)
    messages.success(request, _("The registration is cancelled, and a mail says so."))
    return redirect("portal_registrations_event", key=row.event)


def _read(read: Callable[..., Any], key: UUID, request: HttpRequest) -> Any:
    try:
        return read(key, user=request.user)
    except NotAllowed as problem:
        raise PermissionDenied(str(problem)) from problem
    except EventPage.DoesNotExist as problem:
        raise Http404("no such event") from problem
