"""How far learners are on the way to their certificate: the same number of queries for one and for a cohort."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.certification import Asked, Condition, Record, conditions, is_met
from courses.choices import Need, TaskState
from courses.models import Certificate, Cohort, Confirmation, CourseIntensity, Enrolment, Submission, UnitDone, UnitRule
from courses.services import outline
from courses.services.certificates import attended

Kind = Confirmation.Kind


@dataclass(frozen=True)
class Way:
    """One learner's way: what is asked, what is done, what was issued."""

    enrolment: Enrolment
    conditions: tuple[Condition, ...]
    confirmed: Mapping[str, Confirmation]
    """By kind."""
    certificates: Sequence[Certificate]
    """The newest first."""

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return is_met(self.conditions)

    @property
    def met(self) -> int:
        """How many conditions are met."""
        return sum(condition.met for condition in self.conditions)

    @property
    def valid(self) -> Certificate | None:
        """The certificate that counts."""
        return next((row for row in self.certificates if row.is_valid), None)

    @property
    def last(self) -> Certificate | None:
        """The newest, also one that was revoked."""
        return self.certificates[0] if self.certificates else None


def asked(intensity: CourseIntensity, course: outline.Course | None) -> Asked:
    """What this intensity asks of this course: one query."""
    open_units = set(UnitRule.objects.filter(intensity=intensity, required=False).values_list("unit", flat=True))
    units = tuple(unit.key for unit in course.units if unit.key not in open_units) if course else ()
    return Asked(
        units=units,
        tasks=_tasks(course, set(units)) if course else (),
        sessions_needed=intensity.sessions_needed,
        absences_made_up=intensity.absences_made_up,
        sessions_each=tuple(intensity.sessions_each),
        sessions_any=tuple(intensity.sessions_any),
        tasks_needed=intensity.tasks_needed,
        cycle_needed=intensity.cycle_needed,
        ethics_needed=intensity.ethics_needed,
        self_assessments=intensity.self_assessments,
    )


def of(enrolment: Enrolment) -> Way:
    """One learner's way."""
    return of_many([enrolment])[0]


def of_cohort(cohort: Cohort) -> list[Way]:
    """Everybody who takes part, by name."""
    rows = cohort.enrolments.active().select_related("user", "team", "cohort__intensity")
    return of_many(sorted(rows, key=lambda row: row.user.get_full_name().casefold()))


def of_many(enrolments: Sequence[Enrolment]) -> list[Way]:
    """Learners of one or more cohorts, in the order given."""
    found: dict[int, Way] = {}
    by_cohort: dict[int, list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        by_cohort[enrolment.cohort_id].append(enrolment)
    for rows in by_cohort.values():
        found |= _of_one_cohort(rows)
    return [found[enrolment.pk] for enrolment in enrolments]


def _of_one_cohort(enrolments: list[Enrolment]) -> dict[int, Way]:
    cohort, pks = enrolments[0].cohort, [enrolment.pk for enrolment in enrolments]
    wanted = asked(cohort.intensity, outline.course(cohort.course))
    units = _sets(UnitDone.objects.filter(enrolment__in=pks).values_list("enrolment", "unit"))
    done = Submission.objects.filter(enrolment__in=pks, state=TaskState.DONE)
    tasks = _sets(done.values_list("enrolment", "task"))
    there = attended.of(enrolments)
    confirmed: dict[int, dict[str, Confirmation]] = defaultdict(dict)
    for row in Confirmation.objects.filter(enrolment__in=pks):
        confirmed[row.enrolment_id][row.kind] = row
    certificates: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(enrolment__in=pks):
        certificates[certificate.enrolment_id].append(certificate)  # type: ignore[index]
    return {
        one.pk: Way(
            one,
            conditions(wanted, _record(confirmed[one.pk], units[one.pk], tasks[one.pk], there[one.pk])),
            confirmed[one.pk],
            certificates[one.pk],
        )
        for one in enrolments
    }


def _record(confirmed: Mapping[str, Confirmation], units: set[UUID], tasks: set[UUID], there: Any) -> Record:
    cycle = confirmed.get(Kind.CYCLE)
    answered = (Kind.BEFORE in confirmed) + (Kind.AFTER in confirmed and Kind.BACK in confirmed)
    return Record(
        units=frozenset(units),
        tasks=frozenset(tasks),
        sessions=there,
        cycle=cycle.data.get("levels", {}) if cycle else None,
        ethics=Kind.ETHICS in confirmed,
        self_assessments=answered,
    )


def _tasks(course: outline.Course, units: set[UUID]) -> tuple[UUID, ...]:
    """Tasks of modules, and of required units, that must be accepted."""
    parts = [part for module in course.modules for part in module.tasks if part.need == Need.PASSED]
    inside = [
        part
        for unit in course.units
        if unit.key in units
        for part in unit.parts
        if part.kind == "task" and part.need == Need.PASSED
    ]
    return tuple(part.id for part in (*parts, *inside))


def _sets(rows: Any) -> dict[int, set[UUID]]:
    found: dict[int, set[UUID]] = defaultdict(set)
    for pk, key in rows:
        found[pk].add(key)
    return found
