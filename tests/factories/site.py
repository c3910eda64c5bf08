"""A small site: every page type once, three levels deep, in four languages; one page stays English."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from wagtail.models import Page, Site

from portal.core.models import ProjectSettings
from portal.models import (
    EventIndexPage,
    EventPage,
    HomePage,
    IdeaPage,
    NewsIndexPage,
    NewsPage,
    PartnersPage,
    ResultIndexPage,
    ResultPage,
    StandardPage,
)
from tests.factories.pages import add_translation, child, locale
from tests.factories.records import LANGUAGES, category, idea, in_all, organisation, result_with_file

# Key: kind of page, key of the parent, titles in the four languages (slugs follow from them).
TREE: dict[str, tuple[type[Page], str, tuple[str, ...]]] = {
    "project": (StandardPage, "home", ("Project", "Projekt", "Das Projekt", "Het project")),
    "aims": (StandardPage, "project", ("Aims", "Célok", "Ziele", "Doelen")),
    "details": (StandardPage, "aims", ("Details", "Részletek", "Einzelheiten", "Bijzonderheden")),
    "ideas": (StandardPage, "home", ("Big ideas", "Nagy gondolatok", "Große Ideen", "Grote ideeën")),
    "idea-1": (IdeaPage, "ideas", ("Inquire", "Kutatás", "Forschen", "Onderzoeken")),
    "news": (NewsIndexPage, "home", ("News", "Hírek", "Aktuelles", "Nieuws")),
    "article": (
        NewsPage,
        "news",
        ("Teachers meet", "Tanárok találkozója", "Lehrkräfte treffen sich", "Docenten bijeen"),
    ),
    "events": (EventIndexPage, "home", ("Events", "Események", "Termine", "Agenda")),
    "meeting": (
        EventPage,
        "events",
        ("Meeting in Malta", "Találkozó Máltán", "Treffen in Malta", "Bijeenkomst op Malta"),
    ),
    "results": (ResultIndexPage, "home", ("Results", "Eredmények", "Ergebnisse", "Resultaten")),
    "io1": (ResultPage, "results", ("The model", "A modell", "Das Modell", "Het model")),
    "partners": (PartnersPage, "home", ("Partners", "Partnerek", "Partner", "Onze partners")),
    "legal": (StandardPage, "home", ("Legal notice", "Jogi tudnivalók", "Impressum", "Juridische informatie")),
}
LEADS = (
    "Teachers plan a lesson together.",
    "A tanárok együtt terveznek képzést.",
    "Lehrkräfte planen gemeinsam.",
    "Docenten plannen samen.",
)


@dataclass
class SmallSite:
    """The site with its pages by key and language."""

    site: Site
    settings: ProjectSettings
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    english_only: Any = None

    def __call__(self, key: str, language: str = "en") -> Any:
        """A page, fresh from the database."""
        return self.pages[key][language].specific_class.objects.get(pk=self.pages[key][language].pk)

    def url(self, key: str, language: str = "en") -> str:
        """A page's address."""
        return self.pages[key][language].url


def build_site() -> SmallSite:
    """Replace Wagtail's welcome page by the small site."""
    Site.objects.all().delete()
    root = Page.objects.get(depth=1)
    root.get_children().delete()
    root = Page.objects.get(pk=root.pk)
    homes = _homes(root)
    site = Site.objects.create(hostname="localhost", port=80, root_page=homes["en"], is_default_site=True)
    small = SmallSite(site, _settings(site), {"home": homes})
    idea(1)
    organisation("elte", latitude=47.49, longitude=19.05, role="coordinator")
    category("course", sort_order=2)
    for key in TREE:
        small.pages[key] = _family(small, key)
    small.english_only = child(StandardPage, small("project"), "Only English", lead="Not translated yet")
    return small


def _settings(site: Site) -> ProjectSettings:
    return ProjectSettings.objects.create(
        site=site,
        acronym="LS4VET",
        project_number="2020-1-HU01-KA202-078754",
        agency="Tempus Public Foundation",
        start_date=date(2020, 9, 1),
        end_date=date(2023, 8, 31),
        **in_all("name", ("Lesson Study for VET", "Óratanulmány", "Lesson Study", "Lesson Study mbo")),
    )


def _homes(root: Page) -> dict[str, HomePage]:
    titles = ("LS4VET", "LS4VET magyarul", "LS4VET auf Deutsch", "LS4VET in het Nederlands")
    homes: dict[str, HomePage] = {}
    for language, title in zip(LANGUAGES, titles, strict=True):
        page = HomePage(title=title, slug=f"home-{language}", headline=title, locale=locale(language))
        if homes:
            page.translation_key = homes["en"].translation_key
        homes[language] = root.add_child(instance=page)
    return homes


def _family(small: SmallSite, key: str) -> dict[str, Any]:
    model, parent, titles = TREE[key]
    shared = {**_fields(key), "show_in_menus": parent == "home" and key != "legal"}
    pages = {"en": child(model, small(parent, "en"), titles[0], lead=LEADS[0], **shared)}
    for language, title, lead in list(zip(LANGUAGES, titles, LEADS, strict=True))[1:]:
        pages[language] = add_translation(pages["en"], small(parent, language), title, lead=lead)
    return pages


def _fields(key: str) -> dict[str, Any]:
    match key:
        case "article":
            body = [{"type": "text", "value": "<p>A workshop in <b>Vienna</b>.</p>", "id": "b1"}]
            return {"date": date(2023, 3, 1), "category": category(), "body": json.dumps(body)}
        case "meeting":
            start, end = datetime(2022, 11, 10, 8, tzinfo=UTC), datetime(2022, 11, 11, 15, tzinfo=UTC)
            place = {"venue": "The institute", "city": "Msida", "country": "MT", "timezone": "Europe/Malta"}
            return {"start": start, "end": end, "kind": "partners", **place}
        case "io1":
            return {"result": result_with_file().version.result, "audience": "Teachers"}
        case "idea-1":
            return {"number": 1}
        case "project" | "ideas":
            return {"show_children": True}
    return {}
