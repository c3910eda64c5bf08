"""A learner's sessions: the list, one of them, seat, catch-up task, calendar."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.forms.sessions import CatchUpForm
from courses.models import Enrolment, Session
from courses.permissions import may_facilitate, may_mentor
from courses.services import attendance, seats, session_calendar, session_reads
from courses.views.private import personal, unkept
from portal.core.errors import DomainError, NotAllowed


@require_safe
@personal
def mine(request: HttpRequest) -> HttpResponse:
    """The sessions of my cohorts, the next one first; and the cohorts whose sessions I plan."""
    user: Any = request.user
    groups = [
        {
            "enrolment": row,
            **session_reads.split(session_reads.of_learner(row)),
            "standing": attendance.standing(row),
            "address": session_calendar.address(row),
        }
        for row in session_reads.enrolments_of(user)
    ]
    context = {"groups": groups, "led": session_reads.cohorts_led_by(user), "robots": "noindex"}
    return render(request, "courses/sessions/list.html", context)


@require_safe
@personal
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session, for whoever takes part in its cohort or looks after it."""
    return _page(request, uuid)


@require_POST
@personal
def seat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """I come; or I don't."""
    session, enrolment = _own(request, uuid)
    comes = request.POST.get("comes") == "yes"
    try:
        seats.say(user=request.user, session=session, enrolment=enrolment, comes=comes)
        messages.success(request, _("You have a place.") if comes else _("Your facilitator sees that you cannot come."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("courses:session_page", uuid)


@require_POST
@personal
def catch_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The written task; what was typed stays when it cannot be taken."""
    session, enrolment = _own(request, uuid)
    form = CatchUpForm(request.POST)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            attendance.write_catch_up(user=request.user, session=session, enrolment=enrolment, text=text)
        except DomainError as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, _("Handed in. Your facilitator reads it."))
            return redirect("courses:session_page", uuid)
    return _page(request, uuid, form, status=422)


@require_safe
@personal
def file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A calendar file."""
    session, _enrolment = _found(request, uuid)
    return _calendar(session_calendar.file_of(session), f"{session.code.lower()}.ics")


@require_POST
@personal
def calendar(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new secret address for my calendar, or none any more."""
    enrolment = get_object_or_404(Enrolment.objects.select_related("cohort"), uuid=uuid, user=request.user)
    try:
        if request.POST.get("do") == "end":
            session_calendar.end(user=request.user, enrolment=enrolment)
            messages.success(request, _("The address works no more."))
        else:
            session_calendar.renew(user=request.user, enrolment=enrolment)
            messages.success(request, _("This is your address. An older one works no more."))
    except NotAllowed as problem:
        raise PermissionDenied(str(problem)) from problem
    return redirect("courses:sessions")


@require_safe
@unkept
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """All sessions of whoever holds this address; calendars ask without signing in."""
    enrolment = session_calendar.subscriber(key)
    if enrolment is None:
        raise Http404("no such calendar")
    with override(enrolment.user.language or get_language() or "en"):
        return _calendar(session_calendar.feed(enrolment), "sessions.ics")


def _page(request: HttpRequest, uuid: UUID, form: CatchUpForm | None = None, status: int = 200) -> HttpResponse:
    session, enrolment = _found(request, uuid)
    user: Any = request.user
    shown = session_reads.one_of_learner(enrolment, uuid) if enrolment else session_reads.shown_to(session, user)
    language = get_language() or "en"
    noted = session.attendances.filter(enrolment=enrolment).first() if enrolment and shown and shown.is_missed else None
    context = {
        "shown": shown,
        "session": session,
        "cohort": session.cohort,
        "enrolment": enrolment,
        "leads": may_facilitate(user, session.cohort),
        "agenda": session_reads.agenda(session, session.cohort, language),
        "before": session_reads.units(session.units_before, session.cohort, language),
        "after": session_reads.units(session.units_after, session.cohort, language),
        "noted": noted,
        "form": form or (CatchUpForm(initial={"text": noted.written}) if noted else None),
        "robots": "noindex",
    }
    return render(request, "courses/sessions/page.html", context, status=status)


def _found(request: HttpRequest, uuid: UUID) -> tuple[Session, Enrolment | None]:
    """A session this person may see, and their enrolment in its cohort. Raises Http404 and PermissionDenied."""
    session = get_object_or_404(Session.objects.select_related("cohort__intensity"), uuid=uuid)
    user: Any = request.user
    rows = session.cohort.enrolments.active().filter(user=user)
    enrolment = rows.select_related("user", "cohort").first()
    if enrolment is None and not may_mentor(user, session.cohort):
        raise PermissionDenied(_("This session belongs to another cohort."))
    return session, enrolment


def _own(request: HttpRequest, uuid: UUID) -> tuple[Session, Enrolment]:
    """The same for whoever takes part."""
    session, enrolment = _found(request, uuid)
    if enrolment is None:
        raise PermissionDenied(_("Only people of the cohort can do this."))
    return session, enrolment


def _calendar(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
