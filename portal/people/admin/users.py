"""Wagtail's users with our ways: an address stays confirmed, deleting empties instead of tearing out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.users.views.users import DeleteView

from portal.accounts.models import User
from portal.accounts.people import PeopleViewSet
from portal.core.audit import record
from portal.core.errors import DomainError
from portal.people.services import deletion
from portal.people.signals import trust_address


class EraseView(DeleteView):
    """Deleting somebody's account: at once, and only what is theirs."""

    def delete_action(self) -> None:
        """Empty the account instead of tearing it out of shared work."""
        deletion.erase(user=self.request.user, person=self.object)

    def form_valid(self, form: Any) -> HttpResponse:
        """A refusal is said where the person is looked after."""
        try:
            return super().form_valid(form)
        except DomainError as problem:
            messages.error(self.request, str(problem))
            return redirect("wagtailusers_users:edit", self.object.pk)


class OurPeopleViewSet(PeopleViewSet):
    """The site's users, deleted our way."""

    delete_view_class = EraseView


def after_making(request: HttpRequest, user: User) -> None:
    """An administrator vouches for the address."""
    trust_address(user)
    record(actor=_actor(request), action="account.made", target=user, data=_groups(user))


def after_editing(request: HttpRequest, user: User) -> None:
    """Who changed somebody's roles stands in the log."""
    trust_address(user)
    record(actor=_actor(request), action="account.edited", target=user, data=_groups(user))


def _groups(user: User) -> dict[str, Any]:
    return {"groups": sorted(user.groups.values_list("name", flat=True)), "superuser": user.is_superuser}


def _actor(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]
