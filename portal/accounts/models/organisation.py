"""Organisations of the consortium and the people who speak for them in public."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.accounts.choices import OrganisationRole


class Organisation(ClusterableModel):
    """A partner of the project. `name`, `unit` and `summary` exist in each language (modeltranslation)."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit or department"), max_length=200, blank=True)
    summary = models.TextField(_("what it does in the project"), blank=True)
    name_language = models.CharField(
        _("language of the name"),
        max_length=2,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Only where the same name is used in every language, so that it is read aloud correctly."),
    )
    city = models.CharField(_("city"), max_length=100)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166 code: AT, HU, MT, NL …"))
    role = models.CharField(
        _("role"), max_length=20, choices=OrganisationRole.choices, default=OrganisationRole.PARTNER
    )
    website = models.URLField(_("website"), blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "key"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class OrganisationPerson(models.Model):
    """Someone who speaks for an organisation in public. Without the person's consent only the role is shown."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Only with the person's consent; the role is enough.")
    )
    role = models.CharField(_("role"), max_length=160)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of an organisation")

    def __str__(self) -> str:
        return self.name or self.role
