"""Fixed choices of the accounts package; imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationRole(models.TextChoices):
    """What an organisation is in the consortium (PRODUCT.md, facts of the project)."""

    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER = "partner", _("Partner")
    ASSOCIATED = "associated", _("Associated partner")


class Country(models.TextChoices):
    """Countries of partners and events, by ISO 3166 code. Another project adds its own here."""

    AUSTRIA = "AT", _("Austria")
    BELGIUM = "BE", _("Belgium")
    GERMANY = "DE", _("Germany")
    HUNGARY = "HU", _("Hungary")
    MALTA = "MT", _("Malta")
    NETHERLANDS = "NL", _("Netherlands")
