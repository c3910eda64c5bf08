"""From a template and its context to subject, text and HTML, in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Site

from portal.core import page_cache
from portal.core.funding import texts_for
from portal.core.project import of_site

_BLANK_LINES = re.compile(r"\n[ \t]*(\n[ \t]*)+")


@dataclass(frozen=True)
class Rendered:
    """The words of a mail."""

    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, Any], language: str) -> Rendered:
    """The mail in this language. Raises TemplateDoesNotExist unless there are both a text and an HTML template."""
    with translation.override(language):
        full = {**frame(language), **context}
        subject = render_to_string(f"emails/{template}.txt", {**full, "part": "subject"})
        full["subject"] = " ".join(subject.split())[:250]
        text = render_to_string(f"emails/{template}.txt", {**full, "part": "text"})
        html = render_to_string(f"emails/{template}.html", full)
    return Rendered(full["subject"], _BLANK_LINES.sub("\n\n", text).strip() + "\n", html)


def frame(language: str) -> dict[str, Any]:
    """What every mail may use: the project, its funding statement, the site's address (without a slash at its end)."""
    # A list, because a new installation has no site yet.
    find = Site.objects.filter(is_default_site=True)
    site = page_cache.per_generation("mail-site", lambda: list(find[:1]))
    project = of_site(site[0] if site else None)
    funding = page_cache.per_generation(f"mail-funding:{language}", lambda: texts_for(project, language))
    base_url = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return {
        "project": project,
        "funding_statement": funding.statement,
        "funding_lang": funding.statement_lang,
        "base_url": base_url,
        "language": language,
    }


def absolute(path: str) -> str:
    """An address of this site that works outside of it; one that is whole already stays as it is."""
    if path.startswith(("http://", "https://")):
        return path
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
