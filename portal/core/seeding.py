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
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

TOOL = "seed"
NAMESPACE = UUID("7d0f2c62-5b0e-5a5b-9f2e-6a1f6c3e7b11")


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
    """Store a thing's words in another language, as `target` has them, and give readers the translation.

    `target` is the same thing built in memory in the other language; its links and choosers name things of the
    source. A page somebody has changed since is left alone. Raises ValueError when the two do not pair.
    """
    own, wanted = _strings(thing), _strings(target)
    if [s.path for s in own] != [s.path for s in wanted]:
        odd = {s.path for s in own} ^ {s.path for s in wanted}
        raise ValueError(f"{thing} ({locale.language_code}): strings do not pair at {sorted(odd)[:3]}")
    pairs = zip(own, wanted, strict=True)
    return translate_by_path(thing, {mine.path: _with_source_links(theirs, mine) for mine, theirs in pairs}, locale)


def translate_by_path(thing: Any, words: Mapping[str, str], locale: Locale) -> Any:
    """The same with the words of each string by its path, links named as wagtail-localize names them.

    Strings without words stay as they were written; words of strings that are not there are left out.
    """
    source, _created = TranslationSource.update_or_create_from_instance(thing)
    for segment in _strings(thing):
        if segment.path in words:
            _store(thing, segment, words[segment.path], source, locale)
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


def words_in(thing: Any, translated: Any) -> dict[str, str]:
    """What a translation says, by path, as `translate_by_path` takes it; strings that are the source's are left out.

    A string whose links are not those of the source is left out, too: nobody can say which is which.
    """
    theirs = {segment.path: segment for segment in _strings(translated)}
    found = {}
    for mine in _strings(thing):
        other = theirs.get(mine.path)
        if other and other.string.data != mine.string.data:
            with suppress(ValueError):
                found[mine.path] = _with_source_links(other, mine)
    return found


def _store(thing: Any, segment: StringSegmentValue, data: str, source: TranslationSource, locale: Locale) -> None:
    string = String.from_value(thing.locale, segment.string)
    context, _created = TranslationContext.objects.get_or_create(object_id=source.object_id, path=segment.path)
    row = StringTranslation.objects.filter(translation_of=string, locale=locale, context=context).first()
    if row is None:
        StringTranslation.objects.create(
            translation_of=string,
            locale=locale,
            context=context,
            data=data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            tool_name=TOOL,
        )
    elif row.tool_name == TOOL and row.data != data:
        row.data = data
        row.save()


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
