"""What each intensity of a course asks, as data that course managers change."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.cohorts import IntensityForm
from courses.models import CourseIntensity
from courses.permissions import may_manage_courses
from courses.services import cohorts, course_map, outline
from courses.views.guard import do, own_page


@require_safe
@own_page
def index(request: HttpRequest) -> HttpResponse:
    """All of them."""
    _need_manager(request)
    rows = [(row, outline.course(row.course, get_language() or "")) for row in CourseIntensity.objects.all()]
    return render(request, "courses/cohorts/intensities.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One: hours, rules of the certificate, units it leaves open."""
    _need_manager(request)
    row = get_object_or_404(CourseIntensity, pk=pk)
    course = outline.course(row.course, get_language() or "")
    units = list(course.units) if course else []
    given = {"open_units": [str(unit) for unit in course_map.open_units(row)]}
    choices = [(str(unit.key), f"{unit.number} {unit.title}") for unit in units]
    form = IntensityForm(request.POST or None, instance=row, initial=given, units=choices)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        chosen = {UUID(key) for key in values.pop("open_units")}
        keys = {unit.key for unit in units}
        rules: dict[str, Any] = {"values": values, "open_units": chosen, "units": keys}
        if do(request, lambda: cohorts.change_intensity(user=request.user, intensity=row, **rules), _("Saved.")):
            return redirect("courses:intensities")
    return render(request, "courses/cohorts/intensity.html", {"form": form, "row": row, "course": course})


def _need_manager(request: HttpRequest) -> None:
    if not may_manage_courses(request.user):
        raise PermissionDenied
