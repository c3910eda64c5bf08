"""Certificates of a cohort: who is how far, the rubric of its teams, revoking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.certificate_texts import RUBRIC
from courses.forms.certificates import RevokeForm, RubricForm
from courses.models import Certificate, Cohort, Confirmation, Team
from courses.permissions import may_facilitate, may_revoke_certificates, teams_to_look_after
from courses.services.certificates import conditions, confirming, issuing, words
from portal.core.errors import DomainError

Kind = Confirmation.Kind


@never_cache
@login_required
@require_safe
def cohort(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """Learners and conditions, teams and their cycle: for facilitators and course managers, and mentors of theirs."""
    found = get_object_or_404(Cohort.objects.select_related("intensity"), uuid=cohort)
    seen = teams_to_look_after(request.user, found)
    if seen is not None and not seen:
        raise PermissionDenied
    ways, teams = conditions.of_cohort(found), found.teams.all()
    if seen is not None:
        ways, teams = [way for way in ways if way.enrolment.team_id in seen], teams.filter(pk__in=seen)
    context = {
        "cohort": found,
        "rows": [{"way": way, "cells": words.cells(way)} for way in ways],
        "heads": words.heads(ways),
        "teams": words.teams(teams, ways),
        "may_rate": may_facilitate(request.user, found),
        "may_revoke": may_revoke_certificates(request.user),
    }
    return _page(request, "cohort", context)


@never_cache
@login_required
def cycle(request: HttpRequest, team: int) -> HttpResponse:
    """The rubric of a team's cycle. Mentors read it; they never assess."""
    found = get_object_or_404(Team.objects.select_related("cohort"), pk=team)
    seen = teams_to_look_after(request.user, found.cohort)
    if seen is not None and found.pk not in seen:
        raise PermissionDenied
    may_rate = may_facilitate(request.user, found.cohort)
    rows = {
        row.kind: row for row in Confirmation.objects.filter(enrolment__team=found, kind__in=(Kind.OWN, Kind.CYCLE))
    }
    form = RubricForm(request.POST or None, initial=words.initial(rows.get(Kind.CYCLE)))
    if request.method == "POST":
        if not may_rate:
            raise PermissionDenied
        if form.is_valid():
            return _rate(request, found, form)
    context = {
        "team": found,
        "form": form,
        "rubric": RUBRIC,
        "may_rate": may_rate,
        "own": words.levels(rows.get(Kind.OWN)),
        "given": words.levels(rows.get(Kind.CYCLE)),
    }
    return _page(request, "cycle", context, 422 if form.is_bound else 200)


@never_cache
@login_required
def revoke(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """Say that it does not count any more, and why."""
    row = _certificate(request, certificate)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issuing.revoke(user=request.user, certificate=row, **form.cleaned_data)
            messages.success(request, _("Revoked. The holder gets a mail with the reason."))
        except DomainError as problem:
            messages.error(request, str(problem))
        return _back(row)
    return _page(request, "revoke", {"certificate": row, "form": form}, 422 if form.is_bound else 200)


@login_required
@require_POST
def issue_again(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """A new one for the holder of a revoked one."""
    row = _certificate(request, certificate)
    try:
        issuing.issue_again(user=request.user, certificate=row)
        messages.success(request, _("Issued again. The holder gets a mail."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return _back(row)


def _rate(request: HttpRequest, team: Team, form: RubricForm) -> HttpResponse:
    try:
        data = form.cleaned_data
        confirming.rate_cycle(user=request.user, team=team, levels=form.levels(), words=data["words"])
        messages.success(request, _("Saved. It counts for every member of the team."))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("courses:cohort_certificates", cohort=team.cohort.uuid)


def _certificate(request: HttpRequest, certificate: UUID) -> Certificate:
    if not may_revoke_certificates(request.user):
        raise PermissionDenied
    return get_object_or_404(Certificate.objects.select_related("enrolment__cohort"), uuid=certificate)


def _back(row: Certificate) -> HttpResponse:
    if row.enrolment is None:
        return redirect("courses:certificate", code=row.code)
    return redirect("courses:cohort_certificates", cohort=row.enrolment.cohort.uuid)


def _page(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**context, "robots": "noindex"}
    return render(request, f"courses/certificates/{page}.html", context, status=status)
