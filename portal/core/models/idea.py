"""The five big ideas of Lesson Study in VET (seeds/000): short labels that every room shows."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class BigIdea(models.Model):
    """One of five. Its number fixes its place in the ring, its hue and its pattern (design notes, idea 4)."""

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    name = models.CharField(_("short name"), max_length=40)
    statement = models.CharField(_("statement"), max_length=160)
    summary = models.TextField(_("summary"))

    url: str = ""
    """The address of the page about it, filled in by whoever lists ideas for a reader."""

    class Meta:
        ordering = ["number"]
        verbose_name = _("big idea")
        verbose_name_plural = _("big ideas")
        constraints = [
            models.CheckConstraint(condition=models.Q(number__range=(1, 5)), name="core_bigidea_one_of_five")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
