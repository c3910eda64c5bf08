"""The test inbox: what the site has written, for demonstrations and development only."""

from functools import wraps
from typing import Any

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from portal.mail.models import MailAttachment, OutgoingMail
from portal.mail.views.preview import MAIL_POLICY, SELF

PER_PAGE = 50


def demonstration(view: Any) -> Any:
    """404 unless MAIL_OUTBOX says that this is no public server; never stored by anybody."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.MAIL_OUTBOX:
            raise Http404("no test inbox here")
        return view(request, *args, **kwargs)

    return require_safe(never_cache(guarded))


@demonstration
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest mails; `?to=` shows those of one address."""
    rows = OutgoingMail.objects.defer("text", "html", "headers")
    to = request.GET.get("to", "").strip()[:254]
    if to:
        rows = rows.filter(to__iexact=to)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mail/outbox.html", {"page_obj": page, "to": to, "robots": "noindex"})


@demonstration
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail with its headers and files."""
    row = get_object_or_404(OutgoingMail.objects.prefetch_related("attachments"), pk=pk)
    return render(request, "mail/outbox_mail.html", {"mail": row, "robots": "noindex"})


@demonstration
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]
def html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML alone, for the frame."""
    return HttpResponse(get_object_or_404(OutgoingMail, pk=pk).html)


@demonstration
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that went with a mail, to save."""
    row = get_object_or_404(MailAttachment, pk=pk)
    answer = HttpResponse(bytes(row.content), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.name}"'
    return answer
