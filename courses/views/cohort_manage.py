"""Cohorts for those who look after them: the list, one with everybody in it, making, changing, opening, ending."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import CohortRole, EnrolmentState
from courses.forms.cohorts import CohortForm, initial
from courses.models import Cohort, CohortPerson, CoursePage
from courses.permissions import looks_after_cohorts, may_facilitate, may_manage_courses
from courses.services import cohort_invitations, cohorts, outline, places
from courses.views.guard import do, own_page
from portal.core.errors import DomainError


@require_safe
@own_page
def index(request: HttpRequest) -> HttpResponse:
    """Those I lead or accompany; course managers see all."""
    if not looks_after_cohorts(request.user):
        raise PermissionDenied
    manages, rows = may_manage_courses(request.user), Cohort.objects.select_related("intensity")
    roles: dict[int, set[str]] = defaultdict(set)
    for cohort, role in CohortPerson.objects.filter(user=request.user.pk).values_list("cohort", "role"):
        roles[cohort].add(role)
    if not manages:
        rows = rows.filter(pk__in=roles)
    found = list(rows)
    rooms = places.rooms(found)
    shown = [(one, rooms[one.pk], manages or CohortRole.FACILITATOR in roles[one.pk]) for one in found]
    return render(request, "courses/cohorts/index.html", {"rows": shown, "manages": manages})


@require_safe
@own_page
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who asks, who waits, who takes part, who is invited."""
    cohort = found_for(request, uuid)
    groups = defaultdict(list)
    for row in cohort.enrolments.select_related("user", "team").order_by("waiting_since", "created_at", "pk"):
        groups[row.state].append(row)
    groups[EnrolmentState.ACTIVE].sort(key=lambda row: str(row.user).casefold())
    context = {
        "cohort": cohort,
        "groups": dict(groups),
        "room": places.room_of(cohort),
        "teams": list(cohort.teams.all()),
        "invitations": cohort_invitations.waiting(cohort),
        "manages": may_manage_courses(request.user),
    }
    return render(request, "courses/cohorts/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def create(request: HttpRequest) -> HttpResponse:
    """A new cohort, in preparation."""
    _need_manager(request)
    given: dict[str, Any] = {"timezone": "Europe/Vienna", "entry": "approval", "offer_hours": 72, "languages": []}
    form = CohortForm(request.POST or None, titles=_titles(), initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            course = form.cleaned_data["intensity"].course
            cohort = cohorts.create(user=request.user, course=course, values=form.cleaned_data)
            return redirect("courses:cohort_manage", cohort.uuid)
        except DomainError as problem:
            form.add_error(None, str(problem))
    return render(request, "courses/cohorts/form.html", {"form": form, "cohort": None})


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change what is written about it."""
    _need_manager(request)
    cohort = found_for(request, uuid)
    form = CohortForm(request.POST or None, titles=_titles(), course=cohort.course, initial=initial(cohort))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if do(request, lambda: cohorts.change(user=request.user, cohort=cohort, values=values), _("Saved.")):
            return redirect("courses:cohort_manage", uuid)
    return render(request, "courses/cohorts/form.html", {"form": form, "cohort": cohort})


@require_POST
@own_page
def open_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """People can join."""
    _need_manager(request)
    cohort = found_for(request, uuid)
    do(request, lambda: cohorts.open_up(user=request.user, cohort=cohort), _("The cohort is open: people can join."))
    return redirect("courses:cohort_manage", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Over, after one question."""
    _need_manager(request)
    cohort = found_for(request, uuid)
    if request.method == "POST":
        do(request, lambda: cohorts.end(user=request.user, cohort=cohort), _("The cohort has ended."))
        return redirect("courses:cohort_manage", uuid)
    return render(request, "courses/cohorts/end.html", {"cohort": cohort, "room": places.room_of(cohort)})


def found_for(request: HttpRequest, uuid: UUID) -> Cohort:
    """A cohort this person leads; whoever leads none learns nothing about which there are."""
    if not looks_after_cohorts(request.user):
        raise PermissionDenied
    cohort = get_object_or_404(Cohort.objects.select_related("intensity"), uuid=uuid)
    if not may_facilitate(request.user, cohort):
        raise PermissionDenied
    return cohort


def _need_manager(request: HttpRequest) -> None:
    if not may_manage_courses(request.user):
        raise PermissionDenied


def _titles() -> dict[UUID, str]:
    """The courses there are, in the reader's language where they have one."""
    keys = CoursePage.objects.live().values_list("translation_key", flat=True).distinct()
    found = (outline.course(key, get_language() or "") for key in keys)
    return {course.key: course.title for course in found if course}
