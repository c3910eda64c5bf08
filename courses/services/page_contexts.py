"""What the pages of the course show: the course around them, and the reader's own side."""

from typing import Any

from courses.models import CoursePage, ModulePage, UnitPage
from courses.services import outline, unit_page


def course_context(page: CoursePage) -> dict[str, Any]:
    """What the course's page shows to everybody."""
    return {"course": outline.course_of(page)}


def module_context(page: ModulePage) -> dict[str, Any]:
    """What a module's page shows to everybody: its units, the module before and after."""
    whole = outline.course_of(page)
    modules = whole.modules if whole else ()
    at = next((index for index, module in enumerate(modules) if module.key == page.translation_key), None)
    if at is None:
        return {"course": whole, "module": None}
    before, after = (modules[at - 1] if at else None), (modules[at + 1] if at + 1 < len(modules) else None)
    return {"course": whole, "module": modules[at], "previous_module": before, "next_module": after}


def unit_context(page: UnitPage, user: Any) -> dict[str, Any]:
    """A unit's module, the unit before and after, and the reader's own side of it."""
    whole = outline.course_of(page)
    units = list(whole.units) if whole else []
    at = next((index for index, unit in enumerate(units) if unit.key == page.translation_key), None)
    if whole is None or at is None:
        return {"course": whole, "module": None, "unit": None, "mine": None}
    module = next(module for module in whole.modules if units[at] in module.units)
    before, after = (units[at - 1] if at else None), (units[at + 1] if at + 1 < len(units) else None)
    return {
        "course": whole,
        "module": module,
        "unit": units[at],
        "previous_unit": before,
        "next_unit": after,
        "mine": unit_page.mine(user, whole, units[at]),
    }
