"""Fixed choices of the foundation; imports nothing of the project."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FundingRegime(models.TextChoices):
    """The Erasmus+ programme period whose publicity rules apply (FUNDING_TEXTS.md)."""

    PERIOD_2014 = "2014-2020", _("Erasmus+ 2014–2020")
    PERIOD_2021 = "2021-2027", _("Erasmus+ 2021–2027")


class FundingKind(models.TextChoices):
    """The two texts a funded project must show."""

    STATEMENT = "statement", _("Statement beside the emblem")
    DISCLAIMER = "disclaimer", _("Disclaimer")


class CalloutTone(models.TextChoices):
    """What a callout is for; each has its own shape and word, colour only repeats it."""

    INFO = "info", _("Good to know")
    OK = "ok", _("Works well")
    WARN = "warn", _("Take care")


class Diagram(models.TextChoices):
    """Drawings that live in `templates/components/diagrams/`, with their words in the reader's language."""

    RING = "ring", _("The ring of five ideas")
    CYCLE = "cycle", _("The Lesson Study cycle")
    GOALS = "goals", _("The three goals of the model")
    OBSERVATION = "observation", _("An observation plan")
    BOUNDARY = "boundary", _("Crossing boundaries")
    TRAJECTORY = "trajectory", _("The course over time")
    IDEA_1 = "idea-1", _("Big idea 1")
    IDEA_2 = "idea-2", _("Big idea 2")
    IDEA_3 = "idea-3", _("Big idea 3")
    IDEA_4 = "idea-4", _("Big idea 4")
    IDEA_5 = "idea-5", _("Big idea 5")
