"""A newer package for an activity: upload, look at the differences, confirm."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.admin.activities import find, page
from courses.admin.guard import for_managers
from courses.admin.uploads import form_page, report_page, sent_form, waiting_page
from courses.choices import UPLOADS
from courses.models import H5PActivity
from courses.services import h5p_replacing, h5p_versions
from courses.services.h5p_uploads import Report
from portal.core.errors import DomainError
from portal.files import services as files
from portal.files.models import StoredFile


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def replace(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form; then what would change."""
    activity = find(uuid)
    form = sent_form(request)
    context = {
        **page(_("Replace by another file"), activity, _("Replace by another file")),
        "lead": _("First you see what the other file changes; nothing happens before you say so. Results stay."),
    }
    if request.method != "POST" or not form.is_valid() or form.stored is None:
        return form_page(request, form, context)
    if not form.stored.is_ready:
        return waiting_page(request, form, context)
    return _differences(request, activity, form.stored, context)


def _differences(
    request: HttpRequest, activity: H5PActivity, file: StoredFile, context: dict[str, Any], problem: str = ""
) -> HttpResponse:
    preview = h5p_replacing.look(user=request.user, file=file, activity=activity)
    if preview.changes is None:
        files.remove(user=request.user, file=file)
        report = Report(file.name, file.size, None, preview.refusal, preview.issues, preview.missing)
        return report_page(request, report, context)
    context = {
        **context,
        "preview": preview,
        "file": file,
        "problem": problem,
        "under_way": h5p_versions.people_under_way(activity),
    }
    return TemplateResponse(request, "courses/admin/differences.html", context, status=409 if problem else 200)


@require_POST
@for_managers
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The deed, or "No, leave it as it is"."""
    activity = find(uuid)
    file = get_object_or_404(StoredFile.objects.of(request.user, UPLOADS), uuid=_uuid(request.POST.get("arrived", "")))
    if "yes" not in request.POST:
        files.remove(user=request.user, file=file)
        messages.info(request, _("Nothing was changed."))
        return redirect("activities:activity", uuid=uuid)
    version = int(request.POST.get("version", "").isdecimal() and request.POST["version"][:9])
    context = page(_("Replace by another file"), activity, _("Replace by another file"))
    try:
        report = h5p_replacing.replace(user=request.user, file=file, activity=activity, version=version)
    except DomainError as refusal:
        return _differences(request, activity, file, context, str(refusal))
    if report.activity is None:
        return report_page(request, report, context)
    messages.success(request, _("The activity is replaced. Everybody plays the new version from now on."))
    return redirect("activities:activity", uuid=uuid)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
