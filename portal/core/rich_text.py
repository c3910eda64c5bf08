"""Links inside rich text."""

from django.utils import translation
from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from portal.core.links import targets


class ReaderPageLinkHandler(PageLinkHandler):
    """Rich-text links to pages; a link to a page that is gone keeps its words and loses its address."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """`<a href>` tags in the order of the attributes; a target in another language says so."""
        reader = translation.get_language()
        ids = [int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else 0 for attrs in attrs_list]
        found = targets(set(ids))
        tags = []
        for pk in ids:
            target = found.get(pk)
            if target is None:
                tags.append("<a>")
            else:
                hreflang = f' hreflang="{target.language}"' if target.language != reader else ""
                tags.append(f'<a href="{escape(target.url)}"{hreflang}>')
        return tags
