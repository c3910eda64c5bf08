"""One's own journal to take along: Markdown, and a tagged PDF in the reader's language (ADR 0024)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.services import journal, journal_pages, own_times
from portal.core import pdf


def as_markdown(*, user: Any) -> bytes:
    """Everything, oldest first. What people wrote stands as they wrote it."""
    pieces = [f"# {_('Journal')}", _about(user)]
    for one in _entries(user):
        pieces += [f"## {one['heading']}", f"*{one['about']}*", one["text"].strip()]
    return ("\n\n".join(pieces) + "\n").encode()


def as_pdf(*, user: Any) -> bytes:
    """The same on paper."""
    rows = [
        {**one, "paragraphs": [part.strip() for part in one["text"].splitlines() if part.strip()]}
        for one in _entries(user)
    ]
    data = {
        "language": _language(),
        "title": _("Journal"),
        "author": str(user),
        "project": "LS4VET",
        "lines": [_about(user)],
        "entries": [{name: value for name, value in one.items() if name != "text"} for one in rows],
        "nothing": _("The journal is empty."),
    }
    return pdf.make("journal", data)


def file_name(ending: str) -> str:
    """With the day, so that a later one does not overwrite it."""
    return f"journal-{timezone.localdate().isoformat()}.{ending}"


def _entries(user: Any) -> list[dict[str, Any]]:
    rows = journal_pages.as_data(journal_pages.lines(journal.of(user).exclude(text=""), _language()))
    return [
        {
            "heading": one["heading"] or own_times.day(one["at"], user),
            "heading_language": one["heading_language"] if one["heading"] else _language(),
            "about": " · ".join(filter(None, [own_times.day(one["at"], user), one["unit"], one["sharing"]])),
            "text": one["text"],
            "language": one["language"],
        }
        for one in rows
    ]


def _about(user: Any) -> str:
    return _("%(name)s, taken out on %(day)s") % {"name": str(user), "day": own_times.clock(timezone.now(), user)}


def _language() -> str:
    return (get_language() or "en").split("-")[0]
