"""Questions and reflections where they stand in a unit."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from courses.choices import Sharing
from courses.services import question_shown, questions
from courses.services.question_shown import History, Shown

register = template.Library()


@register.inclusion_tag("courses/parts/question.html", takes_context=True)
def native_question(context: Any, value: Any, block_id: str) -> dict[str, Any]:
    """The question of this block as its reader may see it."""
    page, mine = context["page"], context.get("mine")
    asked = questions.question(page.translation_key, block_id, page.locale.language_code)
    if asked is None or _is_preview(context):
        asked = questions.from_block(page.translation_key, block_id, value, page.locale.language_code)
    enrolment = mine.enrolment if mine else None
    history = mine.answers.get(asked.id, History()) if mine else History()
    shown = question_shown.shown(asked, history, str(enrolment.uuid) if enrolment else "open")
    return {
        "q": shown,
        "enrolment": enrolment,
        "action": reverse("courses:question", args=[asked.unit, asked.id]),
        "csrf_token": context.get("csrf_token"),
        "user": context.get("user"),
        "request": context.get("request"),
    }


@register.inclusion_tag("courses/parts/reflection.html", takes_context=True)
def reflection(context: Any, value: Any, block_id: str) -> dict[str, Any]:
    """The prompt of this block, with what its reader has written."""
    page, mine = context["page"], context.get("mine")
    found = questions.prompt(page.translation_key, block_id, page.locale.language_code)
    entry = mine.entries.get(block_id) if mine else None
    return {
        "id": block_id,
        "prompt": found or value,
        "entry": entry,
        "text": entry.text if entry else "",
        "sharing": entry.sharing if entry else Sharing.NOBODY,
        "sharings": Sharing.choices,
        "enrolment": mine.enrolment if mine else None,
        "action": reverse("courses:reflection", args=[page.translation_key, block_id]),
        "content_language": found.language if found else page.locale.language_code,
        "csrf_token": context.get("csrf_token"),
        "user": context.get("user"),
        "request": context.get("request"),
    }


@register.filter
def safe_words(text: str) -> SafeString:
    """Words of an editor, expanded and safe since they were stored."""
    return mark_safe(text)  # noqa: S308 (rich text of editors, cleaned by Wagtail)


@register.filter
def template_of(shown: Shown) -> str:
    """The form of a kind."""
    files = {"single": "choices", "multiple": "choices", "truefalse": "choices", "long": "text", "short": "text"}
    kind = str(shown.asked.kind)
    return f"courses/parts/question/{files.get(kind, kind)}.html"


@register.simple_tag
def words_lang(content_language: str) -> SafeString | str:
    """` lang="…"` for words of the interface inside a text that is in another language."""
    own = (get_language() or "en").split("-")[0]
    if content_language == own:
        return ""
    return mark_safe(f' lang="{get_language_info(own)["code"]}"')  # noqa: S308 (a code of our own)


def _is_preview(context: Any) -> bool:
    return bool(getattr(context.get("request"), "is_preview", False))
