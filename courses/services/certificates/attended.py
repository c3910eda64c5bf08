"""What attendance says about learners: the one place where certificates meet sessions.

Rows are read here until `courses.services.attendance` keeps the rule; then `of` asks that.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from courses.certification import Asked, Sessions, sessions
from courses.choices import Presence
from courses.models import Attendance, Enrolment


def of(enrolments: Iterable[Enrolment], asked: Asked) -> Mapping[int, Sessions]:
    """By the enrolment's pk: one query for all of them."""
    there: dict[int, set[str]] = defaultdict(set)
    made_up: dict[int, set[str]] = defaultdict(set)
    pks = [enrolment.pk for enrolment in enrolments]
    rows = Attendance.objects.filter(
        enrolment__in=pks, session__cancelled_at__isnull=True, presence__in=(Presence.PRESENT, Presence.CAUGHT_UP)
    )
    for pk, code, presence in rows.values_list("enrolment", "session__code", "presence"):
        (there if presence == Presence.PRESENT else made_up)[pk].add(code)
    return {pk: sessions(asked, frozenset(there[pk]), frozenset(made_up[pk])) for pk in pks}
