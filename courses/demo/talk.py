"""Threads of the demo cohort: teachers of four countries talk about the first units, each in their own language."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.utils import timezone

from courses.demo import texts
from courses.demo.loader import page_key
from courses.demo.school_tasks import facilitator, learners, pace_of
from courses.demo.streams import NAMESPACE
from courses.models import Cohort, Post


def fill(cohort: Cohort, *, update: bool) -> int:
    """Store the threads that are missing, for a cohort that has begun. Returns how many posts."""
    pace = pace_of(cohort)
    if not pace:
        return 0
    rows = yaml.safe_load((texts.HERE / "talk.yaml").read_text(encoding="utf-8"))
    now = timezone.now().replace(second=0, microsecond=0)
    return sum(_thread(cohort, _paced(row, pace), number, now) for number, row in enumerate(rows))


def _paced(row: dict[str, Any], pace: float) -> dict[str, Any]:
    answers = [{**one, "days": one["days"] * pace} for one in row["answers"]]
    return {**row, "days": row["days"] * pace, "answers": answers}


def _thread(cohort: Cohort, row: dict[str, Any], number: int, now: datetime) -> int:
    if Post.objects.filter(uuid=_name(cohort, number)).exists():
        return 0
    answers = row["answers"]
    last = min([row["days"], *(one["days"] for one in answers)])
    first = _post(cohort, row, number, now, _name(cohort, number), last_at=now - timedelta(days=last))
    for at, one in enumerate(answers, start=1):
        _post(cohort, {**one, "page": row["page"]}, number + at, now, _name(cohort, number, at), thread=first)
    return 1 + len(answers)


def _name(cohort: Cohort, *parts: int) -> UUID:
    return uuid5(NAMESPACE, "/".join(str(part) for part in ("talk", cohort.uuid, *parts)))


def _post(cohort: Cohort, row: dict[str, Any], turn: int, now: datetime, uuid: UUID, **more: Any) -> Post:
    """Colleagues of a language take turns."""
    at = now - timedelta(days=row["days"])
    people = [one.user for one in learners(cohort, row["language"])]
    author = facilitator(cohort) if row.get("guide") else people[turn % len(people)] if people else None
    return Post.objects.create(
        uuid=uuid,
        cohort=cohort,
        page=page_key(row["page"]),
        author=author,
        title=row.get("title", ""),
        text=row["text"],
        language=row["language"],
        created_at=at,
        **{"last_at": at, **more},
    )
