"""The words the project has agreed on, for each pair of languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GlossaryTerm(models.Model):
    """A term in one language and the agreed word for it in another."""

    source_language = models.CharField(_("from"), max_length=10)
    target_language = models.CharField(_("to"), max_length=10)
    term = models.CharField(_("term"), max_length=120)
    translation = models.CharField(
        _("agreed translation"), max_length=250, help_text=_("Several possible words are separated by “|”.")
    )
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        ordering = ["source_language", "target_language", "term"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_language", "target_language", "term"],
                name="glossary_term_once",
                violation_error_message=_("This term has a translation in that language already."),
            )
        ]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        return f"{self.term} → {self.translation}"
