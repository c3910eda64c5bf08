"""The people of an organisation: who is in it as what. For administrators, and for its partner leads."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.permissions import is_administrator, leads_somewhere, roles_to_give
from portal.accounts.roles import MembershipRole
from portal.core.errors import DomainError
from portal.people.forms.memberships import AddForm, InviteToOrganisationForm, role_choices
from portal.people.models import Invitation
from portal.people.services import invitations, memberships


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The organisations this person looks after; where there is one, that one."""
    person = _person(request)
    if not leads_somewhere(person):
        raise PermissionDenied
    rows = Organisation.objects.order_by("sort_order", "key")
    if not is_administrator(person):
        rows = rows.filter(memberships__user=person, memberships__role=MembershipRole.PARTNER_LEAD)
    rows = list(rows)
    if len(rows) == 1:
        return redirect("people:organisation", rows[0].key)
    return render(request, "people/organisations.html", {"organisations": rows})


@login_required
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Everybody with their roles, whoever is invited, and the way to add somebody."""
    organisation, roles = _allowed(request, key)
    return _page(request, organisation, roles, AddForm(roles=roles))


@login_required
@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """One more role."""
    organisation, roles = _allowed(request, key)
    form = AddForm(request.POST, roles=roles)
    if form.is_valid():
        try:
            memberships.add(user=_person(request), organisation=organisation, **form.cleaned_data)
            messages.success(request, _("The role is given."))
            return redirect("people:organisation", key)
        except DomainError as problem:
            form.add_error("email", str(problem))
    return _page(request, organisation, roles, form)


@login_required
@require_POST
def change(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Another role."""
    organisation, roles = _allowed(request, key)
    role = request.POST.get("role", "")
    if role not in roles:
        raise PermissionDenied
    row = get_object_or_404(Membership, pk=pk, organisation=organisation)
    return _do(request, key, lambda user: memberships.change(user=user, membership=row, role=role), _("Saved."))


@login_required
@require_POST
def remove(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One role less."""
    organisation, _roles = _allowed(request, key)
    row = get_object_or_404(Membership, pk=pk, organisation=organisation)
    words = _("The role is taken away, from this moment on.")
    return _do(request, key, lambda user: memberships.remove(user=user, membership=row), words)


@login_required
def invite(request: HttpRequest, key: str) -> HttpResponse:
    """One address or a list; looked at first, then sent, with a report row by row."""
    organisation, roles = _allowed(request, key)
    given, initial = request.POST or None, {"language": translation.get_language()}
    form = InviteToOrganisationForm(given, initial=initial, organisation=organisation, roles=roles)
    context: dict[str, Any] = {"form": form, "organisation": organisation}
    if request.method == "POST" and form.is_valid():
        try:
            person, rows = _person(request), form.cleaned_data["people"]
            if "send" in request.POST:
                context["report"] = invitations.invite_all(user=person, rows=rows, offer=form.offer())
                context["sent"] = sum(1 for verdict in context["report"] if verdict.invitation)
            else:
                context["preview"] = invitations.look_at(rows, user=person)
                context["ready"] = sum(1 for verdict in context["preview"] if verdict.kind in ("ok", "known"))
        except DomainError as problem:
            messages.error(request, str(problem))
    return render(request, "people/organisation_invite.html", context)


@login_required
@require_POST
def resend(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """A new link."""
    words = _("The invitation was sent again; the old link no longer works.")
    return _with_invitation(request, key, pk, invitations.resend, words)


@login_required
@require_POST
def revoke(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """No link."""
    return _with_invitation(request, key, pk, invitations.revoke, _("The invitation is withdrawn."))


def _with_invitation(request: HttpRequest, key: str, pk: int, deed: Callable[..., Any], words: str) -> HttpResponse:
    organisation, _roles = _allowed(request, key)
    invitation = get_object_or_404(Invitation, pk=pk, organisation=organisation)
    return _do(request, key, lambda user: deed(user=user, invitation=invitation), words)


def _do(request: HttpRequest, key: str, deed: Callable[[User], Any], words: str) -> HttpResponse:
    try:
        deed(_person(request))
        messages.success(request, words)
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("people:organisation", key)


def _allowed(request: HttpRequest, key: str) -> tuple[Organisation, frozenset[str]]:
    """The organisation and what this person may give there; 403 for everybody else, whether it exists or not."""
    person = _person(request)
    organisation = Organisation.objects.filter(key=key).first()
    if organisation is None:
        if not is_administrator(person):
            raise PermissionDenied
        organisation = get_object_or_404(Organisation, key=key)
    roles = roles_to_give(person, organisation)
    if not roles:
        raise PermissionDenied
    return organisation, roles


def _page(request: HttpRequest, organisation: Organisation, roles: frozenset[str], form: AddForm) -> HttpResponse:
    rows = organisation.memberships.select_related("user").order_by("user__display_name", "user__email", "role")
    person = _person(request)
    own = {row.pk for row in rows if memberships.is_own_lead(person, row)}
    waiting = Invitation.objects.filter(organisation=organisation).open(timezone.now())
    context = {
        "organisation": organisation,
        "rows": [(row, row.role in roles and row.pk not in own) for row in rows],
        "waiting": [(row, not row.roles and row.membership in roles) for row in waiting],
        "choices": role_choices(roles),
        "form": form,
        "several": is_administrator(person),
    }
    return render(request, "people/organisation.html", context)


def _person(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
