"""Who comes into the facilitator's room: those who look after somebody. For all others there is nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control

from courses.models import Cohort


def private(view: Callable[..., HttpResponse]) -> Any:
    """Asks visitors to sign in, answers 404 for what is not theirs, and lets nobody keep the page."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except ObjectDoesNotExist as missing:
            raise Http404("nothing for this person") from missing
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def address(name: str, *args: Any) -> str:
    """The address of a screen of another part of the room; empty where that part is not installed."""
    try:
        return reverse(f"courses:{name}", args=args)
    except NoReverseMatch:
        return ""


def cohort_crumb(cohort: Cohort) -> dict[str, str]:
    """A cohort on the path to a page; its name says its language."""
    return {"title": cohort.name, "url": address("lead_cohort", cohort.uuid), "language": cohort.language}
