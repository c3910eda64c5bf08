"""What learners of the demo cohort have handed in: drafts, work that waits to be read, came back, was accepted."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import yaml
from django.utils import timezone

from courses.choices import CohortRole, PartKind, TaskState
from courses.demo import texts
from courses.demo.loader import page_key
from courses.demo.streams import Streams
from courses.models import Cohort, Enrolment, Submission, SubmissionComment, TaskDue
from courses.services import progress

LONGEST = 37
"""So many days back the texts go; a cohort that began later has them closer together."""


def fill(cohort: Cohort, *, update: bool) -> int:
    """Store what is missing, for a cohort that has begun; what people wrote stays. Returns how many."""
    pace = pace_of(cohort)
    if not pace:
        return 0
    rows = yaml.safe_load((texts.HERE / "school_tasks.yaml").read_text(encoding="utf-8"))
    now, guide = timezone.now().replace(minute=0, second=0, microsecond=0), facilitator(cohort)
    taken: dict[UUID, set[int]] = defaultdict(set)
    done = 0
    for row in rows:
        task = task_id(row["page"], row["task"])
        TaskDue.objects.get_or_create(
            cohort=cohort, task=task, defaults={"due": now.replace(hour=22) - timedelta(days=row["due"] * pace)}
        )
        learner = _next(cohort, row["language"], taken[task])
        if learner is not None and not Submission.objects.filter(enrolment=learner, task=task).exists():
            _store(learner, task, row, guide, now, pace)
            done += 1
    return done


def pace_of(cohort: Cohort) -> float:
    """How close together its days stand; 0 for a cohort that has not begun, or has no days."""
    days = (timezone.localdate() - cohort.start).days if cohort.start else 0
    return min(1.0, days / LONGEST) if days > 0 else 0


def task_id(page: str, code: str) -> UUID:
    """The id of a module's task, as the loader of the pages makes it."""
    return UUID(Streams(page, None).identity(f"task:{code}", 0))  # type: ignore[arg-type]


def facilitator(cohort: Cohort) -> Any:
    """Who reads and answers."""
    rows = cohort.people.filter(role=CohortRole.FACILITATOR).select_related("user").order_by("pk")
    first = rows.first()
    return first.user if first else None


def learners(cohort: Cohort, language: str) -> list[Enrolment]:
    """Those who use this language, in the order in which they came; everybody where nobody does."""
    everybody = list(cohort.enrolments.active().select_related("user").order_by("pk"))
    return [one for one in everybody if one.user.language == language] or everybody


def _next(cohort: Cohort, language: str, taken: set[int]) -> Enrolment | None:
    found = next((one for one in learners(cohort, language) if one.pk not in taken), None)
    if found is not None:
        taken.add(found.pk)
    return found


def _store(learner: Enrolment, task: UUID, row: dict[str, Any], guide: Any, now: datetime, pace: float) -> None:
    """The work with its history, as the steps would have left it."""
    steps = row["steps"]
    moments = [now - timedelta(days=step[0] * pace) for step in steps]
    handed_in = [at for at, step in zip(moments, steps, strict=True) if step[1] == TaskState.HANDED_IN]
    decided = [at for at, step in zip(moments, steps, strict=True) if step[1] != TaskState.HANDED_IN]
    page = page_key(row["page"])
    submission = Submission.objects.create(
        enrolment=learner,
        page=page,
        task=task,
        state=steps[-1][1] if steps else TaskState.OPEN,
        text=row["text"],
        language=row["language"],
        version=1 + len(steps),
        first_handed_in_at=handed_in[0] if handed_in else None,
        handed_in_at=handed_in[-1] if handed_in else None,
        decided_at=decided[-1] if decided else None,
        decided_by=guide if decided else None,
    )
    for at, step in zip(moments, steps, strict=True):
        own = step[1] == TaskState.HANDED_IN
        text = row["text"] if own else (step[2] if len(step) > 2 else "")
        author, language = (learner.user, row["language"]) if own else (guide, row["language"])
        SubmissionComment.objects.create(
            submission=submission, author=author, text=text, language=language, state=step[1], created_at=at
        )
    if handed_in:
        passed = submission.state == TaskState.DONE
        progress.record_part(enrolment=learner, unit=page, part=task, kind=PartKind.TASK, passed=passed, at=moments[-1])
