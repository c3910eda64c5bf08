"""Conditions in words: what a learner still has to do, what a facilitator sees at a glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.certificate_texts import RUBRIC
from courses.certification import Condition
from courses.choices import ConditionKind
from courses.models import Confirmation, Team
from courses.services import outline
from courses.services.certificates.conditions import Way

Kind = Confirmation.Kind


@dataclass(frozen=True)
class Line:
    """One condition as a learner reads it."""

    title: str
    met: bool
    text: str
    missing: tuple[dict[str, str], ...] = ()
    """What is missing, with addresses and languages where there are any."""
    deeds: tuple[dict[str, str], ...] = field(default=())
    """What to do next: address and words."""


def lines(way: Way) -> list[Line]:
    """All conditions of a learner, in the active language."""
    course = outline.course(way.enrolment.cohort.course)
    return [_line(condition, way, course) for condition in way.conditions]


def heads(ways: Sequence[Way]) -> list[str]:
    """The heads of a cohort's table."""
    return [str(ConditionKind(condition.kind).label) for condition in ways[0].conditions] if ways else []


def cells(way: Way) -> list[dict[str, Any]]:
    """A learner's row in it: met, and how much of how much."""
    return [
        {
            "met": row.met,
            "text": f"{row.done}\u00a0/\u00a0{row.needed}",
            "head": ConditionKind(row.kind).label,
        }
        for row in way.conditions
    ]


def teams(rows: Iterable[Team], ways: Sequence[Way]) -> list[dict[str, Any]]:
    """Teams with their members and levels."""
    found = []
    for team in rows:
        members = [way for way in ways if way.enrolment.team_id == team.pk]
        rated = next((way.confirmed[Kind.CYCLE] for way in members if Kind.CYCLE in way.confirmed), None)
        names = ", ".join(way.enrolment.user.get_full_name() for way in members)
        found.append({"team": team, "names": names, "levels": levels(rated)})
    return found


def levels(row: Confirmation | None) -> list[dict[str, Any]]:
    """Levels with their criteria, in words; nothing while there are none."""
    if row is None:
        return []
    given = row.data.get("levels", {})
    return [
        {
            "key": one.key,
            "title": one.title,
            "level": given[one.key],
            "text": one.levels[given[one.key] - 1],
            "words": row.data.get("words", ""),
        }
        for one in RUBRIC
        if given.get(one.key)
    ]


def initial(row: Confirmation | None) -> dict[str, Any]:
    """What a form begins with."""
    return {**row.data.get("levels", {}), "words": row.data.get("words", "")} if row else {}


def of_step(step: str) -> dict[str, str]:
    """Heading and first words of a page of the self-assessment."""
    return {
        Kind.BEFORE.value: {
            "heading": _("Where do I stand at the start?"),
            "lead": _(
                "Fourteen statements. There is no good result: you will look at this page again in the last week."
            ),
        },
        Kind.AFTER.value: {
            "heading": _("Where do I stand today?"),
            "lead": _(
                "The same statements as in the first week. Say how it is today, without looking up what you said."
            ),
        },
        Kind.BACK.value: {
            "heading": _("Looking back"),
            "lead": _("As I see it now, in week 1 this was …"),
        },
    }[step]


def dots(rows: list[tuple[int, dict[str, float | None]]]) -> list[dict[str, Any]]:
    """Each big idea with its three dots: a value, and where it lies on a line of 200."""
    names = {Kind.BEFORE: _("At the start"), Kind.AFTER: _("Today"), Kind.BACK: _("Looking back")}
    return [
        {
            "idea": idea,
            "dots": [
                {"name": names[Kind(step)], "step": str(step), "value": value, "x": _place(value)}
                for step, value in given.items()
            ],
        }
        for idea, given in rows
    ]


def _place(value: float | None) -> int | None:
    return None if value is None else round(10 + (value - 1) * 45)


def _line(condition: Condition, way: Way, course: outline.Course | None) -> Line:
    build = {
        ConditionKind.UNITS: _units,
        ConditionKind.SESSIONS: _sessions,
        ConditionKind.TASKS: _tasks,
        ConditionKind.CYCLE: _cycle,
        ConditionKind.ETHICS: _ethics,
        ConditionKind.SELF_ASSESSMENTS: _self_assessments,
    }[condition.kind]
    text, missing, deeds = build(condition, way, course)
    title = str(ConditionKind(condition.kind).label)
    return Line(title, condition.met, text, () if condition.met else missing, () if condition.met else deeds)


Found = tuple[str, tuple[dict[str, str], ...], tuple[dict[str, str], ...]]


def _units(condition: Condition, way: Way, course: outline.Course | None) -> Found:
    text = _("%(done)s of %(needed)s required units are done.") % {"done": condition.done, "needed": condition.needed}
    units = [course.unit(UUID(key)) for key in condition.missing] if course else []
    missing = tuple(
        {"text": f"{unit.number} {unit.title}", "url": unit.url, "language": unit.language} for unit in units if unit
    )
    return text, missing, ()


def _sessions(condition: Condition, way: Way, course: Any) -> Found:
    text = ngettext(
        "You were at %(done)s session; %(needed)s are needed.",
        "You were at %(done)s sessions; %(needed)s are needed.",
        condition.done,
    ) % {"done": condition.done, "needed": condition.needed}
    missing = tuple({"text": _among(code)} for code in condition.missing)
    return text, missing, ()


def _among(code: str) -> str:
    if "/" in code:
        return _("At least one of %(codes)s has to be among them.") % {"codes": code.replace("/", ", ")}
    return _("%(code)s has to be among them.") % {"code": code}


def _tasks(condition: Condition, way: Way, course: outline.Course | None) -> Found:
    text = _("%(done)s of %(needed)s tasks at school are accepted.") % {
        "done": condition.done,
        "needed": condition.needed,
    }
    places = _task_places(course)
    missing = tuple(places[key] for key in condition.missing if key in places)
    return text, missing, ()


def _task_places(course: outline.Course | None) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for module in course.modules if course else ():
        for part in module.tasks:
            found[str(part.id)] = {
                "text": f"{part.ref}: {module.code} {module.title}",
                "url": module.url,
                "language": module.language,
            }
        for unit in module.units:
            for part in unit.parts:
                words = f"{part.ref}: {unit.number} {unit.title}"
                found[str(part.id)] = {"text": words, "url": unit.url, "language": unit.language}
    return found


def _cycle(condition: Condition, way: Way, course: Any) -> Found:
    if Kind.CYCLE not in way.confirmed:
        text = _("Your facilitator has not looked at your team’s documented cycle yet.")
    elif condition.met:
        text = _("The team’s documented cycle has reached the levels of the rubric.")
    else:
        text = _("Level 2 on all five criteria and level 3 on two are needed.")
    titles = {row.key: f"{row.key} {row.title}" for row in RUBRIC}
    missing = tuple({"text": titles[key]} for key in condition.missing if key in titles)
    return text, missing, _deed("own_cycle", way, _("How does your team see it?")) if way.enrolment.team_id else ()


def _ethics(condition: Condition, way: Way, course: Any) -> Found:
    text = _("You have signed the checklist.") if condition.met else _("To be signed before the first observation.")
    return text, (), _deed("certificate_ethics", way, _("Read and sign"))


def _self_assessments(condition: Condition, way: Way, course: Any) -> Found:
    text = _("%(done)s of %(needed)s are answered. What you chose is for you alone and does not count.") % {
        "done": condition.done,
        "needed": condition.needed,
    }
    names = {
        Kind.BEFORE: _("Answer: at the start"),
        Kind.AFTER: _("Answer: in the last week"),
        Kind.BACK: _("Answer: looking back"),
    }
    due = [step for step in names if step not in way.confirmed]
    if Kind.AFTER in due:
        due.remove(Kind.BACK)
    return text, (), tuple(deed for step in due for deed in _deed("self_assessment", way, names[step], step=step.value))


def _deed(address: str, way: Way, text: str, **more: str) -> tuple[dict[str, str], ...]:
    return ({"url": reverse(f"courses:{address}", kwargs={"enrolment": way.enrolment.uuid, **more}), "text": text},)
