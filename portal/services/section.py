"""Reads for text pages: the pages below, and the way on within a section."""

from typing import Any

from wagtail.models import Page

from portal.core.public import open_to_all
from portal.models.standard import IdeaPage, StandardPage


def context(page: StandardPage) -> dict[str, Any]:
    """Children with their leads; previous and next sibling where the page stands in a section."""
    children = _children(page) if page.show_children else []
    previous_page = next_page = section = None
    if page.depth > 3:
        siblings = list(page.get_siblings().live())
        position = next((i for i, sibling in enumerate(siblings) if sibling.pk == page.pk), None)
        if position is not None:
            previous_page = siblings[position - 1] if position else None
            next_page = siblings[position + 1] if position + 1 < len(siblings) else None
        section = page.get_parent()
    return {"children": children, "previous_page": previous_page, "next_page": next_page, "section": section}


def _children(page: Page) -> list[Page]:
    """Live text and idea pages right below, in tree order; two queries, without their bodies."""
    rows: list[Page] = []
    for model in (StandardPage, IdeaPage):
        rows += open_to_all(model.objects.live().child_of(page)).select_related("locale").defer("body")
    return sorted(rows, key=lambda child: child.path)
