"""News: an index that filters and pages, articles, and their categories."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.core.blocks import BodyBlock, PagesBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage


class NewsCategory(models.Model):
    """A kind of news. Its key stands in addresses and is the same in every language."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "key"]
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")

    def __str__(self) -> str:
        return self.name


class NewsIndexPage(BasePage):
    """All articles, newest first, by category and year."""

    template = "portal/news_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["portal.NewsPage"]

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of articles with its filters. Raises Http404 for a page, year or category that is none."""
        from portal.services import news

        return {**super().get_context(request, *args, **kwargs), **news.index_context(self, request.GET)}


class NewsPage(BasePage):
    """An article."""

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    category = models.ForeignKey(
        NewsCategory, verbose_name=_("category"), on_delete=models.PROTECT, related_name="articles"
    )
    author = models.CharField(_("written by"), max_length=120, blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_caption = models.CharField(_("caption"), max_length=250, blank=True)
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))
    related = BlocksField(PagesBlock(), blank=True, verbose_name=_("related pages"))

    template = "portal/news_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("category"), FieldPanel("author")], heading=_("About it")),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_caption")], heading=_("Lead picture")),
        FieldPanel("body"),
        FieldPanel("related"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]
    override_translatable_fields = [
        SynchronizedField("date", overridable=False),
        SynchronizedField("category", overridable=False),
        SynchronizedField("image"),
    ]
    search_kind = "news"
    shown_with = ("category", "image")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def search_date(self):
        """The day of the article."""
        return self.date

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Related reading."""
        from portal.services import news

        return {**super().get_context(request, *args, **kwargs), **news.article_context(self)}
