"""What attendance says about learners: the one place where certificates meet sessions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from courses.certification import Sessions
from courses.models import Cohort, Enrolment
from courses.services import attendance


def of(enrolments: Iterable[Enrolment]) -> Mapping[int, Sessions]:
    """By the enrolment's pk: two queries for each cohort."""
    by_cohort: dict[Cohort, list[Enrolment]] = defaultdict(list)
    for row in enrolments:
        by_cohort[row.cohort].append(row)
    found = {}
    for cohort, rows in by_cohort.items():
        for pk, standing in attendance.standings(cohort, rows).items():
            lack = (*standing.missing_each, *(["/".join(standing.rule.any_of)] if standing.missing_any else []))
            found[pk] = Sessions(standing.met, standing.counted, standing.rule.needed, lack)
    return found
