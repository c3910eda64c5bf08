"""The texts and media of an activity as people edit them: in groups, in the order of the content, by their labels.

Texts of the libraries ("Check", "Show solution") stand apart, and equal ones of equal activities stand once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from courses.h5p import markup, segments
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


def outline(side: Side, language: str) -> Outline:
    """What can be edited in a filtered content; the leaves write into `side.content`."""
    known = Known(side.lookup)
    found = {leaf.path: leaf for leaf in leaves(side.content, side.main, known) if _editable(leaf)}
    told = {one.path: one for one in segments.extract(side.content, side.main, known, language=language)}
    work = _Outliner(known, found, told)
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

    def __init__(self, known: Known, found: Mapping[str, Leaf], told: Mapping[str, segments.Segment]) -> None:
        self.known, self.found, self.told = known, found, told
        self.interface: dict[tuple[LibraryName, str, str], Entry] = {}

    def members(self, value: Any, fields: tuple[Field, ...], path: str, common: bool, depth: int) -> Iterator[Any]:
        for one in fields:
            if isinstance(value, dict) and one.name in value and depth < DEEPEST:
                place = f"{path}.{component(one.name)}" if path else component(one.name)
                label = one.label or one.inner.label or one.name
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
            yield from self.entry(self.found[path], label, common)

    def items(self, value: Any, one: Field, path: str, common: bool, depth: int) -> Iterator[Any]:
        if not isinstance(value, list) or one.item is None:
            return
        name = one.item.label or one.item.inner.label or str(one.raw.get("entity") or one.item.name)
        for number, (item, key) in enumerate(zip(value, keys(value), strict=True), 1):
            yield from self.place(item, one.item, f"{path}.{key}", f"{name} {number}", common, depth + 1)

    def activity(self, value: Any, path: str, label: str, common: bool, depth: int) -> Iterator[Any]:
        if not isinstance(value, dict) or not isinstance(value.get("params"), dict):
            return
        try:
            name = LibraryName.parse(value.get("library"))
        except BadName:
            return
        library, metadata = self.known.library(name), value.get("metadata")
        title = metadata.get("title") if isinstance(metadata, dict) else None
        shown = markup.unescaped(title) if isinstance(title, str) and title else library.title if library else label
        inside = [
            *self.members(metadata, METADATA, f"{path}.metadata", common, depth),
            *self.members(value["params"], self.known.fields(name), f"{path}.params", common, depth),
        ]
        yield from _group(f"{label}: {shown}" if shown != label else label, inside)

    def entry(self, leaf: Leaf, label: str, common: bool) -> Iterator[Entry]:
        told = self.told.get(leaf.path)
        interface = leaf.field.type == "text" and (common or bool(told and told.interface))
        entry = Entry(leaf, label, interface, bool(told and told.gaps), told.placeholders if told and interface else ())
        if not interface:
            yield entry
            return
        key = (leaf.library, leaf.field.name, str(leaf.value))
        if key in self.interface:
            self.interface[key].others.append(leaf)
        else:
            self.interface[key] = entry


def _group(label: str, children: Any) -> Iterator[Any]:
    found = list(children)
    if len(found) == 1 and isinstance(found[0], Group) and found[0].label == label:
        yield found[0]
    elif found:
        yield Group(label, found)
