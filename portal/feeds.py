"""What readers subscribe to: news as Atom, events as calendars, one of each for every language."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar

from portal.core import project
from portal.core.public import open_to_all
from portal.models import EventPage, NewsIndexPage, NewsPage
from portal.services import calendar


class NewsFeed(Feed):
    """The newest twenty articles of a language."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The feed's language, project and index page."""
        language = get_language() or "en"
        index = NewsIndexPage.objects.live().filter(locale__language_code=language).first()
        return {
            "language": language,
            "project": project.of(request),
            "link": index.get_url(request) if index else f"/{language}/",
        }

    def title(self, obj: dict[str, Any]) -> str:
        """Project and what this is."""
        return f"{obj['project'].acronym}: {_('News')}"

    def subtitle(self, obj: dict[str, Any]) -> str:
        """The project's tagline."""
        return obj["project"].tagline or ""

    def link(self, obj: dict[str, Any]) -> str:
        """The news list."""
        return obj["link"]

    def author_name(self, obj: dict[str, Any]) -> str:
        """Atom asks for an author of the feed."""
        return obj["project"].acronym

    def items(self, obj: dict[str, Any]):
        """Newest first."""
        rows = open_to_all(NewsPage.objects.live()).filter(locale__language_code=obj["language"])
        return rows.select_related("category").defer("body").order_by("-date", "-pk")[:20]

    def item_title(self, item: NewsPage) -> str:
        """The headline."""
        return item.title

    def item_description(self, item: NewsPage) -> str:
        """The lead."""
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        """The article's address."""
        return item.url

    def item_pubdate(self, item: NewsPage) -> datetime:
        """The article's day, at midnight of the site's time zone."""
        return timezone.make_aware(datetime.combine(item.date, time.min))

    def item_updateddate(self, item: NewsPage) -> datetime:
        """When it was last published."""
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item: NewsPage) -> list[str]:
        """Its category."""
        return [item.category.name]

    def item_author_name(self, item: NewsPage) -> str | None:
        """Who wrote it."""
        return item.author or None


@require_safe
def events_calendar(request: HttpRequest) -> HttpResponse:
    """All events of the reader's language, to subscribe to."""
    language = get_language() or "en"
    rows = open_to_all(EventPage.objects.live()).filter(locale__language_code=language).order_by("start")
    acronym = project.of(request).acronym
    name = f"{acronym}: {_('Events')} ({get_language_info(language)['name_local']})"
    return _answer(_calendar(rows, request, name), f"{acronym.lower()}-{language}.ics")


@require_safe
def event_file(request: HttpRequest, translation_key: UUID) -> HttpResponse:
    """One event, in the reader's language or, where it is not translated, in another."""
    language = get_language() or "en"
    rows = {
        page.locale.language_code: page
        for page in open_to_all(EventPage.objects.live())
        .filter(translation_key=translation_key)
        .select_related("locale")
    }
    event = rows.get(language) or rows.get("en") or next(iter(rows.values()), None)
    if event is None:
        raise Http404("no such event")
    return _answer(_calendar([event], request, event.title), f"{event.slug}.ics")


def _calendar(rows: Any, request: HttpRequest, name: str) -> Calendar:
    """The events with their addresses on this host; refreshed every twelve hours by those who subscribe."""
    return calendar.calendar(((row, request.build_absolute_uri(row.get_url(request))) for row in rows), name)


def _answer(entries: Calendar, filename: str) -> HttpResponse:
    response = HttpResponse(entries.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
