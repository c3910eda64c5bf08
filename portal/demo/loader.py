"""Loads the demo: read and check everything, then store it in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from portal.core import demo_parts, page_cache, translatables
from portal.demo.glossary import glossary
from portal.demo.pages import PageLoader
from portal.demo.quiet import index_all, many_changes
from portal.demo.records import RecordLoader
from portal.demo.source import HERE, Source, read
from portal.services import search_index, setup
from portal.translations.services import desk, terms


@dataclass(frozen=True)
class Report:
    """What a run did."""

    pages: int
    indexed: int
    others: int = 0
    """What other rooms have loaded."""


def load(*, update: bool = False, root: Path = HERE, progress: Callable[[str], None] = lambda _line: None) -> Report:
    """Load what is not there yet. Nothing is stored when anything is wrong. Raises SeedError."""
    languages = [code for code, _name in settings.LANGUAGES]
    source = read(languages, root)
    with many_changes(), transaction.atomic():
        setup.ensure()
        pages = translatables.while_paused(lambda: _load(source, update=update, root=root, progress=progress))
        others = translatables.while_paused(lambda: _load_other_rooms(update, progress))
        indexed = search_index.rebuild() if pages else 0
        page_cache.invalidate()
    if pages or others:
        progress("search index")
        index_all()
        progress("translation desk")
        desk.rebuild()
    return Report(pages=pages, indexed=indexed, others=others)


def _load_other_rooms(update: bool, progress: Callable[[str], None]) -> int:
    count = 0
    for name, part in demo_parts.parts():
        progress(name)
        count += part(update)
    return count


def _load(source: Source, *, update: bool, root: Path, progress: Callable[[str], None]) -> int:
    tree_root = _prepare_tree()
    RecordLoader(source, update=update, report=progress, root=root).load()
    loader = PageLoader(source, root=tree_root, update=update, today=timezone.localdate(), report=progress)
    pages = loader.load()
    terms.seed(glossary(source))
    if home := loader.pages.get("home"):
        _serve_from(home)
        RecordLoader(source, update=update, report=progress, root=root).load_settings()
    return pages


def _prepare_tree() -> Page:
    """The root of the tree, without Wagtail's "Welcome" page."""
    root = Page.objects.get(depth=1)
    welcome = root.get_children().filter(slug="home", content_type__model="page", content_type__app_label="wagtailcore")
    for page in welcome:
        page.delete()
    return Page.objects.get(pk=root.pk)


def _serve_from(home: Page) -> None:
    """The site starts at the source language's home page; existing sites are left as they are."""
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="LS4VET")
    Site.clear_site_root_paths_cache()
