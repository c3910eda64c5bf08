"""Interface strings that people have worded anew: they stand above the catalogues of the code."""

from django.conf import settings
from django.db import models

DOMAINS = [("django", "django"), ("djangojs", "djangojs")]


class CatalogueOverride(models.Model):
    """One string of the interface in one language; `text` has one entry, or one for each plural form."""

    domain = models.CharField(max_length=10, choices=DOMAINS)
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=32)
    """Of context and msgid, which have any length."""
    context = models.TextField(blank=True)
    msgid = models.TextField()
    forms = models.JSONField(default=dict)
    """Number of the plural form (as text) to its words: "0" alone, or "0" and "1"."""
    machine = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "language", "digest"], name="catalogue_override_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.msgid[:50]}"
