"""A learner's own way to the certificate."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.certificate_texts import RUBRIC
from courses.forms.certificates import EthicsForm, IssueForm, RubricForm, SelfAssessmentForm
from courses.models import Certificate, Confirmation, Enrolment
from courses.permissions import may_learn, owns_certificate
from courses.services.certificates import conditions, confirming, issuing, printing, words
from portal.core.errors import DomainError

Kind = Confirmation.Kind


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is done, what is missing, and the certificate when nothing is."""
    own: Any = request.user
    rows = Enrolment.objects.active().filter(user=own).select_related("cohort__intensity", "team", "user")
    ways = conditions.of_many(list(rows.order_by("-active_since", "-pk")))
    shown = [{"way": way, "lines": words.lines(way), "blocked": issuing.may_not_again(way.last)} for way in ways]
    return _page(request, "mine", {"shown": shown})


@never_cache
@login_required
def ethics(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The checklist, to be signed before the first observation."""
    own = _own(request, enrolment)
    signed = own.confirmations.filter(kind=Kind.ETHICS).first()
    form = EthicsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(
            request,
            lambda: confirming.sign_ethics(user=request.user, enrolment=own, promises=form.promises()),
            _("Signed. Thank you: your pupils are in good hands."),
        )
    return _form(request, "ethics", form, {"enrolment": own, "signed": signed})


@never_cache
@login_required
def self_assessment(request: HttpRequest, enrolment: UUID, step: str) -> HttpResponse:
    """One page of it: at the start, today at the end, looking back. Never two on one page."""
    own = _own(request, enrolment)
    answered = set(own.confirmations.values_list("kind", flat=True))
    if step == Kind.BACK and Kind.AFTER not in answered:
        return redirect("courses:self_assessment", enrolment=enrolment, step=Kind.AFTER.value)
    if step in answered:
        return redirect("courses:self_assessment_seen", enrolment=enrolment)
    form = SelfAssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        following = (
            redirect("courses:self_assessment", enrolment=enrolment, step=Kind.BACK.value)
            if step == Kind.AFTER
            else redirect("courses:self_assessment_seen", enrolment=enrolment)
        )
        return _done(
            request,
            lambda: confirming.assess_oneself(user=request.user, enrolment=own, step=step, given=form.given()),
            _("Saved. Nobody but you sees what you chose."),
            following,
        )
    return _form(request, "self_assessment", form, {"enrolment": own, "step": step, **words.of_step(step)})


@never_cache
@login_required
@require_safe
def self_assessment_seen(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """What one said, side by side, for oneself alone."""
    own = _own(request, enrolment)
    rows = {row.kind: row for row in own.confirmations.filter(kind__in=confirming.STEPS)}
    return _page(
        request,
        "self_assessment_seen",
        {"enrolment": own, "answered": set(rows), "ideas": words.dots(confirming.averages(rows))},
    )


@never_cache
@login_required
def own_cycle(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The team's own view of its cycle, before the facilitator's."""
    own = _own(request, enrolment)
    if own.team is None:
        raise Http404
    rows = {row.kind: row for row in own.confirmations.filter(kind__in=(Kind.OWN, Kind.CYCLE))}
    form = RubricForm(request.POST or None, initial=words.initial(rows.get(Kind.OWN)))
    if request.method == "POST" and form.is_valid():
        team, data = own.team, form.cleaned_data
        return _done(
            request,
            lambda: confirming.rate_own_cycle(user=request.user, team=team, levels=form.levels(), words=data["words"]),
            _("Saved. Your team and your facilitator see it."),
        )
    given = words.levels(rows.get(Kind.CYCLE))
    return _form(request, "own_cycle", form, {"enrolment": own, "given": given, "rubric": RUBRIC})


@never_cache
@login_required
def issue(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Choose the name, then it is made."""
    own = _own(request, enrolment)
    way = conditions.of(own)
    if way.valid or not way.is_met or issuing.may_not_again(way.last):
        return redirect("courses:my_certificate")
    form = IssueForm(request.POST or None, initial={"name": own.user.get_full_name()})
    if request.method == "POST" and form.is_valid():
        given = {"name": form.cleaned_data["name"], "name_public": form.cleaned_data["name_public"]}
        return _done(
            request,
            lambda: issuing.issue(user=request.user, enrolment=own, language=get_language() or "en", **given),
            _("Here it is. A mail with the link is on its way."),
        )
    return _form(request, "issue", form, {"enrolment": own, "way": way})


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """The paper, for its holder alone."""
    row = _certificate(request, certificate)
    if not row.facts or not row.is_valid:
        raise Http404
    response = HttpResponse(printing.as_pdf(row), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.facts["project"]["acronym"]}-{row.code}.pdf"'
    return response


@login_required
@require_POST
def name(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """Show the name to whoever has the code, or stop it."""
    row = _certificate(request, certificate)
    public = request.POST.get("public") == "yes"
    said = _("Your name is shown now.") if public else _("Your name is not shown any more.")
    return _done(request, lambda: issuing.show_name(user=request.user, certificate=row, public=public), said)


@never_cache
@login_required
def take_back(request: HttpRequest, certificate: UUID) -> HttpResponse:
    """Delete what the certificate says: asked first."""
    row = _certificate(request, certificate)
    if request.method == "POST":
        said = _("The certificate is taken back. What it said is deleted.")
        return _done(request, lambda: issuing.take_back(user=request.user, certificate=row), said)
    return _page(request, "take_back", {"certificate": row})


def _own(request: HttpRequest, enrolment: UUID) -> Enrolment:
    """An enrolment of this person; others are not found. Raises PermissionDenied when it is over."""
    rows = Enrolment.objects.select_related("cohort__intensity", "team__cohort", "user")
    found = get_object_or_404(rows, uuid=enrolment, user=request.user)
    if not may_learn(request.user, found):
        raise PermissionDenied
    return found


def _certificate(request: HttpRequest, certificate: UUID) -> Certificate:
    found = get_object_or_404(Certificate.objects.select_related("enrolment__user"), uuid=certificate)
    if not owns_certificate(request.user, found):
        raise Http404
    return found


def _done(request: HttpRequest, deed: Any, said: str, following: HttpResponse | None = None) -> HttpResponse:
    try:
        deed()
        messages.success(request, said)
    except DomainError as problem:
        messages.error(request, str(problem))
    return following or redirect("courses:my_certificate")


def _form(request: HttpRequest, page: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    return _page(request, page, {**context, "form": form}, 422 if form.is_bound else 200)


def _page(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**context, "robots": "noindex"}
    return render(request, f"courses/certificates/{page}.html", context, status=status)
