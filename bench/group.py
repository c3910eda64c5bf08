"""`python -m bench.group make`: 300 learners of the demo's course, signed in; `… count`: what is stored of them."""

import json
import os
import sys
from collections import Counter
from typing import Any
from uuid import UUID

import django

from bench.course import cookie

LEARNERS = 300
UNIT = "1.3"
"""It counts four parts: the text, two activities, a question. A film and a prompt for the journal are offers."""
NAME = "Finishing"


def make() -> dict[str, Any]:
    """A cohort, its learners' cookies, and the unit's address in each language."""
    from django.conf import settings
    from django.utils import timezone

    from courses.demo.loader import page_key
    from courses.models import Cohort, CourseIntensity, Enrolment
    from courses.services import outline
    from portal.accounts.models import User

    course, now = page_key("course"), timezone.now()
    intensity = CourseIntensity.objects.get(course=course, code="medium")
    languages = [code for code, _name in settings.LANGUAGES]
    values = {"intensity": intensity, "state": "open", "languages": languages, "places": LEARNERS}
    cohort = Cohort.objects.create(course=course, name=NAME, **values)
    people = User.objects.bulk_create(
        User(email=f"finishing-{number}@bench.example", display_name=f"Learner Number {number}")
        for number in range(LEARNERS)
    )
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, user=person, state="active", place=place, active_since=now)
        for place, person in enumerate(people, 1)
    )
    wholes = [outline.course(course, language) for language in languages]
    units = [next(unit for unit in whole.units if unit.number == UNIT).url for whole in wholes if whole]
    return {"units": units, "cookies": [cookie(person) for person in people]}


def count() -> dict[str, int]:
    """Who finished, what is missing, and what was counted more than once."""
    from courses.completion import NOTHING_YET, Done
    from courses.models import Enrolment, PartDone, UnitDone

    unit = _unit()
    people = set(Enrolment.objects.filter(cohort__name=NAME).values_list("pk", flat=True))
    done = Counter(UnitDone.objects.filter(enrolment__in=people, unit=unit.key).values_list("enrolment", flat=True))
    rows = PartDone.objects.filter(enrolment__in=people).values_list("enrolment", "part", "passed")
    parts = {(person, part): Done(tried=True, passed=passed) for person, part, passed in rows}
    counted = [part for part in unit.parts if part.kind != "video"]  # the browsers of the bench watch no films
    missing = [
        (person, part.id)
        for person in people
        for part in counted
        if not parts.get((person, part.id), NOTHING_YET).tried
    ]
    return {
        "finished": len(done),
        "lost": len(missing),
        "twice": _more_than_once(done) + len(rows) - len(parts) + _records_twice(people, unit.key),
        "elsewhere": UnitDone.objects.filter(enrolment__in=people).exclude(unit=unit.key).count(),
    }


def _records_twice(people: set[int], unit: UUID) -> int:
    """Answers, entries, attempts, ends of attempts and visits beyond the one that each learner made."""
    from courses.models import Answer, H5PAttempt, H5PStatement, JournalEntry, UnitVisit

    mine = {"enrolment__in": people, "unit": unit}
    ended = {"attempt__user__enrolments__in": people, "counts": True}
    found = [
        Answer.objects.filter(**mine).values_list("enrolment", "question"),
        JournalEntry.objects.filter(**mine).values_list("enrolment", "prompt"),
        UnitVisit.objects.filter(**mine).values_list("enrolment"),
        H5PAttempt.objects.filter(user__enrolments__in=people).values_list("user", "activity"),
        H5PStatement.objects.filter(**ended).values_list("attempt"),
    ]
    return sum(_more_than_once(Counter(rows.order_by())) for rows in found)


def _more_than_once(counted: "Counter[Any]") -> int:
    return sum(number - 1 for number in counted.values())


def _unit() -> Any:
    from courses.demo.loader import page_key
    from courses.services import outline

    course: Any = outline.course(page_key("course"), "en")
    return next(unit for unit in course.units if unit.number == UNIT)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    django.setup()
    sys.stdout.write(json.dumps({"make": make, "count": count}[sys.argv[1]]()) + "\n")
