"""Pages whose translations wagtail-localize keeps, as they are after `loaddemo`."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

TARGETS = ("hu", "de", "nl")


def localized(page: Page, *languages: str) -> TranslationSource:
    """Every string of a page translated ("words" becomes "de words") and published, in these languages or in all."""
    page.save_revision().publish()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    for language in languages or TARGETS:
        locale = Locale.objects.get(language_code=language)
        Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
            say(segment, language)
        translated, _made = source.create_or_update_translation(locale, publish=False, fallback=True)
        translated.refresh_from_db()
        translated.save_revision().publish()
    return source


def say(segment: StringSegment, language: str, words: str = "", **values: Any) -> StringTranslation:
    """A translation of one string, as the editor stores it."""
    row, _created = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=Locale.objects.get(language_code=language),
        defaults={
            "data": words or f"{language} {segment.string.data}",
            "translation_type": "manual",
            "tool_name": "",
            "has_error": False,
            **values,
        },
    )
    return row


def segment(source: TranslationSource, words: str) -> StringSegment:
    """The string of a source that has these words."""
    return StringSegment.objects.select_related("string", "context").get(source=source, string__data=words)
