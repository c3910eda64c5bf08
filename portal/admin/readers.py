"""What readers send, in the admin: read and deleted there, never written."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.mail.models import Suppression
from portal.models import ContactMessage


class ReadAndDelete(ModelPermissionPolicy):
    """Nobody adds or changes these, whatever their rights."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As Django says, without the two."""
        return action not in ("add", "change") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """The same for several."""
        return any(self.user_has_permission(user, action) for action in actions)


class NothingToChoose(SnippetViewSet):
    """Records about people, which no page shows: Wagtail's chooser would list them to everybody in the admin."""

    def register_chooser_viewset(self) -> None:
        """There is none."""


class ContactMessageViewSet(NothingToChoose):
    """Messages from the contact form."""

    model = ContactMessage
    icon = "mail"
    menu_label = _("Messages")
    menu_name = "messages"
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ("subject", "name", "email", "message", "language", "received")
    list_display = ("subject", "name", "email", "received")
    list_filter = ("language", "received")
    ordering = ("-received",)
    list_export = ()


register_permission_policy(ContactMessage, ReadAndDelete(ContactMessage))


class SuppressionViewSet(NothingToChoose):
    """Addresses that mail came back from; deleting one lets mail go there again."""

    model = Suppression
    icon = "warning"
    menu_label = _("Addresses without mail")
    menu_name = "suppressions"
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ("email", "reason", "detail", "since")
    list_filter = ("reason",)


register_permission_policy(Suppression, ReadAndDelete(Suppression))
