"""The three columns of the footer, from the tree: an editor changes them by adding pages below home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

TAKE_PART = ("newsindexpage", "eventindexpage")


def columns(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The project (menu pages of text, results, partners), taking part (news, events), about this site (the rest)."""
    project = [s for s in sections if s["in_menu"] and s["model"] not in TAKE_PART]
    take_part = [s for s in sections if s["model"] in TAKE_PART]
    about = [s for s in sections if not s["in_menu"] and s["model"] not in TAKE_PART]
    by_email = [{"title": _("News by email"), "url": reverse("newsletter")}]
    feeds = [{"title": _("News feed (Atom)"), "url": reverse("news_feed")}]
    site_map = [{"title": _("Site map"), "url": reverse("sitemap_page")}]
    return [
        {"title": _("The project"), "links": project},
        {"title": _("Take part"), "links": take_part + by_email + feeds},
        {"title": _("About this site"), "links": about + site_map},
    ]
