"""What every page of the course that is about one person asks for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from portal.core.errors import DomainError

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Signed in, and kept by nobody."""
    return cache_control(private=True, no_store=True)(login_required(view))


def do(request: HttpRequest, deed: Callable[[], Any], words: str = "") -> bool:
    """Do it and say so; say why where it cannot be done."""
    try:
        deed()
    except DomainError as problem:
        messages.error(request, str(problem))
        return False
    if words:
        messages.success(request, words)
    return True
