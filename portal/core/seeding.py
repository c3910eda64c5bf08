"""Seeds things of wagtail-localize with their translations, so that translators later see these as their own work.

The way is the one of STACK.md: source and target are built from files of the same shape with the same block ids, the
segments of both are paired by path, and each pair is stored as a manual translation made by the tool "seed".
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid5

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

TOOL = "seed"
NAMESPACE = UUID("7d0f2c62-5b0e-5a5b-9f2e-6a1f6c3e7b11")
Words = Mapping[tuple[str, str], str]
"""Path and source of a string, with its words in another language."""


class SeedError(Exception):
    """Content that cannot be loaded. `problems` are sentences that name file, place and mend."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def page_key(name: str) -> UUID:
    """The `translation_key` of a seeded page, the same on every site."""
    return uuid5(NAMESPACE, name)


def fingerprint(data: Any) -> str:
    """Tells whether the same was seeded before."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def translate(thing: Any, target: Any, locale: Locale) -> Any:
    """Store a thing's words in another language, as `translate_all` does."""
    return translate_all(thing, {locale: target})[locale]


def translate_all(thing: Any, targets: Mapping[Locale, Any]) -> dict[Locale, Any]:
    """Store a thing's words in other languages, as `targets` have them, and give readers the translations.

    A target is the same thing built in memory in its language; its links and choosers name things of the source.
    A page somebody has changed since is left alone. Raises ValueError when the two do not pair.
    """
    own = _strings(thing)
    return translate_words(thing, {locale: _paired(thing, own, target, locale) for locale, target in targets.items()})


def translate_words(thing: Any, words: Mapping[Locale, Words]) -> dict[Locale, Any]:
    """The same with the words of each string, links named as wagtail-localize names them.

    Strings without words stay as they were written; words of strings that are not there are left out.
    """
    own = _strings(thing)
    _make_ready(thing, own)
    source, _created = TranslationSource.update_or_create_from_instance(thing)
    _store_strings(own, words, source)
    return {locale: _published(thing, source, locale) for locale in words}


def words_in(thing: Any, translated: Any) -> Words:
    """What a translation says, as `translate_words` takes it; strings that are the source's are left out.

    So are texts that have not as many paragraphs as the source, and strings whose links are not the source's: nobody
    can say what belongs to what.
    """
    theirs = _by_path(_strings(translated))
    found = {}
    for path, segments in _by_path(_strings(thing)).items():
        others = theirs.get(path, [])
        if len(others) != len(segments):
            continue
        for mine, other in zip(segments, others, strict=True):
            if other.string.data != mine.string.data:
                with suppress(ValueError):
                    found[path, mine.string.data] = _with_source_links(other, mine)
    return found


def _by_path(segments: list[StringSegmentValue]) -> dict[str, list[StringSegmentValue]]:
    """The paragraphs of a rich text share its path."""
    found: dict[str, list[StringSegmentValue]] = {}
    for segment in segments:
        found.setdefault(segment.path, []).append(segment)
    return found


def _paired(thing: Any, own: list[StringSegmentValue], target: Any, locale: Locale) -> Words:
    wanted = _strings(target)
    if [s.path for s in own] != [s.path for s in wanted]:
        odd = {s.path for s in own} ^ {s.path for s in wanted}
        raise ValueError(f"{thing} ({locale.language_code}): strings do not pair at {sorted(odd)[:3]}")
    pairs = zip(own, wanted, strict=True)
    return {(mine.path, mine.string.data): _with_source_links(theirs, mine) for mine, theirs in pairs}


def _published(thing: Any, source: TranslationSource, locale: Locale) -> Any:
    Translation.objects.get_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    if not isinstance(thing, Page):
        translated, _created = source.create_or_update_translation(locale, publish=True, fallback=True)
        return translated
    existing = thing.get_translation_or_none(locale)
    if existing and existing.latest_revision and existing.latest_revision.user_id is not None:
        return existing
    translated, _created = source.create_or_update_translation(
        locale, publish=False, fallback=True, copy_parent_pages=True
    )
    # Publishing inside localize's on_commit would write stale tree numbers (STACK.md, trap 5).
    translated.refresh_from_db()
    translated.show_in_menus = thing.show_in_menus
    translated.save_revision(clean=False).publish()
    return translated


def _make_ready(thing: Any, own: list[StringSegmentValue]) -> None:
    """What localize would otherwise look for and store string by string; it finds these instead."""
    holder, _created = TranslatableObject.objects.get_or_create_from_instance(thing)
    strings = {String._get_data_hash(value.string.data): value.string.data for value in own}
    have = set(String.objects.filter(locale=thing.locale, data_hash__in=strings).values_list("data_hash", flat=True))
    String.objects.bulk_create(
        [String(locale=thing.locale, data_hash=key, data=data) for key, data in strings.items() if key not in have],
        ignore_conflicts=True,
    )
    paths = {TranslationContext._get_path_id(value.path): value.path for value in own}
    have = set(TranslationContext.objects.filter(object=holder).values_list("path_id", flat=True))
    TranslationContext.objects.bulk_create(
        [TranslationContext(object=holder, path_id=key, path=path) for key, path in paths.items() if key not in have],
        ignore_conflicts=True,
    )


def _store_strings(own: list[StringSegmentValue], words: Mapping[Locale, Words], source: TranslationSource) -> None:
    """All languages at once: a page has a hundred strings, and each read or write of its own would be felt."""
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    known = {(row.context.path, row.string.data): row for row in segments}
    stored = {
        (row.locale_id, row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(locale__in=words, context__object_id=source.object_id)
    }
    new: dict[Any, StringTranslation] = {}
    for locale, said in words.items():
        for key in dict.fromkeys((value.path, value.string.data) for value in own):
            if key not in said:
                continue
            segment, data = known[key], said[key]
            place = locale.pk, segment.context_id, segment.string_id
            row = stored.get(place)
            if row is None:
                new[place] = _translation(segment, locale, data)
            elif row.tool_name == TOOL and row.data != data:
                row.data = data
                row.save()
    StringTranslation.objects.bulk_create(new.values(), batch_size=200)


def _translation(segment: StringSegment, locale: Locale, data: str) -> StringTranslation:
    """What localize's own `save` would store."""
    row = StringTranslation(
        translation_of=segment.string,
        locale=locale,
        context=segment.context,
        data=data,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        tool_name=TOOL,
    )
    if "<" in data or "<" in segment.string.data:
        try:
            StringValue.from_translated_html(data)
            validate_translation_links(segment.string.data, data)
        except ValueError:
            row.has_error = True
    return row


def _strings(thing: Any) -> list[StringSegmentValue]:
    return [segment for segment in extract_segments(thing) if isinstance(segment, StringSegmentValue)]


def _with_source_links(target: StringSegmentValue, source: StringSegmentValue) -> str:
    """The translated string with the source's link ids: word order may have changed the order of the links."""
    data = target.string.data
    by_attributes = {json.dumps(attrs, sort_keys=True): name for name, attrs in (source.attrs or {}).items()}
    names = {name: by_attributes.get(json.dumps(attrs, sort_keys=True)) for name, attrs in (target.attrs or {}).items()}
    if None in names.values():
        raise ValueError(f"{source.path}: a link of the translation is not one of the source: {data[:80]}")
    for name in names:
        data = data.replace(f'id="{name}"', f'id="\0{names[name]}"')
    return data.replace("\0", "")
