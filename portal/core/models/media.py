"""Pictures and documents. A picture's description is its alt text, one for each language (modeltranslation)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PortalImage(AbstractImage):
    """A picture with alt text in four languages and a line that says who made it."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)

    admin_form_fields = (
        "title",
        "file",
        *(f"description_{code}" for code in ("en", "hu", "de", "nl")),
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = Image._meta.permissions

    @property
    def default_alt_text(self) -> str:
        """The description in the reader's language; never the file name, which helps nobody."""
        return self.description


class PortalRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="core_rendition_once")
        ]


class PortalDocument(AbstractDocument):
    """A public file for download. Closed files live in `portal.files`, never here (STACK.md, private files)."""

    language = models.CharField(_("language of the document"), max_length=2, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = Document._meta.permissions
