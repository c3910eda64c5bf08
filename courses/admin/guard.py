"""Who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.admin.menu import MenuItem

from courses.permissions import may_manage_activities

View = Callable[..., Any]


def for_managers(view: View) -> View:
    """403 for everybody else (Wagtail itself sends strangers to the way in); what is shown is kept by no cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_manage_activities(request.user):
            raise PermissionDenied
        answer = view(request, *args, **kwargs)
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    return guarded


class ForManagers(MenuItem):
    """A menu entry that only those see who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Asked for each entry."""
        return may_manage_activities(request.user)
