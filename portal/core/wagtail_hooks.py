"""The foundation in the Wagtail admin: brand, content checks, links, records."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.snippets.models import register_snippet

from portal.core import restrictions  # noqa: F401 - its hooks
from portal.core.admin.checker import PortalChecker
from portal.core.admin.funding import FundingTextViewSet
from portal.core.admin.ideas import BigIdeaViewSet
from portal.core.admin.organisations import OrganisationViewSet
from portal.core.rich_text import ReaderPageLinkHandler

BRAND = ("css/fonts.css", "css/tokens.css", "css/idea-colours.css", "admin/brand.css", "admin/todo.css")

for viewset in (OrganisationViewSet, BigIdeaViewSet, FundingTextViewSet):
    register_snippet(viewset)


@hooks.register("register_rich_text_features", order=10)
def link_in_the_readers_language(features: Any) -> None:
    """Page links of rich text lead to the reader's language, with one query a page."""
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("insert_global_admin_css")
def brand_css() -> str:
    """Tokens and fonts of the site, then our values for Wagtail's variables."""
    sheets = ((static(f"portal/{name}"),) for name in BRAND)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_icons")
def register_ring(icons: list[str]) -> list[str]:
    """The ring as an icon of the menu."""
    return [*icons, "admin_icons/ring.svg"]


@hooks.register("construct_wagtail_userbar")
def use_our_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checks in the place of Wagtail's, in the bar on the page and in the editor."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = PortalChecker(in_editor=item.in_editor)
