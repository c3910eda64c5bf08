"""Things tests are about, with sensible words, and a small site in four languages that needs no demo."""

from tests.factories.pages import add_translation, article, event, publish, text_page
from tests.factories.records import (
    LANGUAGES,
    category,
    funding_texts,
    idea,
    member,
    organisation,
    picture,
    result_with_file,
    user,
)
from tests.factories.site import SmallSite, build_site

__all__ = [
    "LANGUAGES",
    "SmallSite",
    "add_translation",
    "article",
    "build_site",
    "category",
    "event",
    "funding_texts",
    "idea",
    "member",
    "organisation",
    "picture",
    "publish",
    "result_with_file",
    "text_page",
    "user",
]
