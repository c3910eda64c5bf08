"""The course in figures, for course managers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.models import Cohort, CoursePage
from courses.permissions import may_manage_courses
from courses.services import figures, figures_reads, figures_tables, outline
from courses.services.figures import LEARNING
from courses.views.lead import file_of
from courses.views.lead_door import private


@require_safe
@private
def show(request: HttpRequest) -> HttpResponse:
    """One course, one year's cohorts, or one of them."""
    _check(request)
    wish = _wish(request)
    found = wish["figures"]
    if found is not None:
        wish |= {"bars": _bars(found), "progress": _progress(found)}
        wish["tried"] = [item for item in found.items if item.languages]
    return render(request, "courses/lead/figures.html", {**wish, "robots": "noindex"})


@require_safe
@private
def take_out(request: HttpRequest, form: str) -> HttpResponse:
    """The same as a file."""
    _check(request)
    wish = _wish(request)
    if wish["figures"] is None:
        raise Http404("no course")
    user: Any = request.user
    sheets = figures_tables.taken_out(user=user, found=wish["figures"], form=form)
    return file_of(form, f"course-figures-{wish['year']}", sheets)


def _check(request: HttpRequest) -> None:
    if not may_manage_courses(request.user):
        raise PermissionDenied


def _wish(request: HttpRequest) -> dict[str, Any]:
    """What is asked, with what can be asked instead."""
    keys = CoursePage.objects.live().order_by("pk").values_list("translation_key", flat=True)
    courses = [one for key in dict.fromkeys(keys) if (one := outline.course(key, get_language() or "en"))]
    course = next((one for one in courses if str(one.key) == request.GET.get("course")), next(iter(courses), None))
    if course is None:
        return {"figures": None, "courses": [], "years": [], "cohorts": [], "year": 0}
    every = figures_reads.cohorts_of(course)
    years = sorted({figures_reads.year_of(one) for one in every}, reverse=True)
    wanted = next((one for one in years if str(one) == request.GET.get("year")), None)
    year = wanted or figures_reads.year_to_open(every, timezone.localdate())
    cohorts: list[Cohort] = [one for one in every if figures_reads.year_of(one) == year]
    cohort = next((one for one in cohorts if str(one.uuid) == request.GET.get("cohort")), None)
    records = figures_reads.read(course, cohorts)
    found = figures.figures(course, records, timezone.now(), cohort)
    return {
        "course": course,
        "courses": courses,
        "years": years,
        "year": year,
        "cohorts": cohorts,
        "cohort": cohort,
        "figures": found,
    }


def _bars(found: figures.Figures) -> list[dict[str, Any]]:
    """The funnel in per cent of all who asked."""
    total = found.steps[0][1] or 0
    rows = []
    for label, number in found.steps:
        width = round(100 * number / total, 2) if total and number is not None else 0
        rows.append({"label": label, "number": number, "width": f"{width}%", "percent": round(width)})
    return rows


def _progress(found: figures.Figures) -> list[tuple[Any, int | None]]:
    """How far those are who take part."""
    return [(stage.label, found.stages[stage]) for stage in LEARNING]
