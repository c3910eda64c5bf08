"""Out to other tools and back: what leaves, what a file would change, and changing it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.core import audit
from portal.core.errors import DomainError, InvalidContent, NotAllowed
from portal.core.translatables import Text, registry
from portal.translations.formats import Parcel, Unit
from portal.translations.gathering import gathered
from portal.translations.models import DeskItem, TextMark
from portal.translations.permissions import languages_of, may_see_desk
from portal.translations.services import desk, texts


@dataclass(frozen=True)
class Change:
    """What one string of a file means: new words, other words, or why it cannot be used."""

    number: int
    unit: Unit
    sort: str
    """new, stale, replaces, same or refused."""
    title: str = ""
    now: str = ""
    why: str = ""
    item: DeskItem | None = None

    @property
    def ticked(self) -> bool:
        """What would overwrite somebody's words has to be chosen."""
        return self.sort in ("new", "stale")


def outgoing(*, user: Any, items: Iterable[DeskItem], language: str, only_to_do: bool) -> Iterator[Unit]:
    """The strings of these things, in a language."""
    if not may_see_desk(user):
        raise NotAllowed(_("Only people of the translation desk may export."))
    for item in items:
        if language == item.source_language or item.kind not in registry:
            continue
        marks = desk.marks_of(item, language)
        for text in desk.iter_texts(item, language):
            mark = marks.get(text.path)
            stale = desk.is_stale(text, mark)
            if only_to_do and text.target and not stale and not desk.is_unreviewed(text, mark):
                continue
            old = (text.made_from or (mark.old_source if mark else "")) if stale else ""
            yield Unit(item.kind, item.key, text.path, text.source, text.target, item.title, text.place, old)


def preview(*, user: Any, parcel: Parcel) -> list[Change]:
    """What the file would change; stores nothing. Raises NotAllowed for a language that is not this person's."""
    if parcel.language not in desk.languages():
        raise InvalidContent(_("The file does not say its language, or names one that this site does not have."))
    texts.refuse_others(user, parcel.language)
    things = {(item.kind, item.key): item for item in DeskItem.objects.filter(active=True)}
    known: dict[tuple[str, str], tuple[dict[str, Text], dict[str, TextMark]]] = {}
    changes = []
    for number, unit in enumerate((unit for unit in parcel.units if unit.target), start=1):
        item = things.get((unit.kind, unit.key))
        if item and (unit.kind, unit.key) not in known:
            found = {text.path: text for text in desk.iter_texts(item, parcel.language)}
            known[unit.kind, unit.key] = found, desk.marks_of(item, parcel.language)
        found, marks = known.get((unit.kind, unit.key), ({}, {}))
        change = _change(number, unit, item, found.get(unit.path), parcel.language, marks.get(unit.path))
        changes.append(change)
    return changes


def _change(
    number: int, unit: Unit, item: DeskItem | None, text: Text | None, language: str, mark: TextMark | None
) -> Change:
    if item is None or text is None:
        return Change(number, unit, "refused", why=_("This string is not on the site (any more)."))
    values: dict[str, Any] = {"title": item.title, "now": text.target, "item": item}
    if language == item.source_language:
        return Change(number, unit, "refused", why=_("This is the source language of the text."), **values)
    if unit.source.strip() != text.source.strip():
        return Change(number, unit, "refused", why=_("The source changed after the export."), **values)
    if found := texts.faults(item, text, unit.target.strip()):
        return Change(number, unit, "refused", why=" ".join(found), **values)
    if text.target == unit.target.strip():
        return Change(number, unit, "same", **values)
    stale = desk.is_stale(text, mark)
    return Change(number, unit, "stale" if stale else "replaces" if text.target else "new", **values)


def bring_in(
    *, user: Any, parcel: Parcel, chosen: set[int], seen: dict[int, str]
) -> tuple[int, list[tuple[Change, str]]]:
    """Store the chosen strings; those that changed since the preview come back with the reason."""
    with gathered(), transaction.atomic():
        return _bring_in(user, parcel, chosen, seen)


def _bring_in(
    user: Any, parcel: Parcel, chosen: set[int], seen: dict[int, str]
) -> tuple[int, list[tuple[Change, str]]]:
    texts.refuse_others(user, parcel.language)
    stored, refused = 0, []
    for change in preview(user=user, parcel=parcel):
        if change.number not in chosen or change.sort == "same":
            continue
        if change.sort == "refused" or change.item is None:
            refused.append((change, change.why))
            continue
        try:
            stored += texts.save(
                user=user,
                item=change.item,
                language=parcel.language,
                path=change.unit.path,
                words=change.unit.target,
                expected=seen.get(change.number, change.now),
            )
        except DomainError as error:
            refused.append((change, str(error)))
    audit.record(actor=user, action="translation.imported", data={"language": parcel.language, "strings": stored})
    return stored, refused


def may_bring_in(user: Any) -> bool:
    """Whether there is a language this person may change."""
    return bool(languages_of(user))
