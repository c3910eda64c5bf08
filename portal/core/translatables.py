"""What rooms tell the translation desk: which of their things have words, and how these are read and written.

A room makes a `Kind` and registers it when its app is ready; the desk (`portal.translations`) does the rest. The room
calls `changed(kind, key)` when one of its things was stored, so that the desk never has to look for changes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.dispatch import Signal
from django.utils.functional import Promise

# Sent with kind, key, languages (None: all) and user (who did it, None when unknown).
thing_changed = Signal()


@dataclass(frozen=True)
class Thing:
    """Something with words: a page, a record, a group of interface strings."""

    key: str
    title: str
    source_language: str
    room: str
    """One of `portal.translations.choices.Room`."""


@dataclass(frozen=True)
class Text:
    """One string of a thing, in its source language and in another one."""

    path: str
    """Names the string inside its thing: stays the same while its place stays."""
    source: str
    target: str = ""
    place: str = ""
    """Where it stands, in words: "Lead", "Name"."""
    markup: bool = False
    """Whether it is HTML: then links and tags must survive."""
    machine: bool = False
    carried: bool = False
    """Whether the target belongs to an older source."""
    by: Any = None
    at: datetime | None = None
    made_from: str = ""
    """The older source the target was made from, where the room keeps it itself; else the desk's marks say so."""
    came: bool = False
    """Whether the string came to a thing that was translated already."""
    given: bool = False
    """Whether the target came with the thing, without anybody's work: it can be changed, but is nothing to do."""


@dataclass(frozen=True)
class Standing:
    """How far the translation of a thing as a whole is, whatever its strings are."""

    exists: bool = True
    published: bool = True
    outdated: bool = False
    """The source changed later, and nobody can say which strings it were."""
    begun: bool = False
    """Somebody began it, though there may be no words yet."""
    by_hand: bool = False
    """Written freely: its strings are not kept one by one."""


class Kind:
    """A kind of translatable things. Rooms override what follows."""

    name = ""
    label: str | Promise = ""
    together = False
    """Whether a translation is published as a whole, by a button; else each string is, when it is stored."""
    original_elsewhere = False
    """Whether the source is changed in an editor of its own, not on the desk."""

    def things(self) -> Iterator[Thing]:
        """All of them."""
        raise NotImplementedError

    def thing(self, key: str) -> Thing | None:
        """One of them; None when it is gone or not public yet."""
        raise NotImplementedError

    def texts(self, thing: Thing, language: str) -> list[Text]:
        """Its strings, in the order people read them."""
        raise NotImplementedError

    def standing(self, thing: Thing, language: str) -> Standing:
        """Whether a translation exists and readers get it."""
        return Standing()

    def write(self, thing: Thing, language: str, path: str, text: str, *, user: Any, machine: bool = False) -> None:
        """Store one string. Raises `portal.core.errors.InvalidContent` when it does not fit."""
        raise NotImplementedError

    def faults(self, thing: Thing, text: Text, words: str) -> list[str]:
        """What else is wrong with these words, as sentences, once no placeholder, link or tag is missing."""
        return []

    def preview_url(self, thing: Thing, language: str) -> str:
        """A page that shows the translation as it is stored, published or not; empty when there is none."""
        return ""

    def editor_url(self, thing: Thing, language: str) -> str:
        """The editor where the thing is seen as a whole; empty when there is none."""
        return ""

    def publish(self, thing: Thing, language: str, *, user: Any) -> bool:
        """Give readers what is stored; False where that happens with each string."""
        return False


@dataclass
class Registry:
    """The kinds, by name, in the order in which they were registered."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    paused: bool = False

    def __getitem__(self, name: str) -> Kind:
        return self.kinds[name]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.kinds.values())

    def __contains__(self, name: str) -> bool:
        return name in self.kinds


registry = Registry()


def register(kind: Kind) -> Kind:
    """Show this kind of things on the desk. Registering a name again replaces the kind."""
    registry.kinds[kind.name] = kind
    return kind


def changed(kind: str, key: str, *, languages: tuple[str, ...] | None = None, user: Any = None) -> None:
    """Say that a thing was stored, in these languages or (None) in any."""
    if not registry.paused:
        thing_changed.send(sender=Registry, kind=kind, key=key, languages=languages, user=user)


def while_paused(work: Callable[[], Any]) -> Any:
    """Do something big without telling the desk; the caller rebuilds it afterwards."""
    before, registry.paused = registry.paused, True
    try:
        return work()
    finally:
        registry.paused = before
