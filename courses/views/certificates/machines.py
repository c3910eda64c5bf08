"""What programs read: public keys, the list of what was revoked, what can be reached, and the badge itself."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from courses.credentials.badges import CREDENTIALS, OPEN_BADGES
from courses.models import CourseIntensity
from courses.services.certificates import badges, public

CREDENTIAL_TYPE = "application/vc"
MINUTES = 5


@require_safe
def controller(request: HttpRequest) -> HttpResponse:
    """The document of our name (did:web), with the public keys."""
    if not badges.public_keys():
        raise Http404
    return _open(badges.controller(), "application/did+ld+json")


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The signed list of what was revoked; read anew every few minutes."""
    try:
        return _open(badges.status_list(), CREDENTIAL_TYPE)
    except badges.NoKey as error:
        raise Http404 from error


@require_safe
def achievement(request: HttpRequest, course: UUID, intensity: str) -> HttpResponse:
    """What can be reached, as badges name it; in English."""
    row = get_object_or_404(CourseIntensity, course=course, code=intensity)
    with translation.override(settings.LANGUAGE_CODE):
        found = public.achievement(row)
    if found is None:
        raise Http404
    return _open({"@context": [CREDENTIALS, OPEN_BADGES], **found}, "application/ld+json")


def _open(document: Any, content_type: str) -> HttpResponse:
    response = JsonResponse(document, content_type=content_type, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"  # programs in browsers check badges, too
    response.headers["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
