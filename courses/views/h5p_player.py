"""The player's page and its files. Neither knows who is looking: the address alone opens them."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from courses.models import H5PActivity, H5PLibrary
from courses.models.h5p.library import library_key
from courses.services import h5p_paths, h5p_play
from courses.services.h5p_policy import frame_policy
from courses.views.h5p_files import deliver, for_frames

_SUM = re.compile(r"[0-9a-f]{64}")
Files = dict[str, dict[str, Any]]


@require_safe
@gzip_page  # nothing in it that somebody else could choose
@xframe_options_exempt  # the policy says who may show it
def frame(request: HttpRequest, token: str) -> HttpResponse:
    """The page inside the frame."""
    variant = _variant(token)
    activity = H5PActivity.objects.select_related("library").defer("library__semantics", "library__files")
    found = activity.filter(uuid=variant.activity, version=variant.version).first()
    if found is None:
        raise Http404
    origin = f"{request.scheme}://{request.get_host()}"
    shown = h5p_play.frame(found, variant, origin, timezone.now())
    known = {"frame": shown, "language": shown.text.language}
    response = render(request, "courses/h5p_frame.html", known)
    response.headers["Content-Security-Policy"] = frame_policy(
        origin=origin,
        code=[_static_folder("h5p"), _static_folder("courses/h5p"), shown.library_root],
        fonts=_static_folder("portal/fonts"),
        content=shown.content_root,
        parents=_parents(origin),
        evaluates=shown.evaluates,
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@for_frames
def content(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A file of an activity's content."""
    variant = _variant(token)
    found = H5PActivity.objects.filter(uuid=variant.activity).only("uuid", "files").first()
    if found is None or path not in found.files:
        raise Http404
    return _delivered(request, found.key(path), found.files[path], path)


@for_frames
def library(request: HttpRequest, token: str, sha256: str, path: str) -> HttpResponseBase:
    """A file of a library."""
    if not h5p_paths.is_library_token(token, timezone.now()) or not _SUM.fullmatch(sha256):
        raise Http404
    files = _files(sha256)
    if path not in files:
        raise Http404
    return _delivered(request, library_key(sha256, files[path]["sha256"]), files[path], path)


def _variant(token: str) -> h5p_paths.Variant:
    variant = h5p_paths.read_content_token(token, timezone.now())
    if variant is None:
        raise Http404
    return variant


def _files(sha256: str) -> Files:
    try:
        return _known_files(sha256)
    except H5PLibrary.DoesNotExist:
        raise Http404 from None


@lru_cache(maxsize=512)
def _known_files(sha256: str) -> Files:
    """The files of the library with this sum, which says what they are: it never grows old. Raises DoesNotExist."""
    found = H5PLibrary.objects.filter(sha256=sha256).only("files").first()
    if found is None:
        raise H5PLibrary.DoesNotExist
    return found.files


def _delivered(request: HttpRequest, key: str, info: dict[str, Any], path: str) -> HttpResponseBase:
    try:
        return deliver(request, key, info, path)
    except FileNotFoundError:
        raise Http404 from None


def _static_folder(name: str) -> str:
    """H5P's core, our own scripts of the frame, our fonts: where one of these lies."""
    path = urlsplit(static(f"{name}/")).path
    return path if path.endswith("/") else f"{path}/"


def _parents(origin: str) -> list[str]:
    """Who may show the frame: this site, also when the player has a host of its own."""
    site = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return sorted({origin, f"{site.scheme}://{site.netloc}"})
