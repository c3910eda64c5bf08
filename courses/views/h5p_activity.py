"""An activity's own page, and the address its results go to."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import H5PActivity
from courses.permissions import may_play
from courses.services import h5p_lrs, h5p_play, h5p_records, h5p_states
from courses.tasks import forward_statements
from courses.views.h5p_limits import is_within_limit
from portal.core.errors import DomainError, NotAllowed
from portal.core.tasks import enqueue_after_commit


@require_safe
def activity(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The activity by itself."""
    found = _activity(uuid)
    if not may_play(request.user, found):
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
    text = h5p_play.text_in(found, get_language() or settings.LANGUAGE_CODE)
    response = render(request, "courses/activity.html", {"activity": found, "text": text, "robots": "noindex"})
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    return response


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET: what was saved, and the word that a POST with results must bring."""
    if not request.user.is_authenticated:
        return _answer({"error": "signed-out"}, 403)
    found = _activity(uuid)
    if not may_play(request.user, found):
        return _answer({"error": "not-allowed"}, 403)
    language = h5p_play.language_for(found, get_language() or settings.LANGUAGE_CODE)
    if request.method == "POST":
        return _take(request, found, language)
    state = h5p_states.states(user=request.user, activity=found, language=language)
    return _answer({"csrf": get_token(request), "state": state})


@csrf_protect
def _take(request: HttpRequest, found: H5PActivity, language: str) -> HttpResponse:
    if request.content_type != "application/json":
        return _answer({"error": "type"}, 415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.H5P_PARCEL_BYTES:
        return _answer({"error": "size"}, 413)
    if not is_within_limit(request.user.pk, len(request.body)):
        return _answer({"error": "often"}, 429)
    parcel = _parcel(request.body)
    if parcel is None:
        return _answer({"error": "json"}, 400)
    try:
        return _answer(_keep(request.user, found, language, parcel))
    except NotAllowed as error:
        return _answer({"error": str(error)}, 403)
    except DomainError as error:
        return _answer({"error": str(error)}, 422)


def _keep(user: Any, found: H5PActivity, language: str, parcel: dict[str, list[Any]]) -> dict[str, Any]:
    """Statements first: what a state says may fail, what was answered must not."""
    values = {"user": user, "activity": found, "language": language}
    outcome = h5p_records.record_statements(**values, statements=parcel["statements"])
    if outcome.stored and h5p_lrs.is_on():
        enqueue_after_commit(forward_statements)
    if parcel["viewed"]:
        h5p_records.record_view(**values)
    for state in parcel["states"]:
        h5p_states.save(**values, part=state["part"], kind=state["kind"], data=state["data"])
    return {"stored": outcome.stored, "known": outcome.known, "refused": outcome.refused}


def _parcel(body: bytes) -> dict[str, Any] | None:
    """What was sent, if it has the right form: no NaN, no endless lists, states of texts."""
    try:
        found = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    statements, states = found.get("statements", []), found.get("states", [])
    if not isinstance(statements, list) or not isinstance(states, list):
        return None
    if len(statements) > settings.H5P_PARCEL_ITEMS or len(states) > settings.H5P_PARCEL_ITEMS:
        return None
    if not all(_is_state(state) for state in states):
        return None
    return {"statements": statements, "states": states, "viewed": found.get("viewed") is True}


def _is_state(state: Any) -> bool:
    return (
        isinstance(state, dict)
        and isinstance(state.get("part"), str)
        and isinstance(state.get("kind"), str)
        and (state.get("data") is None or isinstance(state["data"], str))
    )


def _refuse(name: str) -> None:
    raise ValueError(name)


def _activity(uuid: UUID) -> H5PActivity:
    found = H5PActivity.objects.with_library().filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _answer(values: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(values, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
