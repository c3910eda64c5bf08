"""Which public pages search finds, and with which words."""

from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.core import search
from portal.core.models import BasePage


def key_of(page: Page) -> str:
    """The page's name in the index."""
    return f"page:{page.pk}"


def text_of(page: BasePage) -> str:
    """All prose of a page's StreamFields, as the backend would index it, without markup."""
    pieces: list[str] = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            pieces += field.get_searchable_content(field.value_from_object(page))
    pieces += [
        str(getattr(page, name)) for name in ("hosts", "venue", "city", "audience", "author") if hasattr(page, name)
    ]
    return " ".join(strip_tags(piece) for piece in pieces if piece).strip()


def index_page(page: Page) -> None:
    """Add a live, unrestricted page to the index; take any other out."""
    page = page.specific
    url = page.url if page.live and isinstance(page, BasePage) else None
    if not url or page.alias_of_id or page.get_view_restrictions().exists():
        search.forget([key_of(page)])
        return
    search.index_entry(
        search.Entry(
            key=key_of(page),
            language=page.locale.language_code,
            kind=page.search_kind,
            title=page.title,
            url=url,
            lead=page.lead,
            text=text_of(page),
            date=page.search_date,
        )
    )


def rebuild() -> int:
    """Index everything again; returns how many pages were looked at."""
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale").specific(defer=False).iterator(200)
    number = 0
    for page in pages:
        index_page(page)
        number += 1
    return number
