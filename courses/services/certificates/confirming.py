"""Signing the ethics checklist, answering the self-assessment, judging a team's cycle."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.certificate_texts import CANNOT_SAY, ETHICS, SCALE, STATEMENTS
from courses.certification import CRITERIA, LEVELS
from courses.models import Confirmation, Enrolment, Team
from courses.permissions import in_team, may_facilitate, may_learn
from portal.core import audit
from portal.core.errors import DomainError, InvalidContent, NotAllowed

Kind = Confirmation.Kind
STEPS = (Kind.BEFORE, Kind.AFTER, Kind.BACK)


class Already(DomainError):
    """It was confirmed before: the first word counts."""


@transaction.atomic
def sign_ethics(*, user: Any, enrolment: Enrolment, promises: set[str]) -> Confirmation:
    """Every line is agreed to, once. Raises NotAllowed, InvalidContent, Already."""
    _own(user, enrolment)
    if promises != {promise.key for promise in ETHICS}:
        raise InvalidContent(_("Agree to every line: together they protect pupils, colleagues and you."))
    return _once(user, enrolment, Kind.ETHICS, {"promises": sorted(promises)}, "certificate.ethics_signed")


@transaction.atomic
def assess_oneself(*, user: Any, enrolment: Enrolment, step: str, given: Mapping[str, int]) -> Confirmation:
    """One page of the self-assessment, once: what was said at the start is not changed later.

    Raises NotAllowed, InvalidContent, Already. Nobody but the learner ever sees what was chosen.
    """
    _own(user, enrolment)
    if step not in STEPS or (step == Kind.BACK and not _has(enrolment, Kind.AFTER)):
        raise InvalidContent(_("First say how it is today; then look back."))
    allowed = {value for value, _words in SCALE}
    if set(given) != {row.number for row in STATEMENTS} or not set(given.values()) <= allowed:
        raise InvalidContent(_("Choose one answer for each statement; “can’t say yet” is one, too."))
    return _once(user, enrolment, step, dict(given), "certificate.self_assessed", {"step": str(step)})


@transaction.atomic
def rate_cycle(*, user: Any, team: Team, levels: Mapping[str, int], words: str = "") -> int:
    """The facilitator's levels, for each member of the team; they may be raised or lowered later.

    Mentors accompany and never assess. Raises NotAllowed, InvalidContent; returns how many members it counts for.
    """
    if not may_facilitate(user, team.cohort):
        raise NotAllowed(_("Only a facilitator of the cohort gives the levels."))
    return _rate(user, team, Kind.CYCLE, levels, words, "certificate.cycle_rated")


@transaction.atomic
def rate_own_cycle(*, user: Any, team: Team, levels: Mapping[str, int], words: str = "") -> int:
    """The team's own view, which comes first and is talked about; it counts for nothing."""
    if not in_team(user, team):
        raise NotAllowed(_("Only members of the team say how they see their own cycle."))
    return _rate(user, team, Kind.OWN, levels, words, "certificate.cycle_seen")


def averages(confirmed: Mapping[str, Confirmation]) -> list[tuple[int, dict[str, float | None]]]:
    """For each big idea the mean of what was said at the start, today, and looking back; for the learner alone."""
    rows = []
    for idea in sorted({row.idea for row in STATEMENTS}):
        numbers = [row.number for row in STATEMENTS if row.idea == idea]
        rows.append((idea, {str(step): _mean(confirmed.get(step), numbers) for step in STEPS}))
    return rows


def _mean(row: Confirmation | None, numbers: list[str]) -> float | None:
    said = [row.data[number] for number in numbers if row.data.get(number, CANNOT_SAY)] if row else []
    return round(sum(said) / len(said), 1) if said else None


def _rate(user: Any, team: Team, kind: str, levels: Mapping[str, int], words: str, action: str) -> int:
    if set(levels) != set(CRITERIA) or not set(levels.values()) <= set(LEVELS):
        raise InvalidContent(_("Choose a level for each of the five criteria."))
    data = {"levels": dict(levels), "words": words.strip()}
    members = list(team.members.active())
    if not members:
        raise InvalidContent(_("There is nobody in this team yet."))
    for member in members:
        values = {"data": data, "by": user, "at": timezone.now()}
        Confirmation.objects.update_or_create(enrolment=member, kind=kind, defaults=values)
    audit.record(actor=user, action=action, target=team, data={"levels": dict(levels)})
    return len(members)


def _once(
    user: Any, enrolment: Enrolment, kind: str, data: dict[str, Any], action: str, said: dict[str, Any] | None = None
) -> Confirmation:
    if _has(enrolment, kind):
        raise Already(_("You have done this before. What you said then counts."))
    try:
        with transaction.atomic():
            row = Confirmation.objects.create(enrolment=enrolment, kind=kind, data=data, by=user)
    except IntegrityError as error:
        raise Already(_("You have done this before. What you said then counts.")) from error
    audit.record(actor=user, action=action, target=enrolment.cohort, data=said or {})
    return row


def _has(enrolment: Enrolment, kind: str) -> bool:
    return Confirmation.objects.filter(enrolment=enrolment, kind=kind).exists()


def _own(user: Any, enrolment: Enrolment) -> None:
    if not may_learn(user, enrolment):
        raise NotAllowed(_("Only whoever takes part in the cohort can do this."))
