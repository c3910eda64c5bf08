"""The search index on SQLite, asked in one pass.

Wagtail's backend works out the rank of each row in a query of its own, over all that was found: with thousands of
articles the time grows with the square of what is found. Here the full-text table is read once, and the join is
told its order (`CROSS JOIN`), because without statistics SQLite would begin at the wrong end.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from portal.core.models import SearchDocument

# The same tables, columns and rank as in Wagtail's backend (modelsearch.backends.database.sqlite).
QUERY = """
    SELECT document.id
      FROM wagtailsearch_indexentry_fts AS words
     CROSS JOIN wagtailsearch_indexentry AS entry ON entry.id = words.rowid
     CROSS JOIN core_searchdocument AS document ON document.id = CAST(entry.object_id AS INTEGER)
     WHERE wagtailsearch_indexentry_fts MATCH %s
       AND entry.content_type_id = %s
       AND document.language = %s
       AND (%s = '' OR document.kind = %s)
     ORDER BY bm25(wagtailsearch_indexentry_fts) * (entry.title_norm + 1.0), document.id DESC
     LIMIT %s
"""


def is_used() -> bool:
    """Whether the index lies in SQLite."""
    return connection.vendor == "sqlite"


def find(words: list[str], language: str, kind: str, limit: int) -> list[SearchDocument]:
    """The best matches with all these words."""
    return _documents("{title body}", [_quoted(word) for word in words], language, kind, limit)


def suggest(words: list[str], language: str, limit: int) -> list[SearchDocument]:
    """Titles with all these words, the last of which may go on."""
    terms = [_quoted(word) for word in words[:-1]] + [_quoted(words[-1]) + "*"]
    return _documents("{autocomplete}", terms, language, "", limit)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _documents(columns: str, terms: list[str], language: str, kind: str, limit: int) -> list[SearchDocument]:
    model = ContentType.objects.get_for_model(SearchDocument)
    match = f"{columns} : ({' AND '.join(terms)})"
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [match, model.pk, language, kind, kind, limit])
        keys = [row[0] for row in cursor.fetchall()]
    found = SearchDocument.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]
