"""What learners' browsers say happened: kept as claims, counted strictly, believed no further.

An attempt runs until a statement ends it that is about exactly the activity. What the learner does after that begins
another; to open the page again does not.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from courses.choices import H5PVerb
from courses.h5p import strictjson
from courses.h5p.issues import Refused
from courses.h5p.limits import Limits
from courses.h5p.xapi import Claim, read_statement
from courses.models import H5PActivity, H5PActor, H5PAttempt, H5PStatement
from courses.permissions import may_record
from courses.services import activity_parts, h5p_play
from portal.core.errors import NotAllowed

NO_END = frozenset(
    "H5P.Accordion H5P.AdvancedText H5P.Agamotto H5P.Audio H5P.Chart H5P.Collage H5P.Dialogcards H5P.GuessTheAnswer "
    "H5P.Image H5P.ImageHotspots H5P.ImageJuxtaposition H5P.ImageSlider H5P.Table H5P.Timeline H5P.Video".split()
)
"""Types that never say they are finished: to have seen them completes them."""
FORM = Limits(json_depth=30)
SAME_ACT = timedelta(seconds=2)
"""Some types end an attempt twice in one breath, as answered and as completed."""
ATTEMPTED = "http://adlnet.gov/expapi/verbs/attempted"
"""What H5P says whenever a page with the activity is opened."""


@dataclass
class Outcome:
    """What became of some statements."""

    stored: int = 0
    known: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    attempt: H5PAttempt | None = None

    def refuse(self, code: str) -> None:
        """Count one that is not kept."""
        self.refused[code] = self.refused.get(code, 0) + 1


def check_may_record(*, user: Any, activity: H5PActivity) -> None:
    """Raises NotAllowed."""
    if not may_record(user, activity):
        raise NotAllowed(_("Results are kept only for people who are signed in and may play this activity."))


@transaction.atomic
def record_statements(
    *, user: Any, activity: H5PActivity, language: str, statements: Iterable[dict[str, Any]]
) -> Outcome:
    """Keep what a browser claims. A statement that comes twice is kept once; what isn't ours is left out."""
    check_may_record(user=user, activity=activity)
    outcome = Outcome()
    actor = _actor(user)
    for statement in statements:
        _take(statement, actor, activity, language, outcome)
    return outcome


@transaction.atomic
def record_view(*, user: Any, activity: H5PActivity, language: str) -> H5PAttempt | None:
    """The learner has seen an activity of a type that never says it is finished. None for other types."""
    check_may_record(user=user, activity=activity)
    if activity.library.machine not in NO_END:
        return None
    actor = _actor(user)
    seen = H5PAttempt.objects.of(user, activity).exclude(finished_at=None).first()
    if seen:
        return seen
    attempt = _running(actor, activity, language)
    attempt.ended_by, attempt.finished_at, attempt.completion = H5PVerb.VIEWED, timezone.now(), True
    attempt.save()
    activity_parts.attempt_ended(attempt=attempt, activity=activity)
    return attempt


def _actor(user: Any) -> H5PActor:
    """The learner's number, locked, so that two devices do not begin the same attempt."""
    H5PActor.objects.get_or_create(user=user)
    return H5PActor.objects.select_for_update().get(user=user)


def _take(statement: Any, actor: H5PActor, activity: H5PActivity, language: str, outcome: Outcome) -> None:
    claim, code = _read(statement, h5p_play.iri(activity))
    identity = _identity(statement) if not code else None
    if code or identity is None:
        return outcome.refuse(code or "id")
    if H5PStatement.objects.filter(statement_id=identity).exists():
        outcome.known += 1
        return None
    attempt = outcome.attempt = _attempt_for(claim, statement["verb"]["id"], actor, activity, language)
    counts = claim is not None and claim.terminal and not attempt.finished_at
    if not counts and attempt.statements.count() >= settings.H5P_STATEMENTS_PER_ATTEMPT:
        return outcome.refuse("many")
    kept = H5PStatement(
        statement_id=identity,
        attempt=attempt,
        actor=actor.uuid,
        verb=str(statement["verb"]["id"])[:200],
        counts=counts,
        statement=_as_ours(statement, identity, actor, language, attempt),
    )
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:  # the same from another tab, this very moment
        outcome.known += 1
        return None
    if counts and claim is not None:
        _finish(attempt, claim)
        activity_parts.attempt_ended(attempt=attempt, activity=activity)
    outcome.stored += 1
    return None


def _read(statement: Any, iri: str) -> tuple[Claim | None, str]:
    """What is claimed about the activity (None for its parts), or the code of what is wrong."""
    if not isinstance(statement, dict):
        return None, "statement"
    text = _written(statement)
    if len(text) > settings.H5P_STATEMENT_BYTES:
        return None, "size"
    if not text or not _can_be_kept(text):
        return None, "statement"
    if _says_nothing_for_a_score(statement):
        return None, "score"
    found = read_statement(statement, iri)
    if isinstance(found, Claim):
        return found, ""
    return None, "" if _is_of_a_part(statement, iri) else found.code


def _written(statement: dict[str, Any]) -> str:
    """As it will be kept; empty if it is deeper than can be written."""
    try:
        return json.dumps(statement, separators=(",", ":"), ensure_ascii=False)
    except RecursionError:
        return ""


def _can_be_kept(text: str) -> bool:
    """No database keeps NUL, halves of characters, the infinite, or what is very deep."""
    try:
        strictjson.loads(text.encode(), limits=FORM)
    except (UnicodeEncodeError, Refused):
        return False
    return True


def _says_nothing_for_a_score(statement: dict[str, Any]) -> bool:
    """Whether a number of the score is null: what JSON makes of NaN and of the infinite."""
    result = statement.get("result")
    score = result.get("score") if isinstance(result, dict) else None
    return isinstance(score, dict) and None in score.values()


def _is_of_a_part(statement: dict[str, Any], iri: str) -> bool:
    """Whether it is about this activity or a part of it: such claims are kept, but count for nothing."""
    target, verb = statement.get("object"), statement.get("verb")
    name = target.get("id") if isinstance(target, dict) else None
    if not isinstance(verb, dict) or not isinstance(verb.get("id"), str):
        return False
    part = statement | {"object": {"id": iri}, "context": {}}
    return (
        isinstance(name, str)
        and name.startswith(f"{iri}?subContentId=")
        and isinstance(read_statement(part, iri), Claim)
    )


def _identity(statement: dict[str, Any]) -> UUID | None:
    if "id" not in statement:
        return uuid4()
    try:
        return UUID(statement["id"]) if isinstance(statement["id"], str) else None
    except ValueError:
        return None


def _attempt_for(claim: Claim | None, verb: str, actor: H5PActor, activity: H5PActivity, language: str) -> H5PAttempt:
    """The running attempt, the one that has just ended, or a new one."""
    last = H5PAttempt.objects.of(actor.user, activity).first()
    if last and (not last.finished_at or _belongs_to(last, last.finished_at, claim, verb)):
        return last
    return _running(actor, activity, language)


def _belongs_to(ended: H5PAttempt, end: datetime, claim: Claim | None, verb: str) -> bool:
    """Whether it still belongs to an attempt that has ended: its parts, a second word for the end, another look."""
    if verb == ATTEMPTED:
        return True
    if claim is None:
        return not ended.statements.filter(verb=ATTEMPTED, stored_at__gt=end).exists()
    return timezone.now() - end < SAME_ACT and _is_an_echo(claim, ended)


def _is_an_echo(claim: Claim, ended: H5PAttempt) -> bool:
    """Whether it is what some types say right after the end: the same score in another word, how far one has come."""
    return not claim.terminal or claim.raw is None or max(0.0, claim.raw) == ended.score


def _running(actor: H5PActor, activity: H5PActivity, language: str) -> H5PAttempt:
    attempts = H5PAttempt.objects.of(actor.user, activity)
    running = attempts.running().first()
    if running:
        return running
    last = attempts.first()
    return H5PAttempt.objects.create(
        user=actor.user,
        activity=activity,
        number=last.number + 1 if last else 1,
        version=activity.version,
        language=language,
    )


def _finish(attempt: H5PAttempt, claim: Claim) -> None:
    attempt.finished_at = timezone.now()
    attempt.ended_by = H5PVerb.COMPLETED if claim.verb == "completed" else H5PVerb.ANSWERED
    if claim.raw is not None and claim.maximum is not None:
        attempt.score, attempt.max_score = max(0.0, claim.raw), claim.maximum  # below nothing is nothing
    elif claim.score is not None:
        attempt.score, attempt.max_score = claim.score, 1.0
    attempt.success = claim.success
    attempt.completion = claim.completion is not False
    attempt.duration = timedelta(seconds=claim.duration) if claim.duration is not None else None
    attempt.save()


def _as_ours(
    statement: dict[str, Any], identity: UUID, actor: H5PActor, language: str, attempt: H5PAttempt
) -> dict[str, Any]:
    """What is stored: what the browser says, but who did it, when it was stored and for which attempt, we say."""
    account = {"homePage": settings.WAGTAILADMIN_BASE_URL, "name": str(actor.uuid)}
    known = {key: statement[key] for key in ("verb", "object", "result") if key in statement}
    if _is_a_time(statement.get("timestamp")):
        known["timestamp"] = statement["timestamp"]
    context = statement.get("context")
    activities = context.get("contextActivities") if isinstance(context, dict) else None
    return known | {
        "id": str(identity),
        "actor": {"objectType": "Agent", "account": account},
        "context": {
            "registration": str(attempt.uuid),
            "language": language,
            **({"contextActivities": activities} if isinstance(activities, dict) else {}),
        },
        "stored": timezone.now().isoformat(),
    }


def _is_a_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and parse_datetime(value) is not None
    except ValueError:
        return False
