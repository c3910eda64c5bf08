"""One page of every kind, in every language: what the looks, the keys and the language switch are tried on."""

from uuid import NAMESPACE_URL, uuid5

from .server import DemoSite

KEYS = {
    "home": "home",
    "section": "project",
    "text with steps": "cycle",
    "text with terms": "glossary",
    "text with funding": "legal",
    "course": "course",
    "big idea": "big-idea-3",
    "news list": "news",
    "article": "news-malta",
    "event list": "events",
    "past event": "multiplier-zwolle",
    "coming event": "course-start-next",
    "result list": "results",
    "result": "io1",
    "partners": "partners",
}
COURSE = {"course in modules": ("CoursePage", 0), "module": ("ModulePage", 1), "unit": ("UnitPage", 3)}
"""Pages of the blended course: their type, and which of it."""
ALL_KINDS = (
    *KEYS,
    *COURSE,
    "search",
    "search results",
    "search without results",
    "site map",
    "not found",
    "style guide",
    "activity",
)
ACTIVITY = uuid5(NAMESPACE_URL, "https://ls4vet.example/activities/sorting-evidence")
"""One of the activities the demo has."""
WORDS = {"en": "teachers", "hu": "képzések", "de": "Lehrkräften", "nl": "docenten"}
"""Inflected words every language's pages contain in another form."""


def pages(site: DemoSite, language: str) -> dict[str, str]:
    """Kind of page to address; all of them answer 200."""
    course = {kind: lesson(site, language, *which) for kind, which in COURSE.items()}
    return (
        {kind: site.address(key, language) for kind, key in KEYS.items()}
        | course
        | {
            "search": f"{site.url}/{language}/search/",
            "search results": f"{site.url}/{language}/search/?q={WORDS[language]}",
            "search without results": f"{site.url}/{language}/search/?q=qqxqqx",
            "site map": f"{site.url}/{language}/site-map/",
        }
    )


def lesson(site: DemoSite, language: str, kind: str, place: int) -> str:
    """A page of the course in the order of its tree."""
    rows = [row for row in site.seed.pages if (row["type"], row["language"]) == (kind, language)]
    return site.url + str(rows[place]["path"])


def all_places(site: DemoSite, language: str) -> dict[str, str]:
    """The same, with the page for 404, the style guide and an activity."""
    more = {"not found": "no-such-page", "style guide": "styleguide", "activity": f"activities/{ACTIVITY}"}
    return pages(site, language) | {kind: f"{site.url}/{language}/{place}/" for kind, place in more.items()}
