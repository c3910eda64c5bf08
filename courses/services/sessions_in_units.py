"""A learner's sessions beside the units that point at them."""

from collections.abc import Mapping
from typing import Any

from courses.choices import PartKind
from courses.models import Enrolment
from courses.services import session_reads, unit_page
from courses.services.outline import Unit


def read(enrolment: Enrolment, unit: Unit) -> Mapping[str, Any]:
    """By block: the cohort's sessions of that short name, the next one first. One query; none without a pointer."""
    wanted = {str(part.id): part.ref for part in unit.parts if part.kind == PartKind.SESSION}
    if not wanted:
        return {}
    rows = session_reads.of_learner_by_code(enrolment, set(wanted.values()))
    return {block: best(row for row in rows if row.session.code == code) for block, code in wanted.items()}


def best(rows: Any) -> session_reads.Shown | None:
    """The one to show of several: where one was, else the next, else the last."""
    found = [row for row in rows if not row.session.is_cancelled]
    counted = [row for row in found if row.presence in ("present", "caught_up")]
    coming = [row for row in found if not row.is_over]
    return next(iter(counted or coming or found[::-1]), None)


def register() -> None:
    """Called once, when the app is ready."""
    unit_page.PARTS["sessions"] = read
