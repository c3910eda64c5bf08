"""Planning the sessions of a cohort."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.sessions import CancelForm, SessionForm, plan_for
from courses.models import Cohort, Session
from courses.permissions import may_facilitate, may_mentor
from courses.services import attendance, session_plans, session_reads, session_sheets, sessions
from courses.views.private import personal
from portal.core.errors import DomainError

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@personal
def index(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All sessions of a cohort, and the plans that are left; mentors look on."""
    cohort = get_object_or_404(Cohort.objects.select_related("intensity"), uuid=uuid)
    if not may_mentor(request.user, cohort):
        raise PermissionDenied(_("Only those who look after this cohort may see this."))
    rows = session_reads.of_cohort(cohort, request.user)
    planned = {row.session.code for row in rows if not row.session.is_cancelled}
    plans = session_plans.for_intensity(cohort.course, cohort.intensity)
    context = {
        "cohort": cohort,
        **session_reads.split(rows),
        "plans": plans,
        "left": [plan for plan in plans if plan.code not in planned],
        "rule": attendance.rule_of(cohort.intensity),
        "required": len({row.session.code for row in rows if row.session.required and not row.session.is_cancelled}),
        "leads": may_facilitate(request.user, cohort),
        "robots": "noindex",
    }
    return render(request, "courses/sessions/of_cohort.html", context)


@FORM
@personal
def new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A session by a plan (`?plan=`), or without one."""
    cohort = _led(request, get_object_or_404(Cohort.objects.select_related("intensity"), uuid=uuid))
    plan = plan_for(cohort, _uuid(request.GET.get("plan", "")))
    form = SessionForm(request.POST if request.method == "POST" else None, cohort=cohort, plan=plan)
    if request.method == "POST" and form.is_valid():
        row = sessions.create(user=_user(request), cohort=cohort, values=form.values())
        messages.success(request, _("The session is planned."))
        return redirect("courses:session_page", row.uuid)
    return _form(request, form, {"cohort": cohort, "plan": plan})


@FORM
@personal
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change one; a stale form does not overwrite what somebody else has done."""
    session = _session(request, uuid)
    cohort = session.cohort
    plan = plan_for(cohort, session.plan)
    form = SessionForm(request.POST if request.method == "POST" else None, cohort=cohort, plan=plan, session=session)
    if request.method == "POST" and form.is_valid():
        values = {**form.values(), "plan": session.plan}
        try:
            known = form.cleaned_data["sequence"]
            sessions.change(user=_user(request), session=session, values=values, sequence=known)
        except DomainError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("courses:session_page", uuid)
    return _form(request, form, {"cohort": cohort, "plan": plan, "session": session})


@FORM
@personal
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """It does not take place; everybody gets the reason."""
    session = _session(request, uuid)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.cancel(user=_user(request), session=session, why=form.cleaned_data["why"])
        except DomainError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The session is cancelled. Everybody in the cohort gets a mail."))
            return redirect("courses:cohort_sessions", session.cohort.uuid)
    context = {"form": form, "session": session, "cohort": session.cohort, "robots": "noindex"}
    return render(request, "courses/sessions/cancel.html", context, status=422 if form.errors else 200)


@require_safe
@personal
def table(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Attendance of the whole cohort as CSV."""
    cohort = _led(request, get_object_or_404(Cohort.objects.select_related("intensity"), uuid=uuid))
    response = HttpResponse(session_sheets.as_csv(cohort, user=_user(request)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="attendance.csv"'
    return response


def _form(request: HttpRequest, form: SessionForm, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "robots": "noindex"}
    return render(request, "courses/sessions/form.html", context, status=422 if form.errors else 200)


def _session(request: HttpRequest, uuid: UUID) -> Session:
    session = get_object_or_404(Session.objects.select_related("cohort__intensity"), uuid=uuid)
    _led(request, session.cohort)
    return session


def _led(request: HttpRequest, cohort: Cohort) -> Cohort:
    if not may_facilitate(request.user, cohort):
        raise PermissionDenied(_("Only those who lead this cohort may do this."))
    return cohort


def _user(request: HttpRequest) -> Any:
    return request.user


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
