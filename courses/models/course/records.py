"""What blocks of a unit point at: films, terms, sources."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from courses.blocks import Scenes
from portal.core.fields import BlocksField


class Video(index.Indexed, TranslatableMixin, models.Model):
    """A drawn explainer in one language. Captions, chapters and transcript are made from its scenes.

    Films of a family share `key`; the drawing's words are in the film, so each language has a file of its own.
    """

    key = models.SlugField(_("short name"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("description for those who cannot see it"))
    scenes = BlocksField(Scenes(), blank=True, verbose_name=_("scenes"))
    file = models.FileField(_("film"), upload_to="videos", blank=True)
    poster = models.FileField(_("first picture"), upload_to="videos", blank=True)
    width = models.PositiveSmallIntegerField(default=1280)
    height = models.PositiveSmallIntegerField(default=720)

    panels: ClassVar[list[Any]] = [
        FieldPanel("key"),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("scenes"),
        FieldPanel("file"),
        FieldPanel("poster"),
    ]
    search_fields: ClassVar[list[Any]] = [index.SearchField("title"), index.AutocompleteField("title")]
    override_translatable_fields = [
        SynchronizedField("key", overridable=False),
        SynchronizedField("file"),
        SynchronizedField("poster"),
        SynchronizedField("width"),
        SynchronizedField("height"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "locale"], name="courses_video_key_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Term(index.Indexed, TranslatableMixin, models.Model):
    """A key term and what it means in this course."""

    key = models.SlugField(_("short name"), max_length=60)
    term = models.CharField(_("term"), max_length=80)
    definition = models.TextField(_("what it means"))

    panels: ClassVar[list[Any]] = [FieldPanel("key"), FieldPanel("term"), FieldPanel("definition")]
    search_fields: ClassVar[list[Any]] = [index.SearchField("term"), index.AutocompleteField("term")]
    override_translatable_fields = [SynchronizedField("key", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        ordering: ClassVar = ["term"]
        verbose_name = _("key term")
        verbose_name_plural = _("key terms")
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "locale"], name="courses_term_key_once")]

    def __str__(self) -> str:
        return self.term


class Source(index.Indexed, models.Model):
    """A work the course cites: the same in every language. `status` says how it was verified (CURRICULUM.md, 11)."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    reference = models.TextField(_("reference"), help_text=_("Titles between asterisks."))
    url = models.URLField(_("address"), max_length=400, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True)
    language = models.CharField(
        _("language of the work"), max_length=8, default="en", help_text=_("As a code: en, hu, de, nl, sv …")
    )
    status = models.CharField(_("verified by"), max_length=20, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel(name) for name in ("code", "reference", "language", "url", "doi", "status")
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("reference"),
        index.AutocompleteField("code"),
        index.AutocompleteField("reference"),
    ]

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.code}: {self.reference[:80]}"
