"""Results: the intellectual outputs, their versions and files, and a public page for each."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.accounts.models import Organisation
from portal.choices import FileFormat, ResultState
from portal.core.blocks import BodyBlock, ContentsBlock
from portal.core.fields import BlocksField
from portal.core.models import BasePage


class Result(ClusterableModel):
    """A major public product, the same thing in every language: IO1 to IO4."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    state = models.CharField(_("state"), max_length=12, choices=ResultState.choices, default=ResultState.PREPARING)
    licence = models.CharField(_("licence"), max_length=60, default="CC BY 4.0")
    licence_url = models.URLField(_("address of the licence"), default="https://creativecommons.org/licenses/by/4.0/")
    authors = models.CharField(_("authors"), max_length=250)
    lead_organisation = models.ForeignKey(
        Organisation, verbose_name=_("lead organisation"), null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        ordering = ["sort_order", "code"]
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.code

    @property
    def current_version(self) -> "ResultVersion | None":
        """The version readers get. Uses prefetched versions where there are any."""
        return next((version for version in self.versions.all() if version.current), None)


class ResultVersion(ClusterableModel):
    """One published state of a result; its `note` says what changed, in each language."""

    result = ParentalKey(Result, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField(_("version"), max_length=12)
    date = models.DateField(_("date"))
    note = models.TextField(_("what changed"), blank=True)
    current = models.BooleanField(_("the version readers get"), default=False)

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="portal_result_version_once"),
            models.UniqueConstraint(
                fields=["result"], condition=models.Q(current=True), name="portal_result_one_current_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result.code} {self.number}"


class ResultFile(models.Model):
    """One language edition in one format. Size and checksum are taken from the file itself when it is saved."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = ParentalKey(ResultVersion, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    format = models.CharField(_("format"), max_length=5, choices=FileFormat.choices)
    title = models.CharField(_("title in its language"), max_length=200)
    file = models.FileField(_("file"), upload_to="results")
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False, default=0)
    sha256 = models.CharField(_("SHA-256 checksum"), max_length=64, editable=False, blank=True)

    class Meta:
        ordering = ["language", "pk"]
        verbose_name = _("file of a result")
        verbose_name_plural = _("files of a result")
        constraints = [
            models.UniqueConstraint(fields=["version", "language", "format"], name="portal_result_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.format})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Measure the file before storing the record, so that size and checksum are never typed."""
        from portal.services.results import measure

        try:
            self.size, self.sha256 = measure(self.file)
        except FileNotFoundError:
            if self._state.adding:
                raise  # what was measured before stays true of the file that is gone
        super().save(*args, **kwargs)


class DownloadTally(models.Model):
    """How often a file was fetched in a month: a number, and nothing about who."""

    file = models.ForeignKey(ResultFile, on_delete=models.CASCADE, related_name="tallies")
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "month"], name="portal_download_tally_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.count}"


class ResultIndexPage(BasePage):
    """All results, with their state and languages."""

    template = "portal/result_index_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["portal.ResultPage"]

    class Meta:
        verbose_name = _("result list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The result pages in the page's language."""
        from portal.services import results

        return {**super().get_context(request, *args, **kwargs), "results": results.result_pages(self.locale_id)}


class ResultPage(BasePage):
    """What a result is and for whom, with the record's versions, files, licence and citation."""

    result = models.ForeignKey(Result, verbose_name=_("result"), on_delete=models.PROTECT, related_name="pages")
    audience = models.CharField(_("for"), max_length=250, blank=True)
    body = BlocksField(BodyBlock(), blank=True, verbose_name=_("text"))
    contents = BlocksField(ContentsBlock(), blank=True, verbose_name=_("contents"))

    template = "portal/result_page.html"
    parent_page_types: ClassVar[list[str]] = ["portal.ResultIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("result"),
        FieldPanel("audience"),
        FieldPanel("body"),
        FieldPanel("contents"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    override_translatable_fields = [SynchronizedField("result", overridable=False)]
    search_kind = "result"

    class Meta:
        verbose_name = _("result page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Files by language, versions, citation."""
        from portal.services import results

        return {**super().get_context(request, *args, **kwargs), **results.page_context(self, request)}
