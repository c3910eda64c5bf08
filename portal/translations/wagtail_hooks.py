"""The desk in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from portal.translations.permissions import may_see_desk
from portal.translations.views.exchange import download, upload
from portal.translations.views.item import item
from portal.translations.views.matrix import matrix
from portal.translations.viewsets import GlossaryViewSet

register_snippet(GlossaryViewSet)

urls = (
    [
        path("", matrix, name="matrix"),
        path("export/", download, name="export"),
        path("import/", upload, name="import"),
        path("<int:pk>/<slug:language>/", item, name="item"),
    ],
    "translations",
)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    """Below /admin/translations/."""
    return [path("translations/", include(urls))]


class DeskMenuItem(MenuItem):
    """For whoever may change some language."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Translators and editors."""
        return may_see_desk(request.user)


@hooks.register("register_admin_menu_item")
def desk_in_the_menu() -> Any:
    """After the pages."""
    return DeskMenuItem(_("Translation desk"), reverse("translations:matrix"), icon_name="globe", order=150)
