"""The home page: the project in one breath."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel

from portal.core.blocks import FactsBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage


def page_link(verbose_name: Any) -> models.ForeignKey:
    """A link to a page, shown in the reader's language by the template."""
    return models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class HomePage(BasePage):
    """One in each language; its lists (ideas, news, next event, results, partners) fill themselves."""

    headline = models.CharField(_("headline"), max_length=120)
    primary_label = models.CharField(_("first button"), max_length=60, blank=True)
    primary_page = page_link(_("page of the first button"))
    secondary_label = models.CharField(_("second link"), max_length=60, blank=True)
    secondary_page = page_link(_("page of the second link"))
    ideas_intro = models.TextField(_("beside the ideas"), blank=True)
    news_intro = models.TextField(_("beside the news"), blank=True)
    course_intro = models.TextField(_("beside the course"), blank=True)
    course_title = models.CharField(_("title of the course part"), max_length=120, blank=True)
    course_lead = models.TextField(_("lead of the course part"), blank=True)
    course_facts = BlocksField(FactsBlock(), blank=True, verbose_name=_("figures of the course"))
    course_page = page_link(_("page of the course"))
    results_intro = models.TextField(_("beside the results"), blank=True)
    partners_title = models.CharField(_("title of the partners part"), max_length=120, blank=True)
    partners_intro = models.TextField(_("beside the partners"), blank=True)

    template = "portal/home_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("headline"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("primary_label"),
                PageChooserPanel("primary_page"),
                FieldPanel("secondary_label"),
                PageChooserPanel("secondary_page"),
            ],
            heading=_("Buttons"),
        ),
        FieldPanel("ideas_intro"),
        FieldPanel("news_intro"),
        MultiFieldPanel(
            [
                FieldPanel("course_intro"),
                FieldPanel("course_title"),
                FieldPanel("course_lead"),
                FieldPanel("course_facts"),
                PageChooserPanel("course_page"),
            ],
            heading=_("Course"),
        ),
        FieldPanel("results_intro"),
        MultiFieldPanel([FieldPanel("partners_title"), FieldPanel("partners_intro")], heading=_("Partners")),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The five lists of the home page."""
        from portal.services import home

        return {**super().get_context(request, *args, **kwargs), **home.context(self)}
