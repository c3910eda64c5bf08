"""What the desk knows about a person, for export and deletion. The words stay; who wrote them is forgotten."""

from collections.abc import Iterator
from typing import Any

from wagtail_localize.models import StringTranslation

from portal.accounts import personal_data
from portal.translations.models import CatalogueOverride, DeskEntry, TextComment, TextMark

TRACES: tuple[tuple[Any, str], ...] = (
    (TextComment, "author"),
    (TextMark, "reviewed_by"),
    (DeskEntry, "changed_by"),
    (CatalogueOverride, "changed_by"),
    (StringTranslation, "last_translated_by"),
)


def export(user: Any) -> Iterator[tuple[str, Any]]:
    """Comments and what was translated, as lists."""
    comments = TextComment.objects.filter(author=user).select_related("item")
    yield (
        "translations/comments.json",
        [
            {"text": row.item.title, "language": row.language, "comment": row.text, "at": row.created_at.isoformat()}
            for row in comments
        ],
    )
    rows = StringTranslation.objects.filter(last_translated_by=user).select_related("translation_of", "locale")
    yield (
        "translations/strings.json",
        [
            {"language": row.locale.language_code, "source": row.translation_of.data, "translation": row.data}
            for row in rows
        ],
    )


def erase(user: Any) -> None:
    """Take the name away everywhere."""
    for model, field in TRACES:
        model.objects.filter(**{field: user}).update(**{field: None})


def connect() -> None:
    """Called once, when the app is ready."""
    personal_data.register("translations", export=export, erase=erase)
