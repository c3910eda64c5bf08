"""The consortium on one page."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from portal.core.blocks import BodyBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage


class PartnersPage(BasePage):
    """A map and a list by country; both come from the organisations' records."""

    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "portal/partners_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("partners page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Organisations by country."""
        from portal.services import partners

        return {**super().get_context(request, *args, **kwargs), **partners.context()}
