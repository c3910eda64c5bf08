"""The glossary in the admin."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.accounts.permissions import is_editor
from portal.translations.models import GlossaryTerm
from portal.translations.permissions import languages_of


class OfTheDesk(BasePermissionPolicy):
    """Whoever writes a language may add and change terms; only editors take them away."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Which languages is decided in the form."""
        return is_editor(user) if action == "delete" else bool(languages_of(user))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Any of them."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> Any:
        """Nobody asks."""
        raise NotImplementedError


register_permission_policy(GlossaryTerm, OfTheDesk(GlossaryTerm))


class GlossaryForm(WagtailAdminModelForm):
    """Terms into one's own languages."""

    def clean(self) -> dict[str, Any]:
        """Refuse others' languages, the one it had and the one it gets, and a pair of one language."""
        values = super().clean() or self.cleaned_data
        before = GlossaryTerm.objects.filter(pk=self.instance.pk).values_list("target_language", flat=True).first()
        wanted = {values.get("target_language"), before} - {None}
        if not wanted <= languages_of(self.for_user):
            self.add_error("target_language", _("You may only change terms into your own languages."))
        if values.get("source_language") == values.get("target_language"):
            self.add_error("target_language", _("Choose two different languages."))
        return values


class GlossaryViewSet(SnippetViewSet):
    """Agreed words, one pair of languages a row."""

    model = GlossaryTerm
    icon = "list-ul"
    menu_label = gettext_lazy("Glossary")
    menu_name = "glossary"
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("term", "translation", "source_language", "target_language")
    list_filter = ("source_language", "target_language")
    search_fields = ("term", "translation")
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel(
                [
                    FieldPanel("source_language", widget=forms.Select(choices=settings.LANGUAGES)),
                    FieldPanel("target_language", widget=forms.Select(choices=settings.LANGUAGES)),
                ]
            ),
            FieldPanel("term"),
            FieldPanel("translation"),
            FieldPanel("note"),
        ],
        base_form_class=GlossaryForm,
    )
