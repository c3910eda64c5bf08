"""News by email in the admin: how many read, what comes next, and the button."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.menu import MenuItem

from portal.accounts.permissions import is_administrator
from portal.core.errors import DomainError, NotAllowed
from portal.models import Digest
from portal.services import digest, newsletter


class NewsletterMenuItem(MenuItem):
    """Only for those who may send."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("News by email"), reverse("portal_newsletter"), icon_name="mail", order=255, name="newsletter"
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever may publish."""
        return digest.may_send(request.user)  # type: ignore[arg-type]


@require_http_methods(["GET", "HEAD", "POST"])
def mailing(request: HttpRequest) -> HttpResponse:
    """Look at the next mailing; send it. Raises PermissionDenied."""
    user: Any = request.user
    if not digest.may_send(user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            digest.send(user=user)
            messages.success(request, _("The mailing has begun. The mails leave in the background."))
        except DomainError as problem:
            messages.error(request, str(problem))
        return redirect("portal_newsletter")
    since, until = digest.next_period(timezone.now())
    news, numbers = digest.news_since(since, until), newsletter.languages_of_list()
    rows = [
        {"code": code, "name": _(str(name)), "subscribers": numbers[code], "articles": news.get(code, [])}
        for code, name in settings.LANGUAGES
    ]
    context = {
        "page_title": _("News by email"),
        "header_icon": "mail",
        "rows": rows,
        "has_news": bool(news),
        "last": Digest.objects.order_by("-until").first(),
        "may_export": is_administrator(user),
    }
    return TemplateResponse(request, "admin_panels/newsletter.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as a file. Raises PermissionDenied."""
    user: Any = request.user
    try:
        content = newsletter.as_csv(user=user)
    except NotAllowed as problem:
        raise PermissionDenied(str(problem)) from problem
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="subscribers.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
