"""News by email: asking for it, saying yes, ending it. Links only ask; a button does (mail scanners open links)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.forms.newsletter import SubscribeForm
from portal.services import newsletter

ANSWERS = ["GET", "HEAD", "POST"]


@never_cache
@csrf_exempt  # guarded without a cookie: portal.core.guard
@require_http_methods(ANSWERS)
def subscribe(request: HttpRequest) -> HttpResponse:
    """Address and language; what follows looks the same for addresses that are on the list already."""
    initial = {"language": get_language()}
    form = SubscribeForm(request.POST if request.method == "POST" else None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        newsletter.ask(email=form.cleaned_data["email"], language=form.cleaned_data["language"])
        return redirect("newsletter_asked")
    return render(
        request, "portal/newsletter/subscribe.html", {"form": form}, status=form.status if form.is_bound else 200
    )


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    context = {"days": newsletter.DAYS_TO_CONFIRM, "robots": "noindex"}
    return render(request, "portal/newsletter/asked.html", context)


@never_cache
@csrf_exempt  # the signed link is the proof
@require_http_methods(ANSWERS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes. 410 for a link that is too old, forged, or whose subscription has ended."""
    try:
        row = newsletter.confirm(token=token) if request.method == "POST" else newsletter.wants_to_confirm(token)
    except newsletter.BadLink:
        return render(request, "portal/newsletter/bad_link.html", {"robots": "noindex"}, status=410)
    context = {"done": bool(row.confirmed), "end_url": newsletter.end_url(row), "robots": "noindex"}
    return render(request, "portal/newsletter/confirm.html", context)


@never_cache
@csrf_exempt  # mail programs send no token (RFC 8058)
@require_http_methods(ANSWERS)
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Stop. The same answer whether or not the subscription was over already; 410 for a link that is not ours."""
    if not newsletter.is_end_link(token):
        return render(request, "portal/newsletter/bad_link.html", {"robots": "noindex"}, status=410)
    if request.method == "POST":
        newsletter.end(token=token)
    context = {"done": request.method == "POST", "robots": "noindex"}
    return render(request, "portal/newsletter/end.html", context)
