"""The course in figures. Nothing about fewer than five people, also not by subtraction (`courses.small_numbers`)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from statistics import fmean
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.choices import EnrolmentState, PartKind
from courses.completion import Part
from courses.models import Cohort
from courses.services.figures_reads import Person, Records, Try
from courses.services.outline import Course, Unit
from courses.small_numbers import FEW, Share, Shown, differ_clearly, median, protect, quartiles, share

STOPPED_AFTER = timedelta(days=28)
DAY = 86_400


class Stage(TextChoices):
    """Where an enrolment stands: each in exactly one."""

    REQUESTED = "requested", _("asked, not decided")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("place offered")
    NOT_BEGUN = "not_begun", _("takes part, not begun")
    BEGUN = "begun", _("begun, less than half")
    HALF_WAY = "half_way", _("half way or further")
    FINISHED = "finished", _("finished")
    WITHDRAWN = "withdrawn", _("withdrawn or not accepted")


LEARNING = (Stage.NOT_BEGUN, Stage.BEGUN, Stage.HALF_WAY, Stage.FINISHED)
STEPS: tuple[tuple[Any, tuple[Stage, ...]], ...] = (
    (_("Asked to take part"), tuple(Stage)),
    (pgettext_lazy("people", "Take part"), LEARNING),
    (_("Have begun"), LEARNING[1:]),
    (_("Are half way"), LEARNING[2:]),
    (_("Have finished"), LEARNING[3:]),
)
"""The funnel, each step with the stages in it."""
OUTCOMES = {
    EnrolmentState.REQUESTED: Stage.REQUESTED,
    EnrolmentState.WAITING: Stage.WAITING,
    EnrolmentState.OFFERED: Stage.OFFERED,
    EnrolmentState.WITHDRAWN: Stage.WITHDRAWN,
    EnrolmentState.REFUSED: Stage.WITHDRAWN,
}


@dataclass(frozen=True)
class Spread:
    """Days: the middle, and where the middle half lies."""

    middle: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Difficulty:
    """One question or activity in one language."""

    language: str
    tried: Share | None
    right: Share | None
    mean: int | None


@dataclass(frozen=True)
class Item:
    """One question or activity."""

    key: str
    unit: Unit
    number: int
    kind: PartKind
    languages: list[Difficulty]
    apart: list[str]
    """Languages that differ clearly."""


@dataclass(frozen=True)
class Figures:
    """Everything a course manager sees."""

    cohort: Cohort | None
    stages: dict[Stage, int | None]
    steps: list[tuple[Any, int | None]]
    course_days: Spread
    unit_days: list[tuple[Unit, Spread]]
    stops: list[tuple[Unit, int]]
    doing: list[tuple[PartKind, int | None]]
    items: list[Item]


def figures(course: Course, records: Records, now: datetime, cohort: Cohort | None = None) -> Figures:
    """Of one cohort, or of all that were read. What is hidden is the same in both, so neither tells on the other."""
    big = _big_enough(records)
    chosen = {cohort.pk} & big if cohort else big
    people = [person for person in records.people if person.cohort in chosen]
    learning = [person for person in people if person.state == EnrolmentState.ACTIVE]
    stages = _stages(records, cohort)
    return Figures(
        cohort=cohort,
        stages=stages[0],
        steps=[(label, _sum(stages, parts)) for label, parts in STEPS],
        course_days=_spread([days for person in learning if (days := _course_days(person)) is not None]),
        unit_days=[(unit, _spread(_unit_days(learning, unit.key))) for unit in course.units],
        stops=_stops(course, records, now, cohort),
        doing=_doing(course, records, learning),
        items=_items(course, records, people),
    )


def _big_enough(records: Records) -> set[int]:
    """Cohorts in which enough people take part for shares and times; the others are left out everywhere."""
    numbers = Counter(person.cohort for person in records.people if person.state == EnrolmentState.ACTIVE)
    return {cohort for cohort, number in numbers.items() if number >= FEW}


def stage_of(person: Person) -> Stage:
    """Where somebody stands."""
    if person.state in OUTCOMES:
        return OUTCOMES[person.state]
    done = sum(unit in person.done for unit in person.required)
    if person.required and done == len(person.required):
        return Stage.FINISHED
    if done and 2 * done >= len(person.required):
        return Stage.HALF_WAY
    return Stage.BEGUN if person.opened or person.done else Stage.NOT_BEGUN


def _stages(records: Records, cohort: Cohort | None) -> tuple[dict[Stage, int | None], int | None]:
    """Numbers as they may be seen, and their sum."""
    if not records.cohorts:
        return dict.fromkeys(Stage), None
    numbers = Counter((person.cohort, stage_of(person)) for person in records.people)
    shown = protect([[numbers[one.pk, stage] for stage in Stage] for one in records.cohorts])
    row, total = _line(shown, records.cohorts, cohort)
    return dict(zip(Stage, row, strict=True)), total


def _line(shown: Shown, cohorts: list[Cohort], cohort: Cohort | None) -> tuple[tuple[int | None, ...], int | None]:
    if cohort is None:
        return shown.column_sums, shown.total
    place = [one.pk for one in cohorts].index(cohort.pk)
    return shown.rows[place], shown.row_sums[place]


def _sum(stages: tuple[dict[Stage, int | None], int | None], parts: Iterable[Stage]) -> int | None:
    """A sum of what is shown; else the whole less what is shown of the others: nothing that readers could not do."""
    numbers, total = stages
    inside = [numbers[stage] for stage in parts]
    outside = [numbers[stage] for stage in Stage if stage not in parts]
    if not outside:
        return total
    if None not in inside:
        return sum(number or 0 for number in inside)
    if total is not None and None not in outside:
        return total - sum(number or 0 for number in outside)
    return None


def _spread(days: list[float]) -> Spread:
    found = quartiles(days)
    if found is None:
        middle = median(days)
        return Spread(None if middle is None else round(middle, 1))
    low, middle, high = (round(value, 1) for value in found)
    return Spread(middle, low, high)


def _unit_days(people: list[Person], unit: UUID) -> list[float]:
    """From opening it first to having it done."""
    found = [(person.opened.get(unit), person.done.get(unit)) for person in people]
    return [max(0.0, (done - opened).total_seconds() / DAY) for opened, done in found if opened and done]


def _course_days(person: Person) -> float | None:
    """From taking part to the last required unit."""
    if stage_of(person) != Stage.FINISHED or person.since is None:
        return None
    last = max(person.done[unit] for unit in person.required)
    return max(0.0, (last - person.since).total_seconds() / DAY)


def has_stopped(person: Person, now: datetime) -> bool:
    """Who withdrew, or was not here for four weeks, without having finished; not who never opened a unit."""
    if not person.opened or stage_of(person) == Stage.FINISHED:
        return False
    if person.state == EnrolmentState.WITHDRAWN:
        return True
    last = max([*person.last.values(), *([person.seen] if person.seen else [])])
    return person.state == EnrolmentState.ACTIVE and now - last >= STOPPED_AFTER


def _stops(course: Course, records: Records, now: datetime, cohort: Cohort | None) -> list[tuple[Unit, int]]:
    """The last unit that those who stopped had opened. There is no sum: with it others could be worked out."""
    numbers: Counter[tuple[int, UUID]] = Counter()
    for person in records.people:
        if has_stopped(person, now):
            numbers[person.cohort, max(person.last, key=lambda unit: person.last[unit])] += 1
    units = [unit for unit in course.units if any(numbers[one.pk, unit.key] for one in records.cohorts)]
    if not units:
        return []
    shown = protect([[numbers[one.pk, unit.key] for unit in units] for one in records.cohorts], row_sums=False)
    row, _total = _line(shown, records.cohorts, cohort)
    return [(unit, number) for unit, number in zip(units, row, strict=True) if number is not None]


def _doing(course: Course, records: Records, learning: list[Person]) -> list[tuple[PartKind, int | None]]:
    """Of all parts that count, by kind, the share that is done. Shown where at least five people have done some."""
    asked = Counter(part.kind for unit in course.units for part in unit.parts if part.need != "nothing")
    done: Counter[PartKind] = Counter()
    people: Counter[PartKind] = Counter()
    chosen = {person.enrolment for person in learning}
    for enrolment, kind, number in records.parts:
        if enrolment in chosen:
            done[kind] += number
            people[kind] += 1
    return [
        (kind, round(100 * done[kind] / (asked[kind] * len(learning))) if people[kind] >= FEW else None)
        for kind in PartKind
        if asked[kind]
    ]


def _items(course: Course, records: Records, people: list[Person]) -> list[Item]:
    """Each question and activity by language."""
    chosen = {person.enrolment: person for person in people}
    tries = defaultdict[str, list[Try]](list)
    for one in records.tries:
        if one.enrolment in chosen:
            tries[one.item].append(one)
    found = []
    for unit in course.units:
        numbers: Counter[PartKind] = Counter()
        for part in unit.parts:
            key = str(part.id) if part.kind == PartKind.QUESTION else part.ref
            if part.kind in (PartKind.QUESTION, PartKind.ACTIVITY) and key:
                numbers[part.kind] += 1
                found.append(_item(key, unit, part, numbers[part.kind], tries[key], people))
    return found


def _item(key: str, unit: Unit, part: Part, number: int, tries: list[Try], people: list[Person]) -> Item:
    by_language = defaultdict[str, list[Try]](list)
    for one in tries:
        by_language[one.language].append(one)
    tried_it = {one.enrolment for one in tries}
    readers = defaultdict[str, list[int]](list)
    for person in people:
        if unit.key in person.languages:
            readers[person.languages[unit.key]].append(person.enrolment)
    lines = []
    for language in sorted({*by_language, *readers}):
        own, met = by_language[language], readers[language]
        judged = [one.right for one in own if one.right is not None]
        means = [one.mean for one in own if one.mean is not None]
        line = Difficulty(
            language,
            share(sum(pk in tried_it for pk in met), len(met)),
            share(sum(judged), len(judged)),
            round(100 * fmean(means)) if len(means) >= FEW else None,
        )
        if (line.tried, line.right, line.mean) != (None, None, None):
            lines.append(line)
    return Item(key, unit, number, part.kind, lines, _apart(by_language))


def _apart(tries: dict[str, list[Try]]) -> list[str]:
    judged = {code: [one.right for one in own if one.right is not None] for code, own in tries.items()}
    numbers = {code: (sum(own), len(own)) for code, own in judged.items()}
    return sorted(
        {
            code
            for one, other in combinations(sorted(numbers), 2)
            if differ_clearly(numbers[one], numbers[other])
            for code in (one, other)
        }
    )
