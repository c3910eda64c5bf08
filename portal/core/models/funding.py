"""The EU statement and disclaimer, one record for each regime, kind and language, with source and verifier."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.choices import FundingKind, FundingRegime


class FundingText(models.Model):
    """A wording we know. A wording we do not know has no record: it is shown as missing, never invented."""

    regime = models.CharField(_("programme period"), max_length=10, choices=FundingRegime.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=FundingKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), help_text=_("{agency} stands for the name of the national agency."))
    source = models.TextField(_("source"))
    verified_by = models.CharField(_("verified by"), max_length=120, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    class Meta:
        ordering = ["regime", "kind", "language"]
        verbose_name = _("funding text")
        verbose_name_plural = _("funding texts")
        constraints = [
            models.UniqueConstraint(fields=["regime", "kind", "language"], name="core_funding_text_once"),
            models.CheckConstraint(
                condition=models.Q(verified_by="", verified_on=None)
                | (~models.Q(verified_by="") & models.Q(verified_on__isnull=False)),
                name="core_funding_verified_by_someone_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.regime} ({self.language})"

    @property
    def is_verified(self) -> bool:
        """Whether a person compared it with the official list."""
        return bool(self.verified_by)
