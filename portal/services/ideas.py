"""Reads for the big ideas: each record with its page in the reader's language."""

from typing import Any

from portal.core import page_cache
from portal.core.models import BigIdea
from portal.models.standard import IdeaPage


def all_ideas() -> list[BigIdea]:
    """The five, read once in each generation."""
    return page_cache.per_generation("big-ideas", lambda: list(BigIdea.objects.all()))


def ideas_with_pages(locale_id: int) -> list[BigIdea]:
    """The five ideas; `.url` is the address of the page about it, or ""."""
    pages = {page.number: page for page in IdeaPage.objects.live().filter(locale_id=locale_id).defer("body")}
    ideas = all_ideas()
    for idea in ideas:
        page = pages.get(idea.number)
        idea.url = page.url if page else ""
    return ideas


def context(page: IdeaPage) -> dict[str, Any]:
    """The page's idea, the one before and the one after; the ring closes after the fifth."""
    ideas = ideas_with_pages(page.locale_id)
    position = next((index for index, idea in enumerate(ideas) if idea.number == page.number), None)
    if position is None:
        return {"ideas": ideas, "idea": None, "previous_idea": None, "next_idea": None}
    return {
        "ideas": ideas,
        "idea": ideas[position],
        "previous_idea": ideas[position - 1],
        "next_idea": ideas[(position + 1) % len(ideas)],
    }
