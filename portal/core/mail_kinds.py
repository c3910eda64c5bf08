"""Kinds of mail that a person may switch off. Rooms register theirs when they are loaded."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class MailKind:
    """A kind with its name and what it is about, both lazily translated."""

    key: str
    label: Any
    hint: Any = ""


_kinds: dict[str, MailKind] = {}


def register(key: str, label: Any, hint: Any = "") -> None:
    """Make a kind known; the key stands in `User.mail_off` and in signed links, so it never changes."""
    _kinds[key] = MailKind(key, label, hint)


def get(key: str) -> MailKind:
    """The kind. Raises KeyError for a key that nobody registered."""
    return _kinds[key]


def all_kinds() -> list[MailKind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


def choices() -> list[tuple[str, Any]]:
    """Key and label of every kind, for forms."""
    return [(kind.key, kind.label) for kind in _kinds.values()]
