"""What a mailed invitation opens."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.people.errors import InvitationUnknown
from portal.people.forms.invitations import JoinForm
from portal.people.models import Invitation
from portal.people.services import invitations


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what; accept with an account, or open one. Opening the link changes nothing."""
    try:
        invitation = invitations.find(token)
        if request.user.is_authenticated:
            return _as_a_person(request, invitation, token)
        return _as_a_stranger(request, invitation, token)
    except DomainError as problem:
        status = 404 if isinstance(problem, InvitationUnknown) else 410
        return render(request, "people/invitation_gone.html", {"why": str(problem)}, status=status)


def _as_a_person(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    person: User = request.user  # type: ignore[assignment]
    if person.email.casefold() != invitation.email.casefold():
        return render(request, "people/invitation_other.html", {"invitation": invitation}, status=403)
    if request.method == "POST":
        invitations.accept(user=person, token=token)
        return redirect("people:account")
    return render(request, "people/invitation.html", {"invitation": invitation})


def _as_a_stranger(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if User.objects.filter(email__iexact=invitation.email).exists():
        return render(request, "people/invitation.html", {"invitation": invitation, "sign_in": True})
    initial = {"display_name": invitation.name}
    form = JoinForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = invitations.join(token=token, display_name=data["display_name"], password=data["password"])
        return perform_login(request, person, email_verification="none")
    return render(request, "people/invitation.html", {"invitation": invitation, "form": form})
