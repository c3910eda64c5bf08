"""Organisations in the admin. It stands in the core because the accounts below know nothing of tabs per language."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.accounts.models import Organisation
from portal.core.panels import in_each_language, translated_tabs


class OrganisationViewSet(SnippetViewSet):
    """The consortium: what all languages share, the people, then one tab for each language."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_name = "organisations"
    menu_order = 220
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("name", "city", "country", "role", "sort_order")
    list_filter = ("country", "role")
    ordering = ("sort_order", "key")
    edit_handler = translated_tabs(
        shared=[
            FieldRowPanel([FieldPanel("key"), FieldPanel("sort_order")]),
            FieldRowPanel([FieldPanel("role"), FieldPanel("name_language")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("website"),
                ],
                heading=_("Place"),
            ),
        ],
        translated=["name", "unit", "summary"],
        extra=[
            InlinePanel(
                "people",
                heading=_("People"),
                label=_("Person"),
                panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("sort_order")]), *in_each_language("role")],
            )
        ],
    )
