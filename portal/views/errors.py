"""Error pages in the reader's language. The one for 500 asks neither database nor context."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language


def server_error(_request: HttpRequest) -> HttpResponse:
    """A page that cannot fail: only gettext and static addresses."""
    return HttpResponse(render_to_string("500.html", {"LANGUAGE_CODE": get_language() or "en"}), status=500)
