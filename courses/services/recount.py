"""Working progress out again from the records: the same result, if the database is sound.

Each kind of record is a source, registered by whoever keeps it:

    recount.register(PartKind.QUESTION, read)     # read(enrolments) yields `Deed`s

Kinds without a source (text read, films seen) have no record but the part itself; they stay as they are. What is done
is never taken away here either: a part whose record is gone is reported, and kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.choices import EnrolmentState, PartKind
from courses.completion import Done, standing
from courses.models import Enrolment, H5PAttempt, PartDone, UnitDone
from courses.services import activity_parts, outline, progress
from courses.services.deeds import Deed

BATCH = 200


@dataclass(frozen=True)
class Difference:
    """What the records say and the parts do not, or the other way round.

    `what`: "missing", "not_passed", "unit", "unproved".
    """

    enrolment: int
    unit: UUID
    part: UUID | None
    what: str
    kind: str = ""
    passed: bool = False
    at: datetime | None = None


Read = Callable[[list[Enrolment]], Iterable[Deed]]
_sources: dict[PartKind, Read] = {}


def register(kind: PartKind, read: Read) -> None:
    """Name the records behind a kind of part. `read` gets some enrolments with their cohorts and asks once for all."""
    _sources[kind] = read


def differences() -> Iterator[Difference]:
    """Compare everybody, some enrolments at a time."""
    keys = list(Enrolment.objects.exclude(active_since=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = Enrolment.objects.filter(pk__in=keys[start : start + BATCH]).select_related("cohort", "user")
        yield from _compare(list(rows.order_by("pk")))


@transaction.atomic
def take_in(*, enrolment: Enrolment) -> None:
    """What somebody did before they took part counts from now on, also what they did in an earlier cohort."""
    for kind, read in sorted(_sources.items()):
        for deed in _best(read([enrolment])).values():
            values: dict[str, Any] = {"unit": deed.unit, "part": deed.part, "kind": kind, "passed": deed.passed}
            progress.record_part(enrolment=enrolment, at=deed.at, **values)
    for part in _earlier(enrolment):
        values = {"unit": part.unit, "part": part.part, "kind": PartKind(part.kind), "passed": part.passed}
        progress.record_part(enrolment=enrolment, at=part.passed_at or part.done_at, **values)


@transaction.atomic
def write(found: Iterable[Difference]) -> int:
    """Store what is missing; nothing is taken away. How many were written."""
    written = 0
    for one in found:
        if one.what == "unproved":
            continue
        enrolment = Enrolment.objects.select_related("cohort").get(pk=one.enrolment)
        if one.part is None:
            progress.settle(enrolment=enrolment, unit=one.unit, at=one.at)
        else:
            values: dict[str, Any] = {
                "unit": one.unit,
                "part": one.part,
                "kind": PartKind(one.kind),
                "passed": one.passed,
            }
            progress.record_part(enrolment=enrolment, at=one.at, **values)
        written += 1
    return written


def _compare(rows: list[Enrolment]) -> Iterator[Difference]:
    stored = {(part.enrolment_id, part.unit, part.part): part for part in PartDone.objects.filter(enrolment__in=rows)}
    active = {row.pk for row in rows if row.state == EnrolmentState.ACTIVE}
    proved = {key for row in rows for key in _carried(row, stored)} if _several(rows) else set()
    for kind, read in sorted(_sources.items()):
        for key, deed in _best(read(rows)).items():
            proved.add(key)
            there = stored.get(key)
            if deed.enrolment in active and (there is None or (deed.passed and not there.passed)):
                what = "missing" if there is None else "not_passed"
                yield Difference(*key, what, kind, deed.passed, deed.at)
    for key, part in stored.items():
        if key not in proved and part.kind in _sources:
            yield Difference(*key, "unproved", part.kind, part.passed)
    yield from _units(rows, stored.values())


def _best(deeds: Iterable[Deed]) -> dict[tuple[int, UUID, UUID], Deed]:
    """Of several deeds the first that passed, else the first."""
    found: dict[tuple[int, UUID, UUID], Deed] = {}
    for deed in sorted(deeds, key=lambda deed: (not deed.passed, deed.at)):
        found.setdefault((deed.enrolment, deed.unit, deed.part), deed)
    return found


def _units(rows: list[Enrolment], stored: Iterable[PartDone]) -> Iterator[Difference]:
    """Units whose stored parts are all there, but which are not marked as done."""
    marked = set(UnitDone.objects.filter(enrolment__in=rows).values_list("enrolment", "unit"))
    records: dict[tuple[int, UUID], dict[UUID, Done]] = defaultdict(dict)
    for part in stored:
        records[part.enrolment_id, part.unit][part.part] = Done(tried=True, passed=part.passed)
    for row in rows:
        course = outline.course(row.cohort.course, "en")
        for unit in course.units if course else ():
            key = (row.pk, unit.key)
            if key not in marked and standing(unit.parts, records[key]).done:
                yield Difference(*key, None, "unit", at=timezone.now())


def _several(rows: list[Enrolment]) -> bool:
    """Whether anybody here takes, or took, the course more than once."""
    people = {row.user_id for row in rows}
    return Enrolment.objects.filter(user__in=people).exclude(active_since=None).count() > len(people)


def _carried(row: Enrolment, stored: Mapping[tuple[int, UUID, UUID], PartDone]) -> Iterator[tuple[int, UUID, UUID]]:
    """Parts of this enrolment that another one had first."""
    for part in _earlier(row):
        key = row.pk, part.unit, part.part
        if key in stored and part.pk < stored[key].pk:
            yield key


def _earlier(row: Enrolment) -> list[PartDone]:
    """What the person did in other cohorts of the same course."""
    others = PartDone.objects.filter(enrolment__user=row.user_id, enrolment__cohort__course=row.cohort.course)
    return list(others.exclude(enrolment=row).order_by("pk"))


def attempts(rows: list[Enrolment]) -> Iterator[Deed]:
    """Attempts at activities that have ended, whenever they did."""
    by_user: dict[int, list[Enrolment]] = defaultdict(list)
    for row in rows:
        by_user[row.user_id].append(row)
    found = H5PAttempt.objects.filter(user__in=by_user, finished_at__isnull=False)
    for attempt in found.select_related("activity").order_by("finished_at", "pk"):
        at = attempt.finished_at or timezone.now()
        for row in by_user[attempt.user_id]:
            for unit, part in activity_parts.places(row.cohort.course, attempt.activity.uuid):
                yield Deed(row.pk, unit, part, activity_parts.is_passed(attempt), at)


register(PartKind.ACTIVITY, attempts)
