"""Wagtail's users with our ways: an address stays confirmed, deleting empties instead of tearing out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import CreateView, DeleteView, EditView

from portal.accounts.models import User
from portal.accounts.people import PeopleViewSet
from portal.core.audit import record
from portal.core.errors import DomainError
from portal.people.services import deletion
from portal.people.signals import trust_address


def _without_superuser(form: Any, user: Any) -> Any:
    """Only superusers make superusers, whatever is sent."""
    if not user.is_superuser:
        form.fields.pop("is_superuser", None)
    return form


class MakeView(CreateView):
    """A new account."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """The form without what this person may not give."""
        return _without_superuser(super().get_form(*args, **kwargs), self.request.user)


class ChangeView(EditView):
    """Somebody's account; a superuser's is changed by superusers alone: its password would open everything."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse before anything is read."""
        if not may_change(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """The form without what this person may not give."""
        return _without_superuser(super().get_form(*args, **kwargs), self.request.user)


def may_change(user: Any, person: User) -> bool:
    """Whether nobody would reach above themselves."""
    return user.is_superuser or not person.is_superuser


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

    add_view_class = MakeView
    edit_view_class = ChangeView
    delete_view_class = EraseView


class BulkErase(DeleteBulkAction):
    """Several accounts at once, each emptied as one alone would be."""

    def get_execution_context(self) -> dict[str, Any]:
        """Who does it."""
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Any, user: Any = None, **_kwargs: Any) -> tuple[int, int]:
        """Empty, never tear out."""
        for person in objects:
            deletion.erase(user=user, person=person)
        return len(objects), 0


class BulkRole(AssignRoleBulkAction):
    """A group for several people, written in the log."""

    def check_perm(self, obj: User) -> bool:
        """Not above oneself."""
        return super().check_perm(obj) and may_change(self.request.user, obj)

    def get_execution_context(self) -> dict[str, Any]:
        """Who does it."""
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Any, role: Any = None, user: Any = None, **_kwargs: Any) -> tuple[int, int]:
        """Give it, and say so."""
        done = super().execute_action(objects, role=role)
        for person in objects:
            record(actor=user, action="account.edited", target=person, data=_groups(person))
        return done


class BulkActive(SetActiveStateBulkAction):
    """Several accounts closed or opened, written in the log."""

    def check_perm(self, obj: User) -> bool:
        """Not above oneself; what was deleted stays closed."""
        return super().check_perm(obj) and may_change(self.request.user, obj) and obj.erased_at is None

    @classmethod
    def execute_action(cls, objects: Any, mark_as_active: bool = False, **kwargs: Any) -> tuple[int, int]:
        """Do it, and say so."""
        done = super().execute_action(objects, mark_as_active=mark_as_active, **kwargs)
        for person in objects:
            record(actor=kwargs["user"], action="account.edited", target=person, data={"active": mark_as_active})
        return done


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
