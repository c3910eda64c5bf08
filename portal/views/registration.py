"""Registering for an event, looking at one's registration, cancelling it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import DomainError
from portal.forms.registration import RegistrationForm
from portal.models import EventPage, Registration
from portal.services import registrations


@never_cache
@csrf_exempt  # guarded without a cookie: portal.core.guard
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, event: UUID) -> HttpResponse:
    """The form; 409 in words when one can't register (any more), 422 or 429 with what was typed."""
    rules, shown = _event(event)
    try:
        registrations.check_open(rules, timezone.now())
    except registrations.RegistrationClosed as problem:
        return _closed(request, shown, problem)
    form = RegistrationForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("name", "email")}
        registrations.register(rules=rules, language=get_language() or "en", **words)
        return redirect("register_done", event=event)
    own = _own(request, event)
    context = {"form": form, "event": shown, "left": registrations.seats_left(rules), "own": own}
    if own:
        context["own_url"] = urlsplit(registrations.manage_url(own)).path
    return render(request, "portal/registration/form.html", context, status=form.status if form.is_bound else 200)


@never_cache
@require_POST
def register_me(request: HttpRequest, event: UUID) -> HttpResponse:
    """One click for whoever is signed in; the form for others."""
    rules, shown = _event(event)
    user: Any = request.user
    if not user.is_authenticated:
        return redirect("register", event=event)
    language = user.language or get_language() or "en"
    try:
        row = registrations.register(
            rules=rules, name=user.get_full_name()[:80], email=user.email, language=language, user=user
        )
    except registrations.RegistrationClosed as problem:
        return _closed(request, shown, problem)
    return redirect(urlsplit(registrations.manage_url(row)).path)


@require_safe
def done(request: HttpRequest, event: UUID) -> HttpResponse:
    """The same for everybody: what it came to stands in the mail, which only the address' owner reads."""
    _rules, shown = _event(event)
    return render(request, "portal/registration/done.html", {"event": shown, "robots": "noindex"})


@never_cache
@csrf_exempt  # the signed link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Look at a registration (GET), cancel it (POST); 410 for a link that is not ours."""
    try:
        row = registrations.find(token)
    except registrations.BadLink:
        return render(request, "portal/registration/bad_link.html", {"robots": "noindex"}, status=410)
    if request.method == "POST":
        registrations.cancel(token=token)
        return render(request, "portal/registration/cancelled.html", {"robots": "noindex"})
    if row is None:
        return render(request, "portal/registration/cancelled.html", {"robots": "noindex"})
    pages = registrations.pages_of(row.event)
    shown = pages.get(get_language() or "en") or registrations.rules_of(pages)
    line = registrations.place_in_line(row) if row.seat is None else 0
    context = {"row": row, "event": shown, "line": line, "robots": "noindex"}
    return render(request, "portal/registration/manage.html", context)


def _event(event: UUID) -> tuple[EventPage, EventPage]:
    """The page whose rules count and the one to show. Raises Http404."""
    pages = registrations.pages_of(event)
    rules = registrations.rules_of(pages)
    if rules is None:
        raise Http404("no such event")
    return rules, pages.get(get_language() or "en") or rules


def _own(request: HttpRequest, event: UUID) -> Registration | None:
    user: Any = request.user
    if not user.is_authenticated:
        return None
    return Registration.objects.filter(event=event, email__iexact=user.email).first()


def _closed(request: HttpRequest, shown: EventPage, problem: DomainError) -> HttpResponse:
    context = {"event": shown, "problem": str(problem), "robots": "noindex"}
    return render(request, "portal/registration/closed.html", context, status=409)
