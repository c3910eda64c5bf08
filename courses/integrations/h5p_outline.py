"""The texts and media of an activity as people edit them: in groups, in the order of the content, by their labels.

Texts of the libraries ("Check", "Show solution") stand apart, and equal ones of equal activities stand once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from courses.h5p import languages, markup, segments
from courses.h5p.compare import Side
from courses.h5p.names import BadName, LibraryName
from courses.h5p.semantics import METADATA, Field, Known, Leaf, component, keys, leaves

MEDIA = ("image", "audio", "video", "file")
DEEPEST = 60
_NO_TEXT = frozenset(("none", "colorSelector", "timecode"))
Node = "Group | Entry"


@dataclass
class Entry:
    """One text, picture, sound or film."""

    leaf: Leaf
    label: str
    description: str = ""
    interface: bool = False
    gaps: bool = False
    placeholders: tuple[str, ...] = ()
    others: list[Leaf] = field(default_factory=list)
    """Places with the same text of the same library, which change with it."""

    @property
    def path(self) -> str:
        """Its name in the form, and in the content."""
        return self.leaf.path

    @property
    def is_media(self) -> bool:
        """Whether a file stands there."""
        return self.leaf.field.type in MEDIA


@dataclass
class Group:
    """Things that belong together."""

    label: str
    children: list[Any] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        """All of them, however deep."""
        for child in self.children:
            yield from child.entries() if isinstance(child, Group) else [child]


@dataclass
class Outline:
    """Everything that can be edited."""

    content: Group
    interface: Group

    def entries(self) -> list[Entry]:
        """All of them, in order."""
        return [*self.content.entries(), *self.interface.entries()]


def outline(side: Side, language: str, reader: str = "en") -> Outline:
    """What can be edited in a filtered content; the leaves write into `side.content`.

    `language` is the one of the content, `reader` the one of the labels, as far as the libraries have it.
    """
    known = Known(side.lookup)
    found = {leaf.path: leaf for leaf in leaves(side.content, side.main, known) if _editable(leaf)}
    told = {one.path: one for one in segments.extract(side.content, side.main, known, language=language)}
    work = _Outliner(known, found, told, reader)
    work.learn(side.main)
    content = Group("", list(work.members(side.content, known.fields(side.main), "", False, 0)))
    return Outline(content, Group("", list(work.interface.values())))


def _editable(leaf: Leaf) -> bool:
    one, value = leaf.field, leaf.value
    if one.type in MEDIA:
        return bool(value)
    default = one.raw.get("default")
    plain = isinstance(default, str) and default.startswith(("#", "rgb", "@"))
    hidden = one.raw.get("widget") in _NO_TEXT or "spectrum" in one.raw or one.name == "srcLang"
    return one.type == "text" and isinstance(value, str) and not plain and not hidden


class _Outliner:
    """The way through one content; what is found on the way that belongs to libraries is put aside."""

    def __init__(
        self, known: Known, found: Mapping[str, Leaf], told: Mapping[str, segments.Segment], reader: str
    ) -> None:
        self.known, self.found, self.told, self.reader = known, found, told, reader
        self.words: dict[int, Mapping[str, Any]] = {}
        self.learned: set[LibraryName] = set()
        self.interface: dict[tuple[LibraryName, str, str], Entry] = {}

    def learn(self, name: LibraryName) -> None:
        """What a library calls its fields in the reader's language."""
        library = self.known.library(name)
        if library is not None and name not in self.learned:
            self.learned.add(name)
            self.words |= dict(_paired(self.known.fields(name), languages.in_language(library, self.reader)))

    def word(self, one: Field, key: str) -> str:
        """The label or another word of a field, in the reader's language if there is one, otherwise as it came."""
        if any(one is known for known in METADATA) and key == "label":
            return gettext("Title") if one.name == "title" else gettext("Label for screen readers")
        found = self.words.get(id(one), {}).get(key) or one.raw.get(key)
        return found if isinstance(found, str) else ""

    def members(self, value: Any, fields: tuple[Field, ...], path: str, common: bool, depth: int) -> Iterator[Any]:
        for one in fields:
            if isinstance(value, dict) and one.name in value and depth < DEEPEST:
                place = f"{path}.{component(one.name)}" if path else component(one.name)
                label = self.word(one, "label") or self.word(one.inner, "label") or one.label or one.name
                yield from self.place(value[one.name], one, place, label, common or one.flag("common"), depth + 1)

    def place(self, value: Any, outer: Field, path: str, label: str, common: bool, depth: int) -> Iterator[Any]:
        one = outer.inner
        if one.type == "group":
            yield from _group(label, self.members(value, one.fields, path, common, depth))
        elif one.type == "list":
            yield from _group(label, self.items(value, one, path, common, depth))
        elif one.type == "library":
            yield from self.activity(value, path, label, common, depth)
        elif path in self.found:
            description = self.word(one, "description") or self.word(outer, "description")
            yield from self.entry(self.found[path], label, description, common)

    def items(self, value: Any, one: Field, path: str, common: bool, depth: int) -> Iterator[Any]:
        if not isinstance(value, list) or one.item is None:
            return
        item_label = self.word(one.item, "label") or self.word(one.item.inner, "label")
        name = item_label or self.word(one, "entity") or one.item.name
        for number, (item, key) in enumerate(zip(value, keys(value), strict=True), 1):
            yield from self.place(item, one.item, f"{path}.{key}", f"{name} {number}", common, depth + 1)

    def activity(self, value: Any, path: str, label: str, common: bool, depth: int) -> Iterator[Any]:
        if not isinstance(value, dict) or not isinstance(value.get("params"), dict):
            return
        try:
            name = LibraryName.parse(value.get("library"))
        except BadName:
            return
        self.learn(name)
        library, metadata = self.known.library(name), value.get("metadata")
        title = metadata.get("title") if isinstance(metadata, dict) else None
        shown = markup.unescaped(title) if isinstance(title, str) and title else library.title if library else label
        inside = [
            *self.members(metadata, METADATA, f"{path}.metadata", common, depth),
            *self.members(value["params"], self.known.fields(name), f"{path}.params", common, depth),
        ]
        yield from _group(f"{label}: {shown}" if shown != label else label, inside)

    def entry(self, leaf: Leaf, label: str, description: str, common: bool) -> Iterator[Entry]:
        told = self.told.get(leaf.path)
        interface = leaf.field.type == "text" and (common or bool(told and told.interface))
        entry = Entry(leaf, label, description, interface, bool(told and told.gaps))
        if told and interface:
            entry.placeholders = told.placeholders
        if not interface:
            yield entry
            return
        key = (leaf.library, leaf.field.name, str(leaf.value))
        if key in self.interface:
            self.interface[key].others.append(leaf)
        else:
            self.interface[key] = entry


def _group(label: str, children: Any) -> Iterator[Any]:
    found, label = list(children), label[:1].upper() + label[1:]
    if len(found) == 1 and isinstance(found[0], Group) and found[0].label == label:
        yield found[0]
    elif found:
        yield Group(label, found)


def _paired(fields: tuple[Field, ...], texts: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Fields with what a language file says of them: both are in the same order."""
    for one, text in zip(fields, texts if isinstance(texts, list) else [], strict=False):
        if isinstance(text, dict):
            yield id(one), text
            yield from _paired(one.fields, text.get("fields"))
            if one.item is not None:
                yield from _paired((one.item,), [text.get("field")])
