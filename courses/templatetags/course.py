"""What templates of the course room ask for: its menu, films, codes of sources, times."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses import room
from courses.models import Cohort, Session, Source, Video
from courses.services import films, session_plans
from courses.services.films import Film

register = template.Library()

_CODE = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9-]{0,11}(?:, ?[A-Za-z0-9][A-Za-z0-9-]{0,11})*)\]")
_ITALICS = re.compile(r"\*([^*]+)\*")


@register.simple_tag(takes_context=True)
def room_menu(context: Context) -> list[dict[str, Any]]:
    """The room's menu for this person: empty for people without a place in it."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return []
    return room.entries(user, request.path)


@register.simple_tag(takes_context=True)
def cited(context: Context, text: Any) -> SafeString:
    """A text whose codes of sources (`[G21]`, `[G21, BG99]`) lead to their lines, where the page has them."""
    codes = context.get("codes") or frozenset()
    html = text.__html__() if hasattr(text, "__html__") else conditional_escape(text)

    def link(match: re.Match[str]) -> str:
        named = [code.strip() for code in match[1].split(",")]
        if not codes.issuperset(named):
            return match[0]
        links = ", ".join(f'<a href="#source-{code}">{code}</a>' for code in named)
        return f"[{links}]"

    return mark_safe(_CODE.sub(link, str(html)))  # noqa: S308 (the text is safe, the codes are those of our records)


@register.filter
def named(cohort: Cohort) -> SafeString | str:
    """Its name, which says its language where that isn't the reader's."""
    return _in_language(cohort.name, cohort.language)


@register.filter
def titled(session: Session) -> SafeString | str:
    """A session's title in the reader's language; one that was typed, in its cohort's."""
    return _in_language(*session_plans.title_of(session))


@register.filter
def title_text(session: Session) -> str:
    """The same without markup: for the title of a page."""
    return session_plans.title_of(session)[0]


def _in_language(text: str, language: str) -> SafeString | str:
    own = language in ("", get_language())
    return text if own else format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag
def film(video: Video | None) -> Film | None:
    """The film in the reader's language, or as the page has it."""
    return films.for_reader(video, get_language() or "en") if video else None


@register.filter
def tracks(film: Film) -> list[Film]:
    """The film in all its languages: each has captions; the reader's first."""
    reader = get_language() or "en"
    return sorted(films.family(film.family).values(), key=lambda one: (one.language != reader, one.language))


@register.filter
def minutes_seconds(seconds: int) -> str:
    """`1:05`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


@register.filter
def reference(source: Source) -> SafeString:
    """A reference with its titles in italics."""
    return mark_safe(_ITALICS.sub(r"<cite>\1</cite>", escape(source.reference)))  # noqa: S308


@register.filter
def doi_link(source: Source) -> SafeString | str:
    """The address that finds a work for good."""
    if not source.doi:
        return ""
    return format_html('<a href="https://doi.org/{0}" rel="external">https://doi.org/{0}</a>', source.doi)


@register.filter
def film_lang(film: Film, around: str) -> SafeString | str:
    """` lang="de"` for a film whose words are not in the language of the page around it."""
    return format_html(' lang="{}"', film.language) if film.language != around else ""


@register.filter
def has_part(deeds: Mapping[str, Any], block_id: Any) -> bool:
    """Whether something was done of a part."""
    return str(block_id) in deeds
