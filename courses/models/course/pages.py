"""Course, module, unit. Whatever learners do hangs on `translation_key` and block ids, which all languages share."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from courses.blocks import GuideBody, ModuleWork, Outcomes, UnitBody
from portal.core.blocks import BodyBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage, BigIdea


class ReadPage(BasePage):
    """A page of the course: everybody may read it, and who is signed in sees their own side of it, kept nowhere."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As all pages, but private for those who are signed in."""
        response = super().serve(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


class CoursePage(ReadPage):
    """What the course is, for readers and for learners: its modules stand below it."""

    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))
    outcomes = BlocksField(Outcomes(), blank=True, verbose_name=_("outcomes"))
    certificate_name = models.CharField(
        _("name of the course on certificates"), max_length=160, blank=True, help_text=_("Empty: the page’s title.")
    )

    template = "courses/course_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["courses.ModulePage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("outcomes"),
        FieldPanel("certificate_name"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    search_kind = "course"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Modules with their units."""
        from courses.services import page_contexts

        return {**super().get_context(request, *args, **kwargs), **page_contexts.course_context(self, request.user)}


class ModulePage(ReadPage):
    """One part of the course: an introduction, one for each big idea, a closing."""

    code = models.CharField(_("short name"), max_length=8, validators=[RegexValidator(r"^[A-Z]+[0-9]*$")])
    idea = models.ForeignKey(
        BigIdea, verbose_name=_("big idea"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(_("question"), max_length=250, blank=True)
    storyline = models.TextField(_("storyline"), blank=True)
    outcomes = BlocksField(Outcomes(), blank=True, verbose_name=_("outcomes"))
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))
    work = BlocksField(ModuleWork(), blank=True, verbose_name=_("tasks, sessions, discussion"))
    guide = BlocksField(GuideBody(), blank=True, verbose_name=_("facilitator’s guide"))

    template = "courses/module_page.html"
    parent_page_types: ClassVar[list[str]] = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["courses.UnitPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("code"),
        FieldPanel("idea"),
        FieldPanel("question"),
        FieldPanel("storyline"),
        FieldPanel("outcomes"),
        FieldPanel("body"),
        FieldPanel("work"),
        FieldPanel("guide"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [
        SynchronizedField("code", overridable=False),
        SynchronizedField("idea", overridable=False),
    ]
    search_kind = "course"

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its units, and its neighbours."""
        from courses.services import page_contexts

        return {**super().get_context(request, *args, **kwargs), **page_contexts.module_context(self, request.user)}


class UnitPage(ReadPage):
    """About forty minutes of reading, watching, doing."""

    number = models.CharField(_("number"), max_length=8, validators=[RegexValidator(r"^[0-9]+\.[0-9]+$")])
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=40, validators=[MinValueValidator(1)])
    reading_counts = models.BooleanField(_("to have read it to the end counts"), default=True)
    body = BlocksField(UnitBody(), blank=True, verbose_name=_("unit"))

    template = "courses/unit_page.html"
    parent_page_types: ClassVar[list[str]] = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("number"),
        FieldPanel("minutes"),
        FieldPanel("reading_counts"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [
        SynchronizedField("number", overridable=False),
        SynchronizedField("minutes", overridable=False),
        SynchronizedField("reading_counts", overridable=False),
    ]
    search_kind = "course"

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its module, its neighbours, the terms its text may show."""
        from courses.services import page_contexts

        return {**super().get_context(request, *args, **kwargs), **page_contexts.unit_context(self, request.user)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Write down that a learner opened it."""
        from courses.services import visits

        response = super().serve(request, *args, **kwargs)
        visits.opened(page=self, mine=(getattr(response, "context_data", None) or {}).get("mine"))
        return response
