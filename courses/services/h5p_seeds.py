"""Translations that come with an activity: published at once, and never above what people have written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.integrations import h5p_texts
from courses.models import H5PActivity, H5PTranslation
from courses.models.h5p.translation import digest_of
from courses.services import h5p_translations
from portal.core import translatables

TOOL = "seed"
DESK = "h5p"


@dataclass
class Report:
    """What became of the strings."""

    stored: int = 0
    kept: int = 0
    """Somebody has written these here, or taken them back."""
    refused: dict[str, list[str]] = field(default_factory=dict)
    """Path to what is wrong."""


def words_of(activity: H5PActivity, content: Mapping[str, Any], title: str = "") -> dict[str, str]:
    """The strings of a translated content of the same shape, by path."""
    found = h5p_texts.sheet(activity).read(content)
    return {**found, h5p_texts.TITLE: title} if title else found


@transaction.atomic
def load(*, activity: H5PActivity, language: str, words: Mapping[str, str]) -> Report:
    """Store what nobody has written here, and let learners have it. For operators: nobody's rights are asked."""
    sheet, rows, report = h5p_texts.sheet(activity), h5p_translations.rows_of(activity, language), Report()
    given, new = sheet.given(language), []
    for path, string in sheet.strings.items():
        text = words.get(path, "")
        if not text or (path not in rows and given.get(path) == text):
            continue
        if any(row.tool != TOOL and not row.came for row in rows.get(path, ())):
            report.kept += 1
        elif wrong := h5p_translations.faults(activity, path, text):
            report.refused[path] = wrong
        elif path in rows:
            report.stored += _renew(activity, language, path, string.source, text)
        else:
            new.append(H5PTranslation(**_place(activity, language, path, string.source), **_words(string.source, text)))
    report.stored += len(H5PTranslation.objects.bulk_create(new, batch_size=200))
    h5p_translations.build(activity, language)
    translatables.changed(DESK, str(activity.uuid), languages=(language,))
    return report


def _renew(activity: H5PActivity, language: str, path: str, source: str, text: str) -> bool:
    """Whether anything is new."""
    place = _place(activity, language, path, source)
    if H5PTranslation.objects.filter(**place, text=text, published=text).exists():
        return False
    others = H5PTranslation.objects.filter(activity=activity, language=language, path=path)
    others.exclude(digest=place["digest"]).update(published="")
    H5PTranslation.objects.update_or_create(**place, defaults=_words(source, text))
    return True


def _place(activity: H5PActivity, language: str, path: str, source: str) -> dict[str, Any]:
    return {"activity": activity, "language": language, "path": path, "digest": digest_of(source)}


def _words(source: str, text: str) -> dict[str, Any]:
    return {
        "source": source,
        "text": text,
        "published": text,
        "tool": TOOL,
        "came": False,
        "changed_at": timezone.now(),
    }
