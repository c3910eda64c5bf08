"""Pages of prose: the project, the cycle, the course, the legal pages, and one page for each big idea."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.core.blocks import BodyBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage


class StandardPage(BasePage):
    """A page of text that may list the pages below it."""

    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))
    show_children = models.BooleanField(_("list the pages below this one"), default=False)

    show_contact_form = models.BooleanField(
        _("invite to write"), default=False, help_text=_("Shows the way to the contact form below the text.")
    )

    template = "portal/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("show_children"),
        FieldPanel("show_contact_form"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [SynchronizedField("show_children"), SynchronizedField("show_contact_form")]

    class Meta:
        verbose_name = _("text page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Children, and the way on within the section."""
        from portal.services import section

        return {**super().get_context(request, *args, **kwargs), **section.context(self)}


class IdeaPage(BasePage):
    """What one big idea means in vocational education. Name and statement come from the `BigIdea` record."""

    number = models.PositiveSmallIntegerField(
        _("number of the idea"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))

    template = "portal/idea_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [*BasePage.content_panels, FieldPanel("number"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [SynchronizedField("number", overridable=False)]
    search_kind = "idea"

    class Meta:
        verbose_name = _("big idea page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The idea, its neighbours in the ring and all five with their pages."""
        from portal.services import ideas

        return {**super().get_context(request, *args, **kwargs), **ideas.context(self)}
