"""What the pages of the course show: the course around them, and the reader's own side."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import strip_tags

from courses.choices import PartKind
from courses.models import CourseIntensity, CoursePage, ModulePage, UnitPage
from courses.permissions import may_read_guides
from courses.services import enrolments, outline, standing, unit_page
from courses.services.outline import Course, Module, Unit
from portal.core import page_cache

WORDS_PER_SECOND = 8
"""Nobody reads quicker than this: four hundred words in less than a minute are leafed through."""
SHORTEST, LONGEST = 10, 240


def course_context(page: CoursePage, user: Any) -> dict[str, Any]:
    """What the course's page shows to everybody, and the way on for whoever takes the course."""
    key = page.translation_key
    about = {"course": outline.course_of(page), "intensities": intensities(key)}
    return {**about, "enrolment": enrolments.current(user, key)}


def intensities(course: Any) -> list[CourseIntensity]:
    """The ways through the course, the longest first."""
    return page_cache.per_generation(
        f"intensities:{course}", lambda: list(CourseIntensity.objects.filter(course=course))
    )


def module_context(page: ModulePage, user: Any) -> dict[str, Any]:
    """A module's page: its units, the module before and after; what is for facilitators only to facilitators."""
    whole = outline.course_of(page)
    modules = whole.modules if whole else ()
    at = next((index for index, module in enumerate(modules) if module.key == page.translation_key), None)
    if whole is None or at is None:
        return {"course": whole, "module": None, "mine": None, "leads": False}
    module = modules[at]
    before, after = (modules[at - 1] if at else None), (modules[at + 1] if at + 1 < len(modules) else None)
    mine = unit_page.mine(user, whole, _as_unit(module))
    opened = standing.visits(module.units, mine)
    work = list(page.work)
    return {
        "course": whole,
        "module": module,
        "previous": before,
        "next": after,
        "mine": mine,
        "near": standing.neighbours(module.units, None, mine, opened),
        "leads": user.is_authenticated and may_read_guides(user, whole.key),
        "codes": codes_in(work),
        "work": {
            kind: [block for block in work if block.block_type == kind] for kind in page.work.stream_block.child_blocks
        },
    }


def unit_context(page: UnitPage, user: Any) -> dict[str, Any]:
    """A unit's module, the unit before and after, and the reader's own side of it."""
    whole = outline.course_of(page)
    units = list(whole.units) if whole else []
    at = next((index for index, unit in enumerate(units) if unit.key == page.translation_key), None)
    if whole is None or at is None:
        return {"course": whole, "module": None, "unit": None, "mine": None, "codes": codes_in(page.body)}
    unit = units[at]
    module = next(module for module in whole.modules if unit in module.units)
    mine = unit_page.mine(user, whole, unit)
    opened = standing.visits(module.units, mine)
    visit = opened.get(unit.key)
    return {
        "course": whole,
        "module": module,
        "unit": unit,
        "previous": units[at - 1] if at else None,
        "next": units[at + 1] if at + 1 < len(units) else None,
        "codes": codes_in(page.body),
        "mine": mine,
        "near": standing.neighbours(module.units, unit.key, mine, opened),
        "visit": visit if visit and visit.language != page.locale.language_code else None,
        "seconds": seconds_to_read(page) if mine else 0,
        **own_standing(standing.titles(page) if mine else {}, whole, unit, mine),
    }


def own_standing(names: Mapping[str, str], whole: Course, unit: Unit, mine: unit_page.Mine | None) -> dict[str, Any]:
    """What is done and what is missing, for the list beside the text."""
    rows = standing.rows(names, whole, unit, mine)
    reading = next((row for row in rows if row.part.kind == PartKind.READING), None)
    return {"rows": rows, "done": sum(row.state == "done" for row in rows), "reading": reading}


def codes_in(stream: Any) -> frozenset[str]:
    """Codes of the sources a text lists: only these become links."""
    return frozenset(
        source.code for block in stream if block.block_type == "sources" for source in block.value if source
    )


def seconds_to_read(page: UnitPage) -> int:
    """How long the end must be away from the beginning for the text to count as read."""
    texts = (strip_tags(str(block.value)) for block in page.body if block.block_type in ("text", "case"))
    return max(SHORTEST, min(LONGEST, sum(len(text.split()) for text in texts) // WORDS_PER_SECOND))


def by_kind(blocks: Iterable[Any]) -> dict[str, list[Any]]:
    """Blocks in their order, kind by kind."""
    found: dict[str, list[Any]] = {}
    for block in blocks:
        found.setdefault(block.block_type, []).append(block)
    return found


def _as_unit(module: Module) -> Unit:
    """A module's own tasks hang on its key, as a unit's parts hang on the unit's."""
    return Unit(module.key, module.pk, module.code, module.title, module.url, module.language, 0, module.tasks)
