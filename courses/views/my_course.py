"""My course: how far I am, where I go on, and all my cohorts with their requests."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from courses.choices import EnrolmentState
from courses.models import Enrolment
from courses.permissions import may_learn
from courses.services import course_map, outline, places, visits
from courses.views.guard import own_page


@require_safe
@own_page
def mine(request: HttpRequest) -> HttpResponse:
    """To my course; who takes none, or waits for one, sees all there is."""
    rows = list(Enrolment.objects.filter(user=request.user.pk).order_by("-active_since", "-pk"))
    active = [row for row in rows if row.state == EnrolmentState.ACTIVE]
    if active:
        return redirect("courses:my_course", max(active, key=lambda row: (row.active_since, row.pk)).uuid)
    return redirect("courses:enrolments")


@require_safe
@own_page
def enrolments(request: HttpRequest) -> HttpResponse:
    """Every cohort I take part in, asked for, or left."""
    rows = list(Enrolment.objects.filter(user=request.user.pk).select_related("cohort__intensity").order_by("-pk"))
    shown = [(row, places.place_in_line(row) if row.state == EnrolmentState.WAITING else 0) for row in rows]
    return render(request, "courses/enrolment/enrolments.html", {"rows": shown})


@require_safe
@own_page
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The course map of one enrolment."""
    rows = Enrolment.objects.filter(user=request.user.pk).select_related("cohort__intensity", "team")
    enrolment = get_object_or_404(rows, uuid=uuid)
    if not may_learn(request.user, enrolment):
        return redirect("courses:enrolments")
    found = course_map.read(enrolment, get_language() or settings.LANGUAGE_CODE)
    if found is None:
        raise Http404
    context = {"map": found, "enrolment": enrolment, "cohort": enrolment.cohort}
    return render(request, "courses/enrolment/my_course.html", context)


@require_POST
@own_page
def place(request: HttpRequest) -> HttpResponse:
    """Which block is on the screen: what a small script says when a learner scrolls or leaves."""
    try:
        uuid, unit, block = (UUID(request.POST.get(name, "")) for name in ("enrolment", "unit", "block"))
    except ValueError:
        return HttpResponse(status=400)
    rows = Enrolment.objects.filter(user=request.user.pk, state=EnrolmentState.ACTIVE).select_related("cohort")
    enrolment = get_object_or_404(rows, uuid=uuid)
    language = get_language() or settings.LANGUAGE_CODE
    course = outline.course(enrolment.cohort.course, language)
    if course is None or course.unit(unit) is None:
        raise Http404
    visits.note(enrolment=enrolment, unit=unit, language=language, block=block)
    return HttpResponse(status=204)
