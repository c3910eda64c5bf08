"""Tasks at school as pages show them: the task in the reader's language, and how far a learner is with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation

from courses.choices import PartKind, TaskState
from courses.models import Cohort, Enrolment, ModulePage, Submission, TaskDue, UnitPage
from courses.services import outline, unit_page
from courses.services.deeds import Deed
from courses.services.outline import Unit
from portal.core import page_cache

GLYPHS = {
    TaskState.OPEN: "open",
    TaskState.HANDED_IN: "wait",
    TaskState.SEEN: "now",
    TaskState.AGAIN: "draft",
    TaskState.DONE: "done",
}
"""The shape beside the word (components/state.html)."""


@dataclass(frozen=True)
class Task:
    """A task as the course words it, in the reader's language or as it was written."""

    page: UUID
    id: UUID
    course: UUID | None
    code: str
    title: str
    hours: str
    steps: tuple[str, ...]
    hand_in: str
    criteria: tuple[str, ...]
    language: str
    page_title: str
    url: str
    """Of its place on the page."""


@dataclass(frozen=True)
class OwnTask:
    """A learner's side of a task."""

    url: str
    state: TaskState
    due: datetime | None
    """In the time zone of the cohort."""
    zone: str
    late: bool
    handed_in_at: datetime | None

    @property
    def label(self) -> str:
        """The state in words."""
        return str(self.state.label)

    @property
    def glyph(self) -> str:
        """The state's shape."""
        return GLYPHS[self.state]


def find(page: UUID, task: UUID, language: str = "") -> Task | None:
    """A task of a live page. A translation without it gives way to the page as it was written."""
    language = language or translation.get_language() or "en"
    return page_cache.per_generation(f"task:{page}:{task}:{language}", lambda: _find(page, task, language))


def _find(page: UUID, task: UUID, language: str) -> Task | None:
    rows: list[Any] = []
    for model, stream in ((ModulePage, "work"), (UnitPage, "body")):
        found = model.objects.live().filter(translation_key=page).select_related("locale").order_by("pk")
        rows += [(one, getattr(one, stream)) for one in found]
    rows.sort(key=lambda row: row[0].locale.language_code != language)
    for one, stream in rows:
        block = next((block for block in stream if block.block_type == "task" and block.id == str(task)), None)
        if block is not None:
            return _task(one, task, block.value)
    return None


def _task(page: Any, task: UUID, value: Any) -> Task:
    course = outline.course_of(page)
    return Task(
        page=page.translation_key,
        id=task,
        course=course.key if course else None,
        code=value["code"],
        title=value["title"],
        hours=value["hours"],
        steps=tuple(value["steps"]),
        hand_in=value["hand_in"],
        criteria=tuple(value["criteria"]),
        language=page.locale.language_code,
        page_title=page.title,
        url=f"{page.url}#{task}",
    )


def due_of(cohort: Cohort, task: UUID) -> datetime | None:
    """When the cohort hands it in, in its own time zone."""
    due = TaskDue.objects.filter(cohort=cohort, task=task).values_list("due", flat=True).first()
    return due and due.astimezone(ZoneInfo(cohort.timezone))


def is_late(first_handed_in_at: datetime | None, due: datetime | None) -> bool:
    """Whether it came after the date; what is revised later is not late."""
    return bool(first_handed_in_at and due and first_handed_in_at > due)


def own(enrolment: Enrolment, page: UUID, tasks: Iterable[UUID]) -> Mapping[str, OwnTask]:
    """A learner's side of the tasks of one page, by the block's id: two queries, none for a page without tasks."""
    wanted = list(tasks)
    if not wanted:
        return {}
    cohort = enrolment.cohort
    dues = dict(TaskDue.objects.filter(cohort=cohort, task__in=wanted).values_list("task", "due"))
    rows = {row.task: row for row in Submission.objects.filter(enrolment=enrolment, task__in=wanted).defer("text")}
    return {str(task): _own(page, task, cohort, rows.get(task), dues.get(task)) for task in wanted}


def _own(page: UUID, task: UUID, cohort: Cohort, row: Submission | None, due: datetime | None) -> OwnTask:
    return OwnTask(
        url=reverse("courses:school_task", args=[page, task]),
        state=TaskState(row.state) if row else TaskState.OPEN,
        due=due and due.astimezone(ZoneInfo(cohort.timezone)),
        zone=cohort.timezone,
        late=is_late(row.first_handed_in_at if row else None, due),
        handed_in_at=row.handed_in_at if row else None,
    )


def of_unit(enrolment: Enrolment, unit: Unit) -> Mapping[str, OwnTask]:
    """The reader of the tasks of a unit, or of a module (`mine.tasks`)."""
    return own(enrolment, unit.key, (part.id for part in unit.parts if part.kind == PartKind.TASK))


def deeds(enrolments: Iterable[Enrolment]) -> Iterator[Deed]:
    """What was handed in, and accepted, for the recount: one query."""
    rows = Submission.objects.filter(enrolment__in=enrolments, first_handed_in_at__isnull=False)
    for row in rows.order_by("first_handed_in_at", "pk"):
        passed = row.state == TaskState.DONE
        at = (row.decided_at if passed else None) or row.first_handed_in_at
        if at:
            yield Deed(row.enrolment_id, row.page, row.task, passed, at)


def register() -> None:
    """Called once, when the app is ready."""
    unit_page.PARTS["tasks"] = of_unit
