"""Reads for the home page."""

from typing import Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from portal.accounts.models import Organisation
from portal.core import links, page_cache
from portal.models.home import HomePage
from portal.services import events, ideas, news, partners, results


def context(page: HomePage) -> dict[str, Any]:
    """The buttons' targets, the next event (or the last), and `lists`: ideas, three articles, results, partners."""
    now = timezone.now()
    upcoming = events.next_event(page.locale_id, now)
    chosen = {name: getattr(page, f"{name}_id") for name in ("primary_page", "secondary_page", "course_page")}
    found = links.targets([pk for pk in chosen.values() if pk])
    return {
        **{name: found.get(pk) for name, pk in chosen.items()},
        "lists": SimpleLazyObject(
            lambda: page_cache.per_generation(f"home:{page.pk}:{get_language()}", lambda: _lists(page))
        ),
        "next_event": upcoming,
        "last_event": None if upcoming else events.last_event(page.locale_id, now),
    }


def _lists(page: HomePage) -> dict[str, Any]:
    """What only a publication changes."""
    return {
        "ideas": ideas.ideas_with_pages(page.locale_id),
        "news": list(news.articles(page.path)[:3]),
        "results": results.result_pages(page.locale_id),
        "countries": partners.by_country(list(Organisation.objects.all())),
    }
