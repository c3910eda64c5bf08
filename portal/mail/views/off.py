"""Switching a kind of mail off by the link in it: a page with one button, or one click of the mail program."""

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.mail.services import settings as wishes


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET (mail scanners open links), do it on POST; 404 for a link we did not make.

    No CSRF token: mail programs send none (RFC 8058), and the signed link is proof enough.
    """
    try:
        kind = wishes.switch_off(token) if request.method == "POST" else wishes.kind_of(token)
    except BadSignature:
        return render(request, "mail/off_invalid.html", status=404)
    return render(request, "mail/off.html", {"kind": kind, "done": request.method == "POST", "robots": "noindex"})
