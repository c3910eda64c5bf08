"""schema.org descriptions of pages, for machines that read (results, events, articles, the project itself)."""

import json
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

from portal.choices import EventMode
from portal.core.models import BasePage
from portal.models import EventPage, HomePage, NewsPage, ResultPage

if TYPE_CHECKING:
    from portal.site_context import SiteContext

ATTENDANCE = {
    EventMode.IN_PERSON: "OfflineEventAttendanceMode",
    EventMode.ONLINE: "OnlineEventAttendanceMode",
    EventMode.HYBRID: "MixedEventAttendanceMode",
}


def as_script(page: BasePage | None, site: "SiteContext") -> SafeString:
    """JSON that cannot end its script element, or "" for pages that need none."""
    describe = next((function for kind, function in _KINDS if isinstance(page, kind)), None)
    if describe is None or page is None:
        return mark_safe("")
    data = {"@context": "https://schema.org", "inLanguage": site.content_lang, **describe(page, site)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S308


def _home(_page: HomePage, site: "SiteContext") -> dict[str, Any]:
    project = site.project
    data: dict[str, Any] = {
        "@type": "ResearchProject",
        "name": project.name or project.acronym,
        "alternateName": project.acronym,
        "url": site.canonical_url,
    }
    if project.start_date:
        data["foundingDate"] = project.start_date.isoformat()
    if project.end_date:
        data["dissolutionDate"] = project.end_date.isoformat()
    return data


def _article(page: NewsPage, site: "SiteContext") -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "datePublished": page.date.isoformat(),
        "author": {"@type": "Organization", "name": page.author or site.project.acronym},
        "mainEntityOfPage": site.canonical_url,
    }


def _event(page: EventPage, site: "SiteContext") -> dict[str, Any]:
    online = {"@type": "VirtualLocation", "url": page.online_url or site.canonical_url}
    place = {
        "@type": "Place",
        "name": page.venue or page.city,
        "address": {"@type": "PostalAddress", "addressLocality": page.city, "addressCountry": page.country},
    }
    where: Any = {EventMode.ONLINE: online, EventMode.IN_PERSON: place}.get(EventMode(page.mode), [place, online])
    return {
        "@type": "Event",
        "name": page.title,
        "description": page.lead,
        "startDate": page.local_start.date().isoformat() if page.all_day else page.local_start.isoformat(),
        "endDate": page.local_end.date().isoformat() if page.all_day else page.local_end.isoformat(),
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[EventMode(page.mode)]}",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": where,
        "organizer": {"@type": "Organization", "name": page.hosts or site.project.acronym},
        "url": site.canonical_url,
    }


def _result(page: ResultPage, site: "SiteContext") -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": ["CreativeWork", "LearningResource"],
        "name": page.title,
        "identifier": page.result.code,
        "abstract": page.lead,
        "license": page.result.licence_url,
        "author": {"@type": "Organization", "name": page.result.authors},
        "url": site.canonical_url,
        "isAccessibleForFree": True,
    }
    version = page.result.current_version
    if version:
        data |= {"version": version.number, "datePublished": version.date.isoformat()}
    return data


_KINDS: list[tuple[type[BasePage], Any]] = [
    (HomePage, _home),
    (NewsPage, _article),
    (EventPage, _event),
    (ResultPage, _result),
]
