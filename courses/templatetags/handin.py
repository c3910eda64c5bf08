"""Tasks at school and discussions on pages."""

from collections.abc import Mapping
from typing import Any

import nh3
from django import template
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from courses.services.school_task_reads import OwnTask

register = template.Library()
TAGS = {"p", "br", "a"}


@register.filter
def plain_words(text: str) -> SafeString:
    """What people wrote: paragraphs and links, nothing else; markup stays text."""
    linked = urlize(linebreaks(text, autoescape=True), nofollow=True)
    clean = nh3.clean(
        linked, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )  # fmt: skip
    return mark_safe(clean)  # noqa: S308 (just cleaned)


@register.simple_tag(takes_context=True)
def own_task(context: Mapping[str, Any], block_id: Any) -> OwnTask | None:
    """The reader's own side of the task with this block's id; None for those who don't take the course."""
    mine = context.get("mine")
    return mine.tasks.get(str(block_id)) if mine is not None else None
