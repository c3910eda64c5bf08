"""What a unit shows of a session it points at."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context

from courses.services import session_plans
from courses.services.session_plans import Plan

register = template.Library()


@register.filter
def for_block(records: Any, block: Any) -> Any:
    """A learner's record for this block; None for everybody else."""
    return records.get(str(block)) if isinstance(records, Mapping) else None


@register.simple_tag(takes_context=True)
def session_forms(context: Context, code: str) -> list[Plan]:
    """The forms in which a session of the course is held, in the reader's language."""
    course = context.get("course")
    return session_plans.named(course.key, code) if course else []
