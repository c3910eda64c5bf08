"""Cohorts for everybody, and the ways in and out for those who are signed in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import CohortRole, CohortState, EnrolmentState
from courses.errors import InvitationUnusable
from courses.models import Cohort, Enrolment
from courses.services import cohort_invitations, enrolments, outline, places
from courses.views.guard import do, own_page

WORDS = {
    EnrolmentState.ACTIVE: gettext_lazy("You take part. Welcome!"),
    EnrolmentState.WAITING: gettext_lazy("All places are taken: you are on the waiting list."),
    EnrolmentState.REQUESTED: gettext_lazy("Your request is with the facilitators."),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Cohorts one can join, the next to begin first."""
    today = timezone.localdate()
    rows = Cohort.objects.filter(Q(end=None) | Q(end__gte=today), state=CohortState.OPEN).select_related("intensity")
    cohorts = list(rows.order_by("start", "name"))
    rooms, mine = places.rooms(cohorts), {}
    if request.user.is_authenticated:
        mine = {row.cohort_id: row for row in Enrolment.objects.filter(user=request.user.pk, cohort__in=cohorts)}
    shown = [(cohort, rooms[cohort.pk], mine.get(cohort.pk)) for cohort in cohorts]
    return _own(request, render(request, "courses/enrolment/cohorts.html", {"rows": shown}))


@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One cohort: when, for whom, how full; to those signed in also who looks after it."""
    cohort = _cohort(uuid)
    return _own(request, render(request, "courses/enrolment/cohort.html", _about(request, cohort)))


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def join(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What it means to take part, and the button."""
    cohort = _cohort(uuid)
    if request.method == "POST":
        found: list[Enrolment] = []
        if do(request, lambda: found.append(enrolments.join(user=request.user, cohort=cohort))):
            return _after(request, found[0])
        return redirect("courses:cohort", uuid)
    return render(request, "courses/enrolment/join.html", _about(request, cohort))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A link that invites: what to, and the button; who has no account gets one first."""
    try:
        found = cohort_invitations.find(token)
        if request.method == "POST" and request.user.is_authenticated:
            joined: list[Enrolment] = []
            if do(request, lambda: joined.append(cohort_invitations.accept(user=request.user, token=token))):
                return _after(request, joined[0])
            return redirect("courses:enrolments")
    except InvitationUnusable as problem:
        response = render(request, "courses/enrolment/invitation_gone.html", {"why": str(problem)}, status=410)
        return _own(request, response)
    fits = request.user.is_authenticated and cohort_invitations.is_for(found, request.user)
    context = {**_about(request, found.cohort), "invitation": found, "fits": fits, "robots": "noindex"}
    response = render(request, "courses/enrolment/invitation.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
@own_page
def accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the place one is offered."""
    enrolment = get_object_or_404(Enrolment.objects.select_related("cohort"), uuid=uuid, user=request.user.pk)
    if do(request, lambda: enrolments.accept(user=request.user, enrolment=enrolment)):
        enrolment.refresh_from_db()
        return _after(request, enrolment)
    return redirect("courses:enrolments")


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Leave, after one question."""
    enrolment = get_object_or_404(Enrolment.objects.select_related("cohort"), uuid=uuid, user=request.user.pk)
    if request.method == "POST":
        words = _("You have withdrawn. What you did stays yours.")
        do(request, lambda: enrolments.withdraw(user=request.user, enrolment=enrolment), words)
        return redirect("courses:enrolments")
    return render(request, "courses/enrolment/withdraw.html", {"enrolment": enrolment, "cohort": enrolment.cohort})


def _after(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    messages.success(request, WORDS[EnrolmentState(enrolment.state)])
    if enrolment.state == EnrolmentState.ACTIVE:
        return redirect("courses:my_course", enrolment.uuid)
    return redirect("courses:enrolments")


def _cohort(uuid: UUID) -> Cohort:
    """One that is not in preparation."""
    rows = Cohort.objects.exclude(state=CohortState.PREPARING).select_related("intensity")
    return get_object_or_404(rows, uuid=uuid)


def _about(request: HttpRequest, cohort: Cohort) -> dict:
    course = outline.course(cohort.course, get_language() or settings.LANGUAGE_CODE)
    if course is None:
        raise Http404
    people = []
    if request.user.is_authenticated:
        people = list(cohort.people.filter(role=CohortRole.FACILITATOR, user__is_active=True).select_related("user"))
    return {
        "cohort": cohort,
        "course": course,
        "room": places.room_of(cohort),
        "people": [person.user for person in people],
        "enrolment": enrolments.of(request.user, cohort),
        "over": cohort.state == CohortState.ENDED or bool(cohort.end and cohort.end < timezone.localdate()),
        "sign_in": redirect_to_login(reverse("courses:cohort_join", args=[cohort.uuid])).url,
    }


def _own(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response
