"""Reading: captions of films, viewing guides to print, what was read and watched, what is still missing."""

from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from courses.models import UnitPage
from courses.services import films, page_contexts, reading, unit_page
from courses.services import standing as unit_standing
from courses.services.outline import Course, Unit
from portal.core.errors import DomainError, NotAllowed

FRAGMENT = "X-Fragment"
"""Scripts that ask for a piece of a page say so in this header."""


@require_safe
def captions(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """What is said in a film, as captions."""
    return _words(key, language, "captions")


@require_safe
def chapters(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The chapters of a film."""
    return _words(key, language, "chapters")


@require_safe
def guide(request: HttpRequest, unit: UUID, block: UUID) -> HttpResponse:
    """The viewing guide of a film, by itself on one sheet."""
    _course, found = _unit(unit, for_everybody=True)
    page = UnitPage.objects.get(pk=found.pk)
    value = next((part.value for part in page.body if part.id == str(block) and part.block_type == "video"), None)
    if value is None or value["video"] is None:
        raise Http404("no film here")
    film = films.for_reader(value["video"], get_language() or "en")
    context = {"unit": found, "value": value, "film": film, "content_lang": found.language, "robots": "noindex"}
    return render(request, "courses/reading/guide.html", context)


@require_POST
def read(request: HttpRequest, unit: UUID) -> HttpResponse:
    """The text was read to the end."""
    course, found = _unit(unit)
    if not request.user.is_authenticated:
        return _sign_in(request, found)
    try:
        reading.finish(user=request.user, course=course, unit=found)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return _after(request, course, found)


@require_POST
def watched(request: HttpRequest, unit: UUID, part: UUID) -> HttpResponse:
    """A film was watched."""
    course, found = _unit(unit)
    if not request.user.is_authenticated:
        return _sign_in(request, found)
    try:
        reading.watch(user=request.user, course=course, unit=found, part=part)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except DomainError as problem:
        raise Http404(str(problem)) from problem
    return _after(request, course, found)


@require_safe
def standing(request: HttpRequest, unit: UUID) -> HttpResponse:
    """What is missing, as a piece of the unit's page."""
    course, found = _unit(unit)
    return _fragment(request, course, found) if request.user.is_authenticated else _sign_in(request, found)


def _unit(unit: UUID, *, for_everybody: bool = False) -> tuple[Course, Unit]:
    found = reading.find(unit, for_everybody=for_everybody)
    if found is None:
        raise Http404("no such unit")
    return found


def _after(request: HttpRequest, course: Course, unit: Unit) -> HttpResponse:
    if FRAGMENT in request.headers:
        return _fragment(request, course, unit)
    return _private(redirect(f"{unit.url}#h-missing"))


def _fragment(request: HttpRequest, course: Course, unit: Unit) -> HttpResponse:
    mine = unit_page.mine(request.user, course, unit, only=(unit_page.DEEDS,))
    if mine is None:
        raise PermissionDenied
    context: dict[str, Any] = {"unit": unit, "mine": mine}
    context |= page_contexts.own_standing(unit_standing.kept_titles(unit), course, unit, mine)
    return _private(render(request, "courses/parts/standing.html", context))


def _sign_in(request: HttpRequest, unit: Unit) -> HttpResponse:
    if FRAGMENT in request.headers:
        return _private(HttpResponse(status=403))
    return redirect_to_login(unit.url)


def _words(key: str, language: str, kind: str) -> HttpResponse:
    film = films.by_name(key).get(language)
    if film is None:
        raise Http404("no such film")
    return HttpResponse(getattr(film, kind), content_type="text/vtt; charset=utf-8")


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response
