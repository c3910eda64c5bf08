"""An honest 403 for people who are signed in and still may not read a closed page or document.

Without it Wagtail sends them to the login form, which sends them back, and so on (STACK.md, users and login).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import BaseViewRestriction

from portal.core.public import may_be_closed


@hooks.register("before_serve_page", order=-10)
def refuse_page(page: Any, request: HttpRequest, _args: Any, _kwargs: Any) -> None:
    """Raise PermissionDenied where signing in again would change nothing."""
    if request.user.is_authenticated and may_be_closed(page):
        _refuse(page.get_view_restrictions(), request)


@hooks.register("before_serve_document", order=-10)
def refuse_document(document: Any, request: HttpRequest) -> None:
    """The same for documents in closed collections."""
    if request.user.is_authenticated:
        _refuse(document.collection.get_view_restrictions(), request)


def _refuse(restrictions: Any, request: HttpRequest) -> None:
    for restriction in restrictions:
        by_account = restriction.restriction_type != BaseViewRestriction.PASSWORD
        if by_account and not restriction.accept_request(request):
            raise PermissionDenied
