"""From a file to an activity, or to a report of what is wrong with it: one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses.admin.activities import page
from courses.admin.guard import for_managers
from courses.forms.uploads import PackageForm
from courses.h5p.issues import Severity
from courses.integrations.h5p_words import Finding, findings
from courses.permissions import may_install_libraries
from courses.services import h5p_uploads
from courses.services.h5p_uploads import Report


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def upload(request: HttpRequest) -> HttpResponse:
    """The form; then the activity, or the report."""
    form = sent_form(request)
    context = page(_("Upload an activity"), here=_("Upload an activity"))
    if request.method != "POST" or not form.is_valid() or form.stored is None:
        return form_page(request, form, context)
    if not form.stored.is_ready:
        return waiting_page(request, form, context)
    report = h5p_uploads.add(user=request.user, file=form.stored)
    if report.activity and not worth_reading(report):
        messages.success(request, taken_in_words(report))
        return redirect("activities:activity", uuid=report.activity.uuid)
    return report_page(request, report, context)


def sent_form(request: HttpRequest) -> PackageForm:
    """The form, filled in if it was sent."""
    if request.method == "POST":
        return PackageForm(request.POST, request.FILES, user=request.user)
    return PackageForm(user=request.user)


def form_page(request: HttpRequest, form: PackageForm, context: dict[str, Any]) -> HttpResponse:
    """The form, perhaps with what is wrong."""
    context = {**context, "form": form, "may_install": may_install_libraries(request.user)}
    return TemplateResponse(request, "courses/admin/upload.html", context, status=422 if form.is_bound else 200)


def waiting_page(request: HttpRequest, form: PackageForm, context: dict[str, Any]) -> HttpResponse:
    """The virus scanner has not looked at it yet, or has found something."""
    return TemplateResponse(request, "courses/admin/waiting.html", {**context, "file": form.stored}, status=202)


def report_page(request: HttpRequest, report: Report, context: dict[str, Any]) -> HttpResponse:
    """What is wrong, where, and what to do."""
    found = [one for one in findings(report.issues) if one.code != "library-missing"]
    context = {
        **context,
        "report": report,
        "errors": _of(found, Severity.ERROR),
        "warnings": _of(found, Severity.WARNING),
        "notes": _of(found, Severity.INFO),
        "missing": sorted(report.missing, key=lambda one: one.name),
    }
    return TemplateResponse(request, "courses/admin/report.html", context, status=200 if report.activity else 422)


def worth_reading(report: Report) -> bool:
    """Whether the engine said more than what only other programs care about."""
    return any(issue.severity is not Severity.INFO for issue in report.issues)


def taken_in_words(report: Report) -> str:
    """That it is here, and what came with it."""
    words = _("“%(title)s” is here.") % {"title": report.activity}
    if report.installed:
        count = len(report.installed)
        new = ngettext("%(count)s library was installed.", "%(count)s libraries were installed.", count)
        words = f"{words} {new % {'count': count}}"
    return words


def _of(found: list[Finding], severity: Severity) -> list[Finding]:
    return [one for one in found if one.severity is severity]
