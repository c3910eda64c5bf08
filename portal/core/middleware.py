"""Request ids, and the right security policy for each part of the site."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from portal.core.logs import identity_of, request_id


class RequestIdMiddleware:
    """Gives each request an id, in its logs and in the `X-Request-ID` header; keeps a sound one from a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the id, answer, name the id in the answer."""
        identity = identity_of(request.META)
        token = request_id.set(identity)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = identity
        return response


class SecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy in public; the admin's own on the admin's path and in its previews."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Choose by path: the admin is the only place that may use inline scripts."""
        if request.path.startswith(reverse("wagtailadmin_home")) and not getattr(request, "is_dummy", False):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        elif getattr(request, "is_preview", False):
            directives = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": ["'self'"]}
            response._csp_config = directives  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=(), interest-cohort=()"
        )
        return super().process_response(request, response)
