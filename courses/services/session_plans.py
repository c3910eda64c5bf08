"""The plans of sessions that stand in the modules, in the reader's language: read once in each generation."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from courses.models import CourseIntensity, ModulePage, Session
from courses.services import outline
from portal.core import page_cache

_SOURCES = re.compile(r"\s*\[[^\]<>]{1,40}\]")
"""Codes of sources belong to the course's texts; an agenda is read by the clock."""


@dataclass(frozen=True)
class Item:
    """From this minute on."""

    minute: int
    title: str
    text: SafeString


@dataclass(frozen=True)
class Plan:
    """The plan of a session in one of its forms."""

    id: UUID
    code: str
    kind: str
    intensity: str
    minutes: int
    items: tuple[Item, ...]
    materials: tuple[str, ...]
    module: UUID
    module_code: str
    module_title: str
    module_url: str
    language: str


def plans(course: UUID, language: str = "") -> dict[UUID, Plan]:
    """Every plan by its block's id, in the order of the course."""
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    return page_cache.per_generation(f"session-plans:{course}:{language}", lambda: _plans(course, language))


def for_intensity(course: UUID, intensity: CourseIntensity, language: str = "") -> list[Plan]:
    """The plans a cohort of this intensity may use: its own where there are any for a short name, else everybody's."""
    found = [plan for plan in plans(course, language).values() if plan.intensity in ("", intensity.code)]
    own = {plan.code for plan in found if plan.intensity}
    return [plan for plan in found if plan.intensity or plan.code not in own]


def named(course: UUID, code: str, language: str = "") -> list[Plan]:
    """The forms of one session."""
    return [plan for plan in plans(course, language).values() if plan.code == code]


def title_of(session: Session, language: str = "") -> tuple[str, str]:
    """Its title and the language of it: the plan's in the reader's language, unless somebody typed another."""
    language = language or translation.get_language() or settings.LANGUAGE_CODE
    plan = plans(session.cohort.course, language).get(session.plan) if session.plan else None
    if plan and session.title in _titles(plan.module):
        return plan.module_title, plan.language
    return session.title, session.cohort.language


def _titles(module: UUID) -> set[str]:
    """What the module is called, in all its languages."""
    pages = ModulePage.objects.filter(translation_key=module)
    return page_cache.per_generation(f"module-titles:{module}", lambda: set(pages.values_list("title", flat=True)))


def _plans(course: UUID, language: str) -> dict[UUID, Plan]:
    """Which there are says the text as it was written; what they say, the translation."""
    found: dict[UUID, Plan] = {}
    for wanted in (settings.LANGUAGE_CODE, language):
        whole = outline.course(course, wanted)
        modules = whole.modules if whole else ()
        pages = ModulePage.objects.in_bulk([module.pk for module in modules])
        for module in modules:
            for block in pages[module.pk].work:
                key = UUID(block.id)
                if block.block_type == "session" and (wanted == settings.LANGUAGE_CODE or key in found):
                    found[key] = _plan(key, block.value, module)
    return found


def _plan(key: UUID, value: Any, module: outline.Module) -> Plan:
    return Plan(
        id=key,
        code=value["code"],
        kind=value["kind"],
        intensity=value["intensity"] or "",
        minutes=value["minutes"],
        items=tuple(Item(one["minute"], one["title"], _words(one["text"])) for one in value["plan"]),
        materials=tuple(value["materials"]),
        module=module.key,
        module_code=module.code,
        module_title=module.title,
        module_url=module.url,
        language=module.language,
    )


def _words(text: Any) -> SafeString:
    return mark_safe(_SOURCES.sub("", str(text)))  # noqa: S308 (rich text, made safe by its block)
