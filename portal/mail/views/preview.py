"""Every mail in the reader's language, in the style guide."""

from typing import Any

from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from portal.core import mail, mail_kinds
from portal.mail.rendering import Rendered, absolute
from portal.mail.rendering import render as write

SELF, NONE = "'self'", "'none'"
MAIL_POLICY = {"script-src": [NONE], "style-src": ["'unsafe-inline'"], "img-src": ["data:"], "frame-ancestors": [SELF]}
"""A mail brings its own styles and nothing else; it is shown in a frame of its own."""


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The list of all mails with their subjects."""
    rows = [{"template": template, "subject": example(template).subject} for template in mail.examples()]
    return render(request, "mail/previews.html", {"mails": rows, "robots": "noindex"})


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def one(request: HttpRequest, template: str) -> HttpResponse:
    """One mail as HTML and as text."""
    return render(request, "mail/preview.html", {"mail": example(template), "template": template, "robots": "noindex"})


@require_safe
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]
def html(request: HttpRequest, template: str) -> HttpResponse:
    """The HTML alone, for the frame."""
    return HttpResponse(example(template).html)


def example(template: str) -> Rendered:
    """A mail with the words of its example. Raises Http404 for a mail that does not exist."""
    try:
        context: dict[str, Any] = mail.examples()[template]()
    except KeyError as error:
        raise Http404("no such mail") from error
    if kind := context.pop("kind", ""):
        context |= {"kind_label": mail_kinds.get(kind).label, "off_url": absolute("/…")}
    return write(template, context, get_language() or "en")
