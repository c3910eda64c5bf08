"""People of a cohort: who is let in, who looks after it, teams, and when tasks are due."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.cohorts import DueForm, PersonForm, TeamForm, team_initial
from courses.models import Enrolment
from courses.permissions import may_manage_courses
from courses.services import cohorts, course_map, enrolments, outline
from courses.views.cohort_manage import found_for
from courses.views.guard import do, own_page

LONGEST_REASON = 500


@require_POST
@own_page
def decide(request: HttpRequest, uuid: UUID, enrolment: UUID) -> HttpResponse:
    """Approve, refuse, remove, or put into a team: whichever button was pressed."""
    cohort = found_for(request, uuid)
    row = get_object_or_404(cohort.enrolments.select_related("user", "cohort"), uuid=enrolment)
    deed, words = _deed(request, row)
    do(request, deed, words)
    return redirect("courses:cohort_manage", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def remove(request: HttpRequest, uuid: UUID, enrolment: UUID) -> HttpResponse:
    """End somebody's part, after one question and with a reason."""
    cohort = found_for(request, uuid)
    row = get_object_or_404(cohort.enrolments.select_related("user", "cohort"), uuid=enrolment)
    if request.method == "POST":
        why = request.POST.get("why", "")[:LONGEST_REASON]
        do(request, lambda: enrolments.remove(user=request.user, enrolment=row, why=why), _("They are told."))
        return redirect("courses:cohort_manage", uuid)
    return render(request, "courses/cohorts/remove.html", {"cohort": cohort, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def people(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Facilitators and mentors: named by course managers."""
    cohort = found_for(request, uuid)
    manages = may_manage_courses(request.user)
    form = PersonForm(request.POST or None)
    if request.method == "POST":
        if not manages:
            raise PermissionDenied
        if form.is_valid():
            values = {"cohort": cohort, "person": form.person, "role": form.cleaned_data["role"]}
            if do(request, lambda: cohorts.name_person(user=request.user, **values), _("Saved.")):
                return redirect("courses:cohort_people", uuid)
    rows = cohort.people.select_related("user").order_by("role", "user__display_name")
    context = {"cohort": cohort, "rows": rows, "form": form, "manages": manages}
    return render(request, "courses/cohorts/people.html", context)


@require_POST
@own_page
def unname(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Somebody looks after it no more."""
    cohort = found_for(request, uuid)
    if not may_manage_courses(request.user):
        raise PermissionDenied
    row = get_object_or_404(cohort.people.select_related("cohort", "user"), pk=pk)
    do(request, lambda: cohorts.unname_person(user=request.user, person=row), _("Saved."))
    return redirect("courses:cohort_people", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def teams(request: HttpRequest, uuid: UUID, pk: int | None = None) -> HttpResponse:
    """The teams, and a form for a new one or the one that is open."""
    cohort = found_for(request, uuid)
    team = get_object_or_404(cohort.teams, pk=pk) if pk else None
    form = TeamForm(request.POST or None, cohort=cohort, initial=team_initial(team) if team else None)
    if request.method == "POST":
        if team and "remove" in request.POST:
            do(request, lambda: cohorts.remove_team(user=request.user, team=team), _("The team is gone."))
            return redirect("courses:cohort_teams", uuid)
        if form.is_valid():
            values = {"cohort": cohort, "team": team, **form.cleaned_data}
            if do(request, lambda: cohorts.save_team(user=request.user, **values), _("Saved.")):
                return redirect("courses:cohort_teams", uuid)
    rows = cohort.teams.select_related("mentor").prefetch_related("members__user")
    return render(request, "courses/cohorts/teams.html", {"cohort": cohort, "rows": rows, "form": form, "team": team})


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def dates(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """When tasks are due."""
    cohort = found_for(request, uuid)
    course = outline.course(cohort.course, get_language() or "")
    if course is None:
        raise Http404
    tasks = [(part.id, f"{part.ref}: {where}") for part, _page, where in course_map.tasks_of(course)]
    form = DueForm(request.POST or None, tasks=tasks, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        do(request, lambda: cohorts.set_due(user=request.user, cohort=cohort, dates=form.dates), _("Saved."))
        return redirect("courses:cohort_dates", uuid)
    return render(request, "courses/cohorts/dates.html", {"cohort": cohort, "form": form})


def _deed(request: HttpRequest, row: Enrolment) -> tuple[Callable[[], Any], str]:
    user, name = request.user, row.user.get_full_name()
    if "approve" in request.POST:
        return lambda: enrolments.approve(user=user, enrolment=row), _("%(name)s is in.") % {"name": name}
    if "refuse" in request.POST:
        why = request.POST.get("why", "")[:LONGEST_REASON]
        return lambda: enrolments.refuse(user=user, enrolment=row, why=why), _("%(name)s is told.") % {"name": name}
    if "team" in request.POST:
        chosen = request.POST["team"]
        team = row.cohort.teams.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
        return lambda: cohorts.place_in_team(user=user, enrolment=row, team=team), _("Saved.")
    raise Http404
