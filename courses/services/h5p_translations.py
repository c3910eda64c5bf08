"""Translations of activities, string by string: written at the desk, published together, kept with their source."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.integrations import h5p_texts, h5p_words
from courses.integrations.h5p_texts import Sheet
from courses.models import H5PActivity, H5PLocalisation, H5PTranslation
from courses.models.h5p.translation import digest_of
from portal.core.errors import InvalidContent

Rows = dict[str, list[H5PTranslation]]
OTHERWISE = {"translation-markup": gettext_lazy("Some formatting or a link is not allowed in this text. Take it out.")}
"""The engine leaves out what is not allowed; here somebody can mend it."""


def rows_of(activity: H5PActivity, language: str) -> Rows:
    """What was written in a language, by path, the oldest first. One query."""
    found: Rows = defaultdict(list)
    for row in H5PTranslation.objects.filter(activity=activity, language=language).order_by("changed_at", "pk"):
        found[row.path].append(row)
    return found


def said(rows: Iterable[H5PTranslation], source: str, field: str = "text") -> H5PTranslation | None:
    """The row whose words are shown for a string: made from this source, else the last one made from another."""
    digest = digest_of(source)
    candidates = [row for row in rows if getattr(row, field)]
    exact = (row for row in candidates if row.digest == digest)
    return next(exact, candidates[-1] if candidates else None)


def progress(activity: H5PActivity, language: str) -> tuple[bool, bool]:
    """Whether anything was written, and whether all of that is published."""
    rows, begun, live = rows_of(activity, language), False, True
    for path, string in h5p_texts.sheet(activity).strings.items():
        now, then = said(rows[path], string.source), said(rows[path], string.source, "published")
        begun = begun or now is not None
        live = live and (now.text if now else "") == (then.published if then else "")
    return begun, live


def published_words(activity: H5PActivity, language: str) -> dict[str, str]:
    """What learners read in a language, by path; strings that nobody translated are left out."""
    sheet, rows = h5p_texts.sheet(activity), rows_of(activity, language)
    found = {path: said(rows[path], string.source, "published") for path, string in sheet.strings.items()}
    return {path: row.published for path, row in found.items() if row}


@transaction.atomic
def write(
    *, activity: H5PActivity, language: str, path: str, words: str, user: Any, machine: bool = False, tool: str = ""
) -> None:
    """Keep the words of one string; empty words take them back. Learners get them when they are published.

    Whether this person writes this language was asked by the desk. Raises InvalidContent.
    """
    sheet = h5p_texts.sheet(activity)
    if path not in sheet.strings:
        raise InvalidContent(_("This string does not exist any more."))
    source = sheet.strings[path].source
    values = {"text": words, "machine": machine, "tool": tool, "changed_by": user, "changed_at": timezone.now()}
    if not words:
        H5PTranslation.objects.filter(activity=activity, language=language, path=path).update(**values)
        return
    if found := faults(activity, path, words):
        raise InvalidContent(" ".join(found))
    place: dict[str, Any] = {
        "activity": activity,
        "language": language,
        "path": path,
        "digest": digest_of(source),
    }
    H5PTranslation.objects.update_or_create(**place, defaults={**values, "source": source, "came": False})


def faults(activity: H5PActivity, path: str, words: str) -> list[str]:
    """What is wrong with the words of one string, as sentences."""
    sheet = h5p_texts.sheet(activity)
    found = sheet.faults(path, words) if path in sheet.strings and words else []
    return [str(OTHERWISE.get(issue.code) or h5p_words.sentence(issue)) for issue in found]


@transaction.atomic
def publish(*, activity: H5PActivity, language: str) -> H5PLocalisation:
    """Give learners everything that was written. Raises InvalidContent if there is nothing."""
    sheet, rows = h5p_texts.sheet(activity), rows_of(activity, language)
    changed = []
    for path, string in sheet.strings.items():
        shown = said(rows[path], string.source)
        for row in rows[path]:
            words = row.text if row is shown else ""
            if row.published != words:
                row.published = words
                changed.append(row)
    H5PTranslation.objects.bulk_update(changed, ["published"], batch_size=200)
    H5PTranslation.objects.filter(activity=activity, language=language, text="", published="", came=False).delete()
    localisation = build(activity, language)
    if localisation is None:
        raise InvalidContent(_("Nothing is translated yet."))
    return localisation


def build(activity: H5PActivity, language: str) -> H5PLocalisation | None:
    """Make what learners play from the published words; None, and nothing to play, where there are none."""
    sheet, rows = h5p_texts.sheet(activity), rows_of(activity, language)
    words = _words(sheet, rows, language, "published")
    if words is None:
        H5PLocalisation.objects.filter(activity=activity, language=language).delete()
        return None
    localisation, _created = H5PLocalisation.objects.update_or_create(
        activity=activity,
        language=language,
        defaults={
            "title": words.get(h5p_texts.TITLE, activity.title)[:255],
            "parameters": sheet.localised(words).content,
            "version": activity.version,
        },
    )
    return localisation


def draft(activity: H5PActivity, language: str) -> H5PLocalisation:
    """What learners would play if everything were published now; it is not stored."""
    sheet, rows = h5p_texts.sheet(activity), rows_of(activity, language)
    words = _words(sheet, rows, language, "text") or sheet.given(language)
    return H5PLocalisation(
        activity=activity,
        language=language,
        title=words.get(h5p_texts.TITLE, activity.title)[:255],
        parameters=sheet.localised(words).content,
        version=activity.version,
    )


def _words(sheet: Sheet, rows: Rows, language: str, field: str) -> dict[str, str] | None:
    """The strings to put in, by path; None where nobody has written any and some are needed."""
    given = sheet.given(language)
    found = {path: said(rows[path], string.source, field) for path, string in sheet.strings.items() if path in rows}
    written = {path: getattr(row, field) for path, row in found.items() if row and _fits(sheet, path, row, field)}
    return {**given, **written} if written or given.keys() >= sheet.strings.keys() else None


def _fits(sheet: Sheet, path: str, row: H5PTranslation, field: str) -> bool:
    """Whether words made from an older source can still stand for the new one: the same places and gaps."""
    return row.source == sheet.strings[path].source or not sheet.faults(path, getattr(row, field))


@transaction.atomic
def follow(*, activity: H5PActivity, before: Mapping[str, str]) -> None:
    """The source changed: words move along with their strings, and what learners play is made anew.

    A string that stands elsewhere now (an answer was put before it) keeps its translation. Where a string has other
    words, its translation goes on, and the desk shows it as stale.
    """
    after = h5p_texts.sheet(activity).sources
    stored = H5PTranslation.objects.filter(activity=activity)
    for language in list(stored.order_by("language").values_list("language", flat=True).distinct()):
        rows = list(stored.filter(language=language))
        moved = _moved(rows, after)
        H5PTranslation.objects.bulk_update(moved, ["path"], batch_size=200)
        _note_new(activity, language, rows, set(before.values()), after)
        if H5PLocalisation.objects.filter(activity=activity, language=language).exists():
            build(activity, language)


def _moved(rows: list[H5PTranslation], after: Mapping[str, str]) -> list[H5PTranslation]:
    """Rows whose string stands at another path now; of several the one in the same field of another item."""
    there = {(row.path, row.digest) for row in rows}
    free: dict[str, list[H5PTranslation]] = defaultdict(list)
    for row in rows:
        if (row.text or row.published) and after.get(row.path) != row.source:
            free[row.source].append(row)
    moved = []
    for path, source in after.items():
        if free.get(source) and (path, digest_of(source)) not in there:
            shape = h5p_texts.alike(path)
            row = max(free[source], key=lambda row: h5p_texts.alike(row.path) == shape)
            free[source].remove(row)
            row.path = path
            moved.append(row)
    return moved


def _note_new(
    activity: H5PActivity, language: str, rows: list[H5PTranslation], known: Collection[str], after: Mapping[str, str]
) -> None:
    """Strings that nobody could have translated yet."""
    filled = {row.path for row in rows}
    given = h5p_texts.sheet(activity).given(language)
    H5PTranslation.objects.bulk_create(
        (
            H5PTranslation(
                activity=activity, language=language, path=path, source=source, digest=digest_of(source), came=True
            )
            for path, source in after.items()
            if source not in known and path not in filled and path not in given
        ),
        batch_size=200,
    )
