"""The public search index: one row for each findable thing and language, with its words as stems."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.search import index


class SearchDocument(index.Indexed, models.Model):
    """What search finds. `stems` and `title_stems` hold folded stems in the row's own language.

    Wagtail's database backend indexes the stems, so that the same code finds inflected forms on SQLite and
    PostgreSQL (docs/decisions/0003). `key` names the thing ("page:<id>"), so rooms can add their own.
    """

    key = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=500)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_stems = models.TextField(blank=True)
    stems = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)

    search_fields: ClassVar[list] = [
        index.SearchField("title_stems", boost=4),
        index.SearchField("stems"),
        index.AutocompleteField("folded_title"),
        index.FilterField("language"),
        index.FilterField("kind"),
    ]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="core_search_document_once")]
        indexes = [models.Index(fields=["language", "kind"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    def folded_title(self) -> str:
        """The title without accents and case, for suggestions while typing."""
        from portal.core.stemming import fold

        return fold(self.title)
