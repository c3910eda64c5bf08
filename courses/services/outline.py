"""The course as a whole: modules, units, and what each unit asks. Read once in each generation.

What is asked comes from the page as it was written, never from a translation: a translator who removes a block
changes nobody's progress.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation
from wagtail.models import Page

from courses.choices import Need, PartKind
from courses.completion import Part
from courses.models import CoursePage, ModulePage, UnitPage
from portal.core import page_cache
from portal.core.links import Target, targets

KINDS = {
    "video": PartKind.VIDEO,
    "activity": PartKind.ACTIVITY,
    "question": PartKind.QUESTION,
    "reflection": PartKind.REFLECTION,
    "task": PartKind.TASK,
    "session": PartKind.SESSION,
}
"""Blocks that can count."""


@dataclass(frozen=True)
class Unit:
    """A unit in the reader's language, or as it was written."""

    key: UUID
    pk: int
    number: str
    title: str
    url: str
    language: str
    minutes: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Module:
    """A module with its units."""

    key: UUID
    pk: int
    code: str
    idea: int
    """Number of its big idea; 0 for none."""
    title: str
    url: str
    language: str
    units: tuple[Unit, ...]
    tasks: tuple[Part, ...]


@dataclass(frozen=True)
class Course:
    """The course in one language."""

    key: UUID
    pk: int
    title: str
    url: str
    language: str
    modules: tuple[Module, ...]

    @property
    def units(self) -> Iterator[Unit]:
        """All units, in order."""
        return (unit for module in self.modules for unit in module.units)

    def unit(self, key: UUID) -> Unit | None:
        """One unit."""
        return next((unit for unit in self.units if unit.key == key), None)


def course(key: UUID, language: str = "") -> Course | None:
    """A live course; None if there is none. Without a query after the first in each generation."""
    language = language or translation.get_language() or "en"
    return page_cache.per_generation(f"course:{key}:{language}", lambda: _course(key, language))


def course_of(page: Page, language: str = "") -> Course | None:
    """The course a page of it belongs to."""
    if isinstance(page, CoursePage):
        return course(page.translation_key, language or page.locale.language_code)
    key = page_cache.per_generation(f"course-of:{page.path}", lambda: _key_above(page))
    return course(key, language or page.locale.language_code) if key else None


def course_with(unit: UUID, language: str = "") -> Course | None:
    """The course that has this live unit. Without a query after the first in each generation."""
    key = page_cache.per_generation(f"course-with:{unit}", lambda: _key_with(unit))
    found = course(key, language) if key else None
    return found if found and found.unit(unit) else None


def parts_of(page: UnitPage) -> tuple[Part, ...]:
    """What a unit asks for, in its order; offers too."""
    found = [Part(page.translation_key, PartKind.READING, Need.TRIED if page.reading_counts else Need.NOTHING)]
    return (*found, *parts_in(page.body))


def parts_in(stream: Iterable[Any]) -> Iterator[Part]:
    """The parts among a stream's blocks."""
    for block in stream:
        kind, value = KINDS.get(block.block_type), block.value
        if kind and value.get("need"):
            yield Part(UUID(block.id), kind, Need(value["need"]), _ref(kind, value))


def _ref(kind: PartKind, value: Any) -> str:
    if kind == PartKind.ACTIVITY:
        return str(value["activity"].uuid) if value["activity"] else ""
    return str(value["code"]) if kind in (PartKind.SESSION, PartKind.TASK) else ""


def _key_above(page: Page) -> UUID | None:
    return CoursePage.objects.filter(path__in=_above(page)).values_list("translation_key", flat=True).first()


def _key_with(unit: UUID) -> UUID | None:
    page = UnitPage.objects.live().filter(translation_key=unit).only("path").order_by("pk").first()
    return _key_above(page) if page else None


def _above(page: Page) -> list[str]:
    return [page.path[:length] for length in range(Page.steplen, len(page.path), Page.steplen)]


def _course(key: UUID, language: str) -> Course | None:
    origin = CoursePage.objects.live().filter(translation_key=key).order_by("pk").select_related("locale").first()
    if origin is None:
        return None
    modules = list(ModulePage.objects.live().child_of(origin).select_related("idea").order_by("path"))
    units = list(UnitPage.objects.live().descendant_of(origin).order_by("path"))
    shown = targets([origin.pk, *(page.pk for page in (*modules, *units))], language)
    own = shown[origin.pk]
    rows = tuple(_module(page, [u for u in units if u.path.startswith(page.path)], shown) for page in modules)
    return Course(key, own.pk, own.title, own.url, own.language, rows)


def _module(page: ModulePage, units: list[UnitPage], shown: dict[int, Target]) -> Module:
    own = shown[page.pk]
    return Module(
        key=page.translation_key,
        pk=own.pk,
        code=page.code,
        idea=page.idea.number if page.idea else 0,
        title=own.title,
        url=own.url,
        language=own.language,
        units=tuple(_unit(unit, shown[unit.pk]) for unit in units),
        tasks=tuple(part for part in parts_in(page.work) if part.kind == PartKind.TASK),
    )


def _unit(page: UnitPage, own: Target) -> Unit:
    return Unit(
        page.translation_key, own.pk, page.number, own.title, own.url, own.language, page.minutes, parts_of(page)
    )
