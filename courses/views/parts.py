"""What the room's personal pages share."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """For people who are signed in; kept by nobody on the way."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return login_required(wrapped)


def is_draft(request: HttpRequest) -> bool:
    """Whether part.mjs saves what is being typed."""
    return request.POST.get("do") == "draft" and "part" in request.POST


def draft_kept(request: HttpRequest, version: int, at: datetime) -> JsonResponse:
    """The answer to it: what the form knows now, and the line that says when it was saved."""
    saved = render_to_string("courses/parts/saved.html", {"at": at, "user": request.user}).strip()
    return JsonResponse({"known": version, "saved": saved})
