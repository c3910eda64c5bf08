"""The five big ideas in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.core.models import BigIdea
from portal.core.panels import translated_tabs


class BigIdeaViewSet(SnippetViewSet):
    """Their words in each language; the number fixes place, hue and pattern."""

    model = BigIdea
    icon = "ring"
    menu_label = _("Big ideas")
    menu_name = "big-ideas"
    menu_order = 230
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("number", "name", "statement")
    ordering = ("number",)
    edit_handler = translated_tabs(shared=["number"], translated=["name", "statement", "summary"])
