"""The page every public page is built on."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class BasePage(Page):
    """A page with a lead: the first line says what the page is for (DESIGN.md).

    `search_kind` groups it in search results and `search_date` dates it there; `shown_with` names the relations its
    template always needs. A page holds fields, never who is looking, so that it can be cached whole.
    """

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences that say what this page is for."))

    search_kind: ClassVar[str] = "page"
    shown_with: ClassVar[tuple[str, ...]] = ()
    preview_sizes_widths: ClassVar[tuple[int, ...]] = (360, 768, 1280)

    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """The three widths every screen is judged at."""
        icons = {360: "mobile-alt", 768: "tablet-alt", 1280: "desktop"}
        labels = {360: _("Phone"), 768: _("Tablet"), 1280: _("Desktop")}
        return [
            {"name": str(width), "icon": icons[width], "device_width": width, "label": labels[width]}
            for width in self.preview_sizes_widths
        ]

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The page by day and by night, and how others will show it."""
        return [
            ("", _("As the reader’s device asks")),
            ("light", _("Light colours")),
            ("dark", _("Dark colours")),
            ("share", _("Search result and share card")),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Tell the frame which page this is and which colours are asked for."""
        request.portal_page = self  # type: ignore[attr-defined]
        request.preview_theme = mode_name if mode_name in ("light", "dark") else ""  # type: ignore[attr-defined]
        return super().serve_preview(request, mode_name)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page's own template, except for what search engines and networks make of it."""
        return "admin_panels/share.html" if mode_name == "share" else super().get_preview_template(request, mode_name)

    @property
    def default_preview_size(self) -> str:
        """Phone first."""
        return "360"

    @property
    def search_date(self):
        """The day that matters to a reader, or None."""
        return None
