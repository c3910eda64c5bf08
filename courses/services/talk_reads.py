"""Discussions as pages show them; a fixed number of queries however much was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Cohort, Enrolment, Post, TalkVisit
from courses.services import outline, unit_page
from courses.services.outline import Unit

IN_BOX = 3
PER_PAGE = 25


@dataclass(frozen=True)
class Place:
    """What is talked about: a unit, a module, or the course as a whole."""

    key: UUID
    label: str
    language: str
    url: str


def places(cohort: Cohort) -> dict[UUID, Place]:
    """Everything there is to talk about, in the order of the course; no query after the first of a generation."""
    course = outline.course(cohort.course)
    if course is None:
        return {}
    found = [Place(course.key, _("The course as a whole"), "", course.url)]
    for module in course.modules:
        found.append(Place(module.key, f"{module.code} {module.title}", module.language, module.url))
        found += [Place(unit.key, f"{unit.number} {unit.title}", unit.language, unit.url) for unit in module.units]
    return {place.key: place for place in found}


def threads(cohort: Cohort, page: UUID | None = None) -> QuerySet[Post]:
    """Threads with their answers counted, the one that grew last first. Deleted ones nobody answered are left out."""
    rows = Post.objects.filter(cohort=cohort, thread=None)
    rows = rows.filter(page=page) if page else rows
    answers = Count("replies", filter=Q(replies__deleted_at=None, replies__hidden_at=None))
    rows = rows.annotate(answers=answers).exclude(deleted_at__isnull=False, answers=0)
    return rows.select_related("author").defer("text").order_by("-last_at", "-pk")


def mark_new(user: Any, shown: Iterable[Post]) -> list[Post]:
    """The threads with `is_new` on each: one query."""
    rows = list(shown)
    seen = dict(TalkVisit.objects.filter(user=user, thread__in=rows).values_list("thread", "at"))
    for row in rows:
        row.is_new = row.pk not in seen or row.last_at > seen[row.pk]  # type: ignore[attr-defined]
    return rows


def posts(thread: Post) -> QuerySet[Post]:
    """A thread from its first post on."""
    rows = Post.objects.filter(Q(pk=thread.pk) | Q(thread=thread)).select_related("author", "hidden_by")
    return rows.prefetch_related("mentioned").order_by("created_at", "pk")


def page_number(post: Post) -> int:
    """The page of its thread on which a post stands."""
    before = Q(created_at__lt=post.created_at) | Q(created_at=post.created_at, pk__lt=post.pk)
    return posts(post.root).filter(before).count() // PER_PAGE + 1


def reported(cohort: Cohort) -> QuerySet[Post]:
    """What facilitators have to look at."""
    rows = Post.objects.filter(cohort=cohort, reported_at__isnull=False, hidden_at=None, deleted_at=None)
    return rows.select_related("author", "thread").order_by("reported_at")


def of_unit(enrolment: Enrolment, unit: Unit) -> Mapping[str, Any]:
    """The reader of a unit's box (`mine.talk`): the newest words of one's cohort, in one query."""
    rows = Post.objects.filter(cohort=enrolment.cohort, page=unit.key, deleted_at=None, hidden_at=None)
    return {
        "posts": list(rows.select_related("author", "thread").order_by("-created_at", "-pk")[:IN_BOX]),
        "url": reverse("courses:talk_page", args=[enrolment.cohort.uuid, unit.key]),
        "cohort": enrolment.cohort.name,
    }


def register() -> None:
    """Called once, when the app is ready."""
    unit_page.PARTS["talk"] = of_unit
