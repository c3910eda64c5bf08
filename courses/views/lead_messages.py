"""Writing to learners: choose, write, look at it, send."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses.forms.leading import MessageForm
from courses.models import Enrolment
from courses.services import lead_matrix, lead_messages, lead_scope
from courses.services.lead_scope import Scope
from courses.views.lead import matrix_form
from courses.views.lead_door import address, cohort_crumb, private
from portal.core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@private
def write(request: HttpRequest, cohort: UUID) -> HttpResponse:
    """GET: the form. POST with `look`: how it will look; with `send`: it goes out."""
    scope = lead_scope.scope(user=request.user, cohort=cohort)
    to = lead_messages.receivers(scope, _chosen(request, scope))
    if request.method != "POST":
        return _page(request, scope, to, MessageForm())
    form = MessageForm(request.POST)
    if not form.is_valid() or "back" in request.POST:
        return _page(request, scope, to, form, status=200 if "back" in request.POST else 422)
    if "send" not in request.POST:
        return _page(request, scope, to, form, look=True)
    return _send(request, scope, to, form)


def _send(request: HttpRequest, scope: Scope, to: list[Enrolment], form: MessageForm) -> HttpResponse:
    user: Any = request.user
    draft = lead_messages.Draft(**form.cleaned_data)
    try:
        sent = lead_messages.send(user=user, scope=scope, chosen=[row.pk for row in to], draft=draft)
    except lead_messages.TooMany as refusal:
        return _page(request, scope, to, form, problem=str(refusal), status=429)
    except DomainError as refusal:
        return _page(request, scope, to, form, problem=str(refusal), status=422)
    number = sent.receipts.count()
    said = ngettext("The message goes to %(number)d learner.", "The message goes to %(number)d learners.", number)
    messages.success(request, said % {"number": number})
    if left := len(to) - number:
        said = ngettext(
            "%(number)d learner has switched such mails off.", "%(number)d learners have switched such mails off.", left
        )
        messages.warning(request, said % {"number": left})
    return redirect("courses:lead_message", cohort=scope.cohort.uuid)


def _chosen(request: HttpRequest, scope: Scope) -> list[int]:
    """Ticked ones, or all that a filter shows."""
    given = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and "all" in given:
        found = lead_matrix.read(scope, timezone.now(), matrix_form(request, scope).asked())
        return [row.enrolment.pk for row in found.rows]
    return [int(value) for value in given.getlist("who") if value.isdecimal() and len(value) < 19]


def _page(
    request: HttpRequest,
    scope: Scope,
    to: list[Enrolment],
    form: MessageForm,
    *,
    look: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    user: Any = request.user
    context = {
        "cohort": scope.cohort,
        "to": to,
        "form": form,
        "look": look,
        "draft": form.cleaned_data if look else {},
        "problem": problem,
        "sent": lead_messages.sent(scope, user) if not look else [],
        "robots": "noindex",
        "crumbs": [
            {"title": _("My learners"), "url": address("lead")},
            cohort_crumb(scope.cohort),
            {"title": _("Who is where"), "url": address("lead_matrix", scope.cohort.uuid)},
        ],
    }
    return render(request, "courses/lead/message.html", context, status=status)
