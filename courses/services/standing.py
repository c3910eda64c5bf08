"""What is still missing, in words: each part a unit counts, with the way to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from courses.choices import Need, PartKind
from courses.completion import Part
from courses.models import PartDone, UnitPage, UnitVisit
from courses.services import films, h5p_play, outline
from courses.services.outline import Course, Unit
from courses.services.unit_page import DEEDS, Mine
from portal.core import page_cache

END = "unit-end"
"""The anchor of the end of the text."""
LONGEST_TITLE = 80


@dataclass(frozen=True)
class Row:
    """A part as the list of what is missing shows it."""

    part: Part
    state: str
    """"done", "begun" (tried, but that is not enough) or "open"."""
    is_new: bool
    what: str
    title: str
    url: str
    done_at: datetime | None


@dataclass(frozen=True)
class Near:
    """A unit of the module, for somebody who may have been there."""

    unit: Unit
    state: str
    """"now" (this one), "done", "begun", "open"; "" for readers without a place in the course."""


def titles(page: UnitPage) -> dict[str, str]:
    """What the parts on a page are called in its language, by their ids."""
    language = page.locale.language_code
    return {block.id: title_of(block, language) for block in page.body if block.block_type in outline.KINDS}


def kept_titles(unit: Unit) -> dict[str, str]:
    """The same of the page a reader of the unit sees: without the page after the first time in each generation."""
    pages = UnitPage.objects.select_related("locale")
    return page_cache.per_generation(f"part-titles:{unit.pk}", lambda: titles(pages.get(pk=unit.pk)))


def rows(names: Mapping[str, str], course: Course, unit: Unit, mine: Mine | None) -> list[Row]:
    """Every part that counts, in the order of the text; `names` are those of the parts on the page."""
    if mine is None or mine.standing is None:
        return []
    deeds: Mapping[str, PartDone] = mine.parts.get(DEEDS, {})
    missing, news = set(mine.standing.missing), set(mine.standing.news)
    found = []
    for part in mine.standing.counted:
        deed = deeds.get(str(part.id))
        state = "open" if part in missing else "done"
        found.append(
            Row(
                part=part,
                state="begun" if deed and state == "open" else state,
                is_new=part in news,
                what=words(part),
                title=names.get(str(part.id), ""),
                url=_way(part, str(part.id) in names, course, unit),
                done_at=deed.done_at if deed and state == "done" else None,
            )
        )
    return found


def words(part: Part) -> str:
    """What is to be done."""
    passed = part.need == Need.PASSED
    match part.kind:
        case PartKind.READING:
            return _("Read the text to the end")
        case PartKind.VIDEO:
            return _("Watch the film")
        case PartKind.ACTIVITY:
            return _("Pass the activity") if passed else _("Try the activity")
        case PartKind.QUESTION:
            return _("Answer the question correctly") if passed else _("Answer the question")
        case PartKind.REFLECTION:
            return _("Write down your thoughts")
        case PartKind.TASK:
            return _("Hand in the task; it counts when it is accepted") if passed else _("Hand in the task")
        case _:
            return _("Be there: attend the session")


def title_of(block: Any, language: str) -> str:
    """What the part is called in the page's language."""
    value = block.value
    match block.block_type:
        case "video":
            film = films.for_reader(value["video"], language) if value["video"] else None
            return film.title if film else ""
        case "activity":
            return h5p_play.text_in(value["activity"], language).title if value["activity"] else ""
        case "task":
            return str(value["title"])
        case "session":
            return str(value["code"])
        case _:
            return Truncator(strip_tags(str(value["text"])).strip()).chars(LONGEST_TITLE)


def visits(units: Iterable[Unit], mine: Mine | None) -> dict[UUID, UnitVisit]:
    """Which of these units somebody has opened. One query for learners."""
    if mine is None:
        return {}
    found = UnitVisit.objects.filter(enrolment=mine.enrolment, unit__in=[unit.key for unit in units])
    return {visit.unit: visit for visit in found}


def neighbours(
    units: Iterable[Unit], here: UUID | None, mine: Mine | None, opened: Mapping[UUID, UnitVisit]
) -> list[Near]:
    """The units of a module with how far somebody is in each."""
    if mine is None:
        return [Near(unit, "now" if unit.key == here else "") for unit in units]

    def state(unit: Unit) -> str:
        if unit.key in mine.units:
            return "done"
        if unit.key == here:
            return "now"
        return "begun" if unit.key in opened else "open"

    return [Near(unit, state(unit)) for unit in units]


def _way(part: Part, is_here: bool, course: Course, unit: Unit) -> str:
    """To the part on this page; where its translation has no such block, to the page as it was written."""
    if part.kind == PartKind.READING:
        return f"#{END}"
    if is_here:
        return f"#{part.id}"
    written = outline.course(course.key, settings.LANGUAGE_CODE)
    original = written.unit(unit.key) if written else None
    return f"{original.url if original else unit.url}#{part.id}"
