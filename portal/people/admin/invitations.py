"""Inviting people: the list, the form with its preview, and what is done with one invitation."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.people.choices import InvitationState
from portal.people.forms.invitations import InviteForm
from portal.people.models import Invitation
from portal.people.services import invitations

PER_PAGE = 50


def index(request: HttpRequest) -> HttpResponse:
    """Everybody who was asked, the newest first."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    words, state = request.GET.get("q", "").strip()[:200], request.GET.get("state", "")
    if words:
        rows = rows.filter(Q(email__icontains=words) | Q(name__icontains=words))
    if state == "expired":
        rows = rows.filter(state=InvitationState.SENT, expires_at__lte=timezone.now())
    elif state == InvitationState.SENT:
        rows = rows.open(timezone.now())
    elif state in InvitationState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "q": words, "state": state, "page_title": _("Invitations"), "header_icon": "mail"}
    return TemplateResponse(request, "people/admin/invitations.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """The form; "Look at it first" shows what would happen row by row, "Send" does it and reports."""
    form = InviteForm(request.POST or None, initial={"language": translation.get_language()})
    context: dict[str, Any] = {"form": form, "page_title": _("Invite people"), "header_icon": "mail"}
    if request.method == "POST" and form.is_valid():
        try:
            offer, rows = form.offer(), form.cleaned_data["people"]
            if "send" in request.POST:
                context["report"] = invitations.invite_all(user=_person(request), rows=rows, offer=offer)
                context["sent"] = sum(1 for verdict in context["report"] if verdict.invitation)
            else:
                context["preview"] = invitations.look_at(rows, user=_person(request))
                context["ready"] = sum(1 for verdict in context["preview"] if verdict.kind in ("ok", "known"))
        except DomainError as problem:
            messages.error(request, str(problem))
    return TemplateResponse(request, "people/admin/invite.html", context)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link."""
    return _do(request, pk, invitations.resend, _("The invitation was sent again; the old link no longer works."))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """No link."""
    return _do(request, pk, invitations.revoke, _("The invitation is withdrawn."))


def _do(request: HttpRequest, pk: int, deed: Any, words: str) -> HttpResponse:
    try:
        deed(user=_person(request), invitation=get_object_or_404(Invitation, pk=pk))
        messages.success(request, words)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("people_invitations")


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
