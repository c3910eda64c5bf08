"""What makes this software the site of one project: an editor changes it, no code does."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string

from portal.core.choices import FundingRegime
from portal.core.fields import BlocksField
from portal.core.panels import translated_tabs


class LinkBlock(blocks.StructBlock):
    """A named link to one of the project's pages elsewhere."""

    label = blocks.CharBlock(label=_("Label"), max_length=60)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


@register_setting(icon="cog", order=1)
class ProjectSettings(BaseSiteSetting):
    """Name, number, dates, funding and footer. `name`, `tagline`, `footer_text` exist in each language."""

    acronym = models.CharField(_("acronym"), max_length=40, default="Project")
    name = models.CharField(_("full name"), max_length=250, blank=True)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    footer_text = models.CharField(_("text in the footer"), max_length=250, blank=True)
    project_number = models.CharField(_("project number"), max_length=60, blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)
    funding_regime = models.CharField(
        _("programme period"), max_length=10, choices=FundingRegime.choices, default=FundingRegime.PERIOD_2014
    )
    agency = models.CharField(
        _("granting agency"), max_length=160, blank=True, help_text=_("Named in the disclaimer since 2021.")
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Instead of the ring. SVG is best."),
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    social_links = BlocksField([("link", LinkBlock())], blank=True, verbose_name=_("links to other channels"))

    class Meta:
        verbose_name = _("Project")

    edit_handler = translated_tabs(
        shared=[
            "acronym",
            "project_number",
            "start_date",
            "end_date",
            "funding_regime",
            "agency",
            "logo",
            "contact_email",
            "social_links",
        ],
        translated=["name", "tagline", "footer_text"],
    )

    def clean(self) -> None:
        """A project ends after it begins. Raises ValidationError otherwise."""
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The last day is before the first day.")})
