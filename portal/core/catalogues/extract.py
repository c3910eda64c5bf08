"""Finding the interface strings in Python, templates and browser scripts.

Templates go through Django's own `templatize`, so the message ids are exactly those of `makemessages`.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

DJANGO, JAVASCRIPT = "django", "djangojs"
DOMAINS = (DJANGO, JAVASCRIPT)
PACKAGES = ("portal", "courses", "partners_area")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg"}
SCRIPT_SUFFIXES = {".js", ".mjs"}
COMMENT_TAGS = ("Translators",)
_LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_noop": None,
    **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in _LAZY},
}


@dataclass
class Found:
    """One string of the interface and the files it stands in."""

    id: str | tuple[str, str]
    context: str | None
    files: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)


def collect(root: Path, domain: str) -> list[Found]:
    """Every string of a domain, in the order of message id and context."""
    found: dict[tuple[str, str], Found] = {}
    for path in sources(root, domain):
        for message_id, context, comments in messages_of(path):
            # gettext counts a singular and its plural form as the message of the singular.
            key = (message_id[0] if isinstance(message_id, tuple) else message_id, context or "")
            entry = found.setdefault(key, Found(message_id, context))
            if isinstance(message_id, tuple):
                entry.id = message_id
            entry.files.add(path.relative_to(root).as_posix())
            entry.comments += [comment for comment in comments if comment not in entry.comments]
    return [found[key] for key in sorted(found)]


def sources(root: Path, domain: str) -> Iterator[Path]:
    """The files of the project that may hold strings of that domain."""
    if domain == JAVASCRIPT:
        yield from _files(root, [f"{package}/**/static/**/*" for package in PACKAGES], SCRIPT_SUFFIXES)
        return
    yield from _files(root, [f"{package}/**/*" for package in PACKAGES], {".py"})
    yield from _files(
        root, ["templates/**/*", *(f"{package}/**/templates/**/*" for package in PACKAGES)], TEMPLATE_SUFFIXES
    )


def _files(root: Path, patterns: Iterable[str], suffixes: set[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from (path for path in sorted(root.glob(pattern)) if path.suffix in suffixes and path.is_file())


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None, list[str]]]:
    """Message id (with its plural), context and translators' comments of each string in a file."""
    text = path.read_text(encoding="utf-8")
    method = "python"
    if path.suffix in SCRIPT_SUFFIXES:
        method = "javascript"
    elif path.suffix != ".py":
        # In brackets, so that the tokenizer takes no offence at the indentation of a page.
        text = f"(\n{templatize(text, origin=str(path))}\n)"
    stream = io.BytesIO(text.encode())
    options = {"jsx": False, "parse_template_string": True} if method == "javascript" else {"encoding": "utf-8"}
    for _, message, comments, context in extract(method, stream, KEYWORDS, COMMENT_TAGS, options):
        if message:
            yield ((message[0], message[1]) if isinstance(message, tuple) else message), context, comments
