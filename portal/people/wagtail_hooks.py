"""People in the Wagtail admin: invitations and the audit log, for administrators alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts.permissions import is_administrator
from portal.people.admin import invitations, log, users

hooks.register("after_create_user", users.after_making)
hooks.register("after_edit_user", users.after_editing)
for bulk_action in (users.BulkErase, users.BulkRole, users.BulkActive):
    hooks.register("register_bulk_action", bulk_action, order=10)  # after Wagtail's own, whose place they take


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """403 for everybody else; Wagtail itself sends strangers to the way in."""

    @wraps(view)
    def only_administrators(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_administrator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return only_administrators


class ForAdministrators(MenuItem):
    """A menu entry that only those see who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Asked for each entry; Wagtail builds the menu once a page."""
        return is_administrator(request.user)


@hooks.register("register_admin_urls")
def people_urls() -> list[URLPattern]:
    """Below the admin's own address."""
    return [
        path("people/invitations/", guarded(invitations.index), name="people_invitations"),
        path("people/invitations/new/", guarded(invitations.invite), name="people_invite"),
        path("people/invitations/<int:pk>/resend/", guarded(invitations.resend), name="people_resend"),
        path("people/invitations/<int:pk>/revoke/", guarded(invitations.revoke), name="people_revoke"),
        path("people/log/", guarded(log.log), name="people_log"),
    ]


@hooks.register("register_admin_menu_item")
def invitations_entry() -> MenuItem:
    """Invitations."""
    return ForAdministrators(_("Invitations"), reverse("people_invitations"), icon_name="mail", order=910)


@hooks.register("register_admin_menu_item")
def organisations_entry() -> MenuItem:
    """Who is in which organisation: a screen of the site, which partner leads use too."""
    address = reverse_lazy("people:organisations")
    return ForAdministrators(_("People in organisations"), address, icon_name="group", order=915)


@hooks.register("register_admin_menu_item")
def log_entry() -> MenuItem:
    """The audit log."""
    return ForAdministrators(_("Audit log"), reverse("people_log"), icon_name="history", order=920)
