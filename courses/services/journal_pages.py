"""The journal as it is read: each entry with its question in the reader's language, and the unit it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from courses.choices import Sharing
from courses.models import JournalEntry
from courses.services import outline, questions
from courses.services.outline import Unit


@dataclass(frozen=True)
class Line:
    """An entry, what was asked, and where."""

    entry: JournalEntry
    asked: str
    asked_in: str
    """The language of the question as it is shown."""
    unit: Unit | None

    @property
    def heading(self) -> str:
        """What it is called: the question, its title, or nothing."""
        return self.asked or self.entry.title

    @property
    def heading_in(self) -> str:
        """The language of that."""
        return self.asked_in if self.asked else self.entry.language


def lines(entries: Iterable[JournalEntry], language: str) -> list[Line]:
    """In the given order. No query for each: courses and questions are read once in each generation."""
    return [_line(entry, language) for entry in entries]


def units_of(entries: Iterable[JournalEntry], language: str) -> list[Unit]:
    """The units somebody has written about, by number."""
    found = {line.unit.key: line.unit for line in lines(entries, language) if line.unit}
    return sorted(found.values(), key=lambda unit: [int(part) for part in unit.number.split(".")])


def as_data(rows: Iterable[Line]) -> list[dict[str, Any]]:
    """For documents: newest last, as one reads a book."""
    return [
        {
            "heading": line.heading,
            "heading_language": line.heading_in,
            "unit": f"{line.unit.number} {line.unit.title}" if line.unit else "",
            "unit_language": line.unit.language if line.unit else "",
            "text": line.entry.text,
            "language": line.entry.language,
            "at": line.entry.created_at,
            "changed": line.entry.changed_at,
            "sharing": line.entry.get_sharing_display(),
        }
        for line in sorted(rows, key=lambda line: (line.entry.created_at, line.entry.pk))
    ]


def _line(entry: JournalEntry, language: str) -> Line:
    now = questions.prompt(entry.unit, entry.prompt, language) if entry.unit and entry.prompt else None
    unit = _unit(entry, entry.unit, language) if entry.unit else None
    if now:
        return Line(entry, now.text, now.language, unit)
    return Line(entry, entry.asked, entry.language, unit)


def _unit(entry: JournalEntry, key: UUID, language: str) -> Unit | None:
    course = outline.course(entry.enrolment.cohort.course, language) if entry.enrolment else None
    return course.unit(key) if course else None


def place_of(unit: UUID, language: str) -> Unit | None:
    """A live unit, found without knowing its course."""
    course = outline.course_with(unit, language)
    return course.unit(unit) if course else None


def prompt_context(unit: UUID, block: UUID, language: str) -> dict[str, Any]:
    """What the template of a prompt shows of it; `prompt` is none where it is gone."""
    place, found = place_of(unit, language), questions.prompt(unit, block, language)
    return {
        "id": str(block),
        "prompt": found,
        "content_language": found.language if found else language,
        "sharings": Sharing.choices,
        "action": reverse("courses:reflection", args=[unit, block]),
        "back": f"{place.url}#{block}" if place else "",
        "place": place,
    }
