"""What happens when a source changes: the desk remembers which translation belongs to which older words.

A page's translations keep their wording until somebody renews them: readers never get a sentence of another language
because a comma changed. localize's strings are fetched at once, so that the new sentence waits in its editor.
"""

import difflib
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from portal.core.translatables import registry
from portal.translations.kinds.pages import CARRIED, PageKind, text_path
from portal.translations.models import DeskItem, TextMark
from portal.translations.services import desk

ALIKE = 0.35
"""How alike an old and a new string must be to be taken for one."""


def page(instance: Page) -> None:
    """A live page changed."""
    localized("page", instance)


@transaction.atomic
def localized(kind: str, instance: Any) -> None:
    """Something whose strings localize keeps has changed: fetch them, carry what was translated, count again."""
    key = str(instance.translation_key)
    source = PageKind.source_of(key)
    if source is None or source.locale_id != instance.locale_id:
        only = None if source is None else [instance.locale.language_code]
        desk.refresh(kind, key, only=only)
        return
    before = _strings(source)
    source.update_from_db()
    after = _strings(source)
    desk.refresh(kind, key)
    item = DeskItem.objects.filter(kind=kind, key=key).first()
    pairs, came = _pair(before, after)
    if item and (pairs or came):
        for translation in Translation.objects.filter(source=source, enabled=True).select_related("target_locale"):
            _carry(item, translation, pairs, came)
        DeskItem.objects.filter(pk=item.pk).update(changed_at=timezone.now())
        desk.refresh(kind, key)


def _strings(source: Any) -> dict[tuple[int, int], StringSegment]:
    rows = StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order", "pk")
    return {(row.context_id, row.string_id): row for row in rows}


def _pair(before: dict, after: dict) -> tuple[list[tuple[StringSegment, StringSegment]], list[StringSegment]]:
    """Old strings with the new ones that took their places, and new strings without a forerunner."""
    gone, new = defaultdict(list), defaultdict(list)
    for place, segment in before.items():
        if place not in after:
            gone[segment.context_id].append(segment)
    for place, segment in after.items():
        if place not in before:
            new[segment.context_id].append(segment)
    pairs, came = [], []
    for context, segments in new.items():
        for segment in segments:
            candidates = gone[context]
            alone = len(segments) == 1 and len(candidates) == 1
            best = max(candidates, key=lambda old: _likeness(old, segment), default=None)
            if best is not None and (alone or _likeness(best, segment) >= ALIKE):
                candidates.remove(best)
                pairs.append((best, segment))
            else:
                came.append(segment)
    return pairs, came


def _likeness(old: StringSegment, new: StringSegment) -> float:
    return difflib.SequenceMatcher(None, old.string.data, new.string.data, autojunk=False).ratio()


def _carry(item: DeskItem, translation: Translation, pairs: list, came: list[StringSegment]) -> None:
    """The old translation goes on under the new source, marked with what it was made from."""
    locale = translation.target_locale
    language = locale.language_code
    known = {
        (row.context_id, row.translation_of_id): row
        for row in StringTranslation.objects.filter(context__object_id=item.key, locale=locale)
    }
    marks = desk.marks_of(item, language)
    for old, new in pairs:
        path = text_path(new.context.path, new.string.data)
        old_mark = marks.get(text_path(old.context.path, old.string.data))
        row = known.get((old.context_id, old.string_id))
        if (new.context_id, new.string_id) in known and known[new.context_id, new.string_id].tool_name != CARRIED:
            continue  # the source went back to words that are translated
        if row is None:
            _mark(item, language, path, is_new=True)
            continue
        made_from = old_mark.old_source if old_mark and row.tool_name == CARRIED else old.string.data
        StringTranslation.objects.update_or_create(
            translation_of=new.string,
            context=new.context,
            locale=locale,
            defaults={
                "data": row.data,
                "translation_type": row.translation_type,
                "tool_name": CARRIED,
                "last_translated_by": row.last_translated_by,
                "has_error": False,
            },
        )
        _mark(item, language, path, old_source=made_from, old_target=row.data)
    for segment in came:
        if (segment.context_id, segment.string_id) not in known:
            _mark(item, language, text_path(segment.context.path, segment.string.data), is_new=True)


def _mark(item: DeskItem, language: str, path: str, **values: Any) -> None:
    TextMark.objects.update_or_create(item=item, language=language, path=path[:500], defaults=values)


@transaction.atomic
def labels(kind: str, key: str, *, source: str, old: dict[str, str], new: dict[str, str], kept: set[tuple]) -> None:
    """Strings with a fixed place changed in their source language; `kept` are (language, path) that did not follow."""
    item = DeskItem.objects.filter(kind=kind, key=key).first()
    if item is None:
        return
    for path, words in new.items():
        before = old.get(path, "")
        if before == words:
            continue
        for language in desk.languages():
            if language == source:
                continue
            if (language, path) not in kept:
                settle(item, language, path)
            elif before:
                _left_behind(item, language, path, before, words)
            else:
                _mark(item, language, path, is_new=True)


def _left_behind(item: DeskItem, language: str, path: str, before: str, words: str) -> None:
    mark = item.marks.filter(language=language, path=path).first()
    made_from = mark.old_source if mark and mark.old_source else before
    if made_from == words:
        settle(item, language, path)
    else:
        thing = registry[item.kind].thing(item.key)
        texts = registry[item.kind].texts(thing, language) if thing else []
        target = next((text.target for text in texts if text.path == path), "")
        _mark(item, language, path, old_source=made_from, old_target=target)


def settle(item: DeskItem, language: str, path: str) -> None:
    """The translation belongs to the source as it is."""
    item.marks.filter(language=language, path=path[:500]).update(
        old_source="", old_target="", is_new=False, machine=False
    )
