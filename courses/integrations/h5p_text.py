"""Texts between the form and the content: people write paragraphs, H5P stores HTML."""

import hashlib
import re

from courses.h5p import markup
from courses.h5p.semantics import Field

_BLOCK = re.compile(r"\s*<(p|div)>((?:[^<]|<br ?/?>)*)</\1>\s*", re.I)
_BREAK = re.compile(r"<br ?/?>\s*", re.I)
_BLANK = re.compile(r"\n[ \t]*\n\s*")


def is_source(value: str, field: Field) -> bool:
    """Whether people see its HTML: it has more markup than paragraphs and line breaks."""
    return field.tags is not None and "<" in value and _paragraphs(value) is None


def shown(value: str, field: Field) -> str:
    """What stands in the form."""
    if field.tags is None or "<" not in value:
        return markup.unescaped(value)
    paragraphs = _paragraphs(value)
    return value if paragraphs is None else "\n\n".join(text for _tag, text in paragraphs)


def stored(text: str, before: str, field: Field) -> str:
    """What was typed, as H5P stores it; `before` says whether it is HTML, and with which paragraphs."""
    if field.tags is None:
        return markup.escape(text)
    if is_source(before, field):
        return markup.clean(text, field.tags)
    paragraphs = _paragraphs(before) if "<" in before else None
    if paragraphs is None and "\n" not in text:
        return markup.clean(markup.escape(text), field.tags)
    tag = paragraphs[0][0] if paragraphs else "p"
    blocks = (markup.escape(block).replace("\n", "<br>") for block in _BLANK.split(text.strip()))
    return markup.clean("".join(f"<{tag}>{block}</{tag}>" for block in blocks), field.tags)


def forbidden(text: str, field: Field) -> list[str]:
    """Tags somebody typed that this text may not have."""
    return sorted(set(markup.names(text)) - markup.allowed(field.tags or ()))


def normal(text: str) -> str:
    """Typed text as browsers should send it: plain line ends, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(text: str) -> str:
    """A short sum of a text, to see whether somebody else has changed it meanwhile."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:16]


def _paragraphs(value: str) -> list[tuple[str, str]] | None:
    """The text of each block, if there is nothing but plain blocks; otherwise None."""
    found, at = [], 0
    while at < len(value):
        block = _BLOCK.match(value, at)
        if block is None:
            return None
        text = _BREAK.sub("\n", re.sub(r"\s*\n\s*", " ", block[2]))
        found.append((block[1].lower(), markup.unescaped(text).replace("\xa0", " ").strip()))
        at = block.end()
    return found
