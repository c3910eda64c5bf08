"""Two rules: pages about a person are never kept anywhere, and staff sign in with a second step."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from portal.accounts.permissions import is_staff

GetResponse = Callable[[HttpRequest], HttpResponseBase]
DONE = "second-step-done"
OPEN_TO_ALL = ("/static/", "/media/", "/health/")


class PrivatePagesMiddleware:
    """Everything below `/<language>/account/` is private and stored nowhere."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then say how it may be kept."""
        response = self.get_response(request)
        if is_account_page(request.path):
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
        return response


class SecondStepMiddleware:
    """Sends staff who have no second step to the page where one is set up. A setting lets demos do without."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Ask at most once in each session of somebody who has one."""
        if not settings.STAFF_SECOND_STEP or _is_exempt(request) or not self._lacks(request):
            return self.get_response(request)
        messages.warning(request, gettext("Your role needs a second step when you sign in. Set one up to go on."))
        return redirect("mfa_index")

    def _lacks(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        if request.session.get(DONE) == request.user.pk or not is_staff(request.user):
            return False
        real = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        if Authenticator.objects.filter(user=request.user, type__in=real).exists():
            request.session[DONE] = request.user.pk
            return False
        return True


def is_account_page(path: str) -> bool:
    """Whether an address belongs to a person's own pages, in any language."""
    parts = path.split("/")
    return len(parts) > 3 and parts[2] == "account" and parts[1] in dict(settings.LANGUAGES)


def _is_exempt(request: HttpRequest) -> bool:
    if is_account_page(request.path) or request.path.startswith(OPEN_TO_ALL):
        return True
    with translation.override(settings.LANGUAGE_CODE):
        out = (reverse("wagtailadmin_logout"), reverse("wagtailadmin_login"))
    return request.path in out or request.path.endswith("/jsi18n/")
