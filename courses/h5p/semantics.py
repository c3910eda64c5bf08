"""The description of a library's fields, and a walk through content by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any

from courses.h5p.dependencies import Lookup
from courses.h5p.issues import Collector
from courses.h5p.library import Library
from courses.h5p.names import BadName, LibraryName

TYPES = frozenset("text number boolean select list group library image video audio file".split())
FILES, FILE_LISTS = frozenset(("image", "file")), frozenset(("video", "audio"))
INSIDE = 60
"""So deep may fields lie in each other."""
NAME_LENGTH = 100
"""A field's name; paths are made of them."""


class Fields(tuple["Field", ...]):
    """Fields in order; which of them a value has is found without looking at all of them."""

    @cached_property
    def places(self) -> dict[str, tuple[int, "Field"]]:
        """By name: of two with the same name the first one counts, as in H5P itself."""
        return {self[place].name: (place, self[place]) for place in reversed(range(len(self)))}

    def present(self, value: Any) -> list["Field"]:
        """Those that are in a value, in their order."""
        found = (self.places[name] for name in (value if isinstance(value, dict) else ()) if name in self.places)
        return [one for _place, one in sorted(found, key=itemgetter(0))]


@dataclass(frozen=True)
class Field:
    """One field of a library; `raw` is its description as it came."""

    name: str
    type: str
    label: str = ""
    fields: Fields = Fields()  # noqa: RUF009 (cannot be changed)
    item: "Field | None" = None
    tags: tuple[str, ...] | None = None
    options: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def choices(self) -> frozenset[str]:
        """The options, to be looked for."""
        return frozenset(self.options)

    @property
    def inner(self) -> "Field":
        """The field whose value stands in the content: groups of a single field are left out there."""
        one = self
        while one.type == "group" and len(one.fields) == 1 and one.raw.get("isSubContent") is not True:
            one = one.fields[0]
        return one

    def number(self, key: str) -> int | float | None:
        """A number of its description, such as `maxLength` or `min`."""
        value = self.raw.get(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool:
        """A switch of its description, such as `optional` or `common`."""
        return self.raw.get(key) is True


METADATA = (
    Field("title", "text", "Title"),
    Field("a11yTitle", "text", "Assistive technologies label"),
)
"""The texts in the metadata of an activity inside."""


def parse(raw: list[Any], path: str, issues: Collector) -> Fields:
    """The fields of a library; what is not understood is noted and left out."""
    return Fields(_fields(raw, path, issues))


def _fields(raw: Any, path: str, issues: Collector) -> Iterator[Field]:
    if not isinstance(raw, list):
        issues.add("semantics-invalid", path, name="fields")
        return
    for one in raw:
        found = _field(one, path, issues)
        if found is None or not found.name:
            issues.add("semantics-invalid", path, name="name, type")
            return
        yield found


def _field(raw: Any, path: str, issues: Collector) -> Field | None:
    if not isinstance(raw, dict):
        return None
    name, kind, label, tags = (raw.get(key) for key in ("name", "type", "label", "tags"))
    if not isinstance(kind, str) or not isinstance(name or "", str) or len(name or "") > NAME_LENGTH:
        return None
    place = f"{path}/{name or '[]'}"
    fields = Fields(_fields(raw.get("fields"), place, issues)) if kind == "group" else Fields()
    item = _field(raw.get("field"), place, issues) if kind == "list" else None
    if kind == "list" and item is None:
        issues.add("semantics-invalid", place, name="field")
    if tags is not None and not _texts(tags):
        issues.add("semantics-invalid", place, name="tags")
    return Field(
        name=name or "",
        type=kind,
        label=label if isinstance(label, str) else "",
        fields=fields,
        item=item,
        tags=tuple(tags) if isinstance(tags, list) and _texts(tags) else () if tags is not None else None,
        options=tuple(_options(raw.get("options"))),
        raw=raw,
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _options(raw: Any) -> Iterator[str]:
    for one in raw if isinstance(raw, list) else ():
        if isinstance(one, dict) and isinstance(one.get("options"), list):
            yield from _options(one["options"])
        elif isinstance(one, dict):
            value = one.get("value", one.get("name"))
            yield from [str(value)] if isinstance(value, str | int | float) else []
        elif isinstance(one, str):
            yield one


class Known:
    """Libraries by name, each looked up and its semantics read only once."""

    def __init__(self, lookup: Lookup, issues: Collector | None = None) -> None:
        self._lookup, self._issues = lookup, issues or Collector(0)
        self._libraries: dict[LibraryName, Library | None] = {}
        self._fields: dict[LibraryName, Fields] = {}

    @classmethod
    def of(cls, lookup: "Lookup | Known") -> "Known":
        """What is known already, or to be found by a lookup."""
        return lookup if isinstance(lookup, Known) else cls(lookup)

    def library(self, name: LibraryName) -> Library | None:
        """The library."""
        if name not in self._libraries:
            self._libraries[name] = self._lookup(name)
        return self._libraries[name]

    def fields(self, name: LibraryName) -> Fields:
        """Its fields; none if there is no such library."""
        if name not in self._fields:
            library = self.library(name)
            found = library.semantics if library else []
            self._fields[name] = parse(found, f"{name}/semantics.json", self._issues)
        return self._fields[name]


@dataclass
class Leaf:
    """A value of the content: a text, a number, a choice, a picture …"""

    path: str
    field: Field
    library: LibraryName
    labels: tuple[str, ...]
    """What it lies in, from the outside."""
    label: str
    _container: Any
    _key: Any

    @property
    def value(self) -> Any:
        """What stands there now."""
        return self._container[self._key]

    def set(self, value: Any) -> None:
        """Put another value there, in the content itself."""
        self._container[self._key] = value


def leaves(content: Any, main: LibraryName, lookup: "Lookup | Known") -> Iterator[Leaf]:
    """Every value of a filtered content, in the order of its fields."""
    known = Known.of(lookup)
    yield from _Walk(known).library(content, main, "", (), 0)


class _Walk:
    """The way through one content."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def library(self, params: Any, name: LibraryName, path: str, labels: tuple[str, ...], depth: int) -> Iterator[Leaf]:
        self.name = name
        for one in self.known.fields(name).present(params):
            self.name = name
            yield from self.member(params, one, path, labels, depth)

    def member(self, group: Any, one: Field, path: str, labels: tuple[str, ...], depth: int) -> Iterator[Leaf]:
        if isinstance(group, dict) and one.name in group:
            place = f"{path}.{component(one.name)}" if path else component(one.name)
            yield from self.value(group, one.name, one, place, labels, depth + 1)

    def value(
        self, container: Any, key: Any, outer: Field, path: str, labels: tuple[str, ...], depth: int
    ) -> Iterator[Leaf]:
        one, value = outer.inner, container[key]
        if depth > INSIDE:
            return
        if one.type == "group":
            for inner in one.fields.present(value):
                yield from self.member(value, inner, path, (*labels, outer.label), depth)
        elif one.type == "list":
            yield from self.items(value, one, path, (*labels, outer.label), depth)
        elif one.type == "library":
            yield from self.activity(value, path, (*labels, outer.label), depth)
        elif one.type in TYPES:
            shown = tuple(label for label in labels if label)
            yield Leaf(path, one, self.name, shown, one.label or outer.label or outer.name, container, key)

    def items(self, value: Any, one: Field, path: str, labels: tuple[str, ...], depth: int) -> Iterator[Leaf]:
        if isinstance(value, list) and one.item is not None:
            for index, key in enumerate(keys(value)):
                yield from self.value(value, index, one.item, f"{path}.{key}", labels, depth + 1)

    def activity(self, value: Any, path: str, labels: tuple[str, ...], depth: int) -> Iterator[Leaf]:
        if not isinstance(value, dict):
            return
        try:
            name = LibraryName.parse(value.get("library"))
        except BadName:
            return
        outer, found = self.name, self.known.library(name)
        titled = (*labels, found.title) if found else labels
        self.name = name
        for one in METADATA:
            yield from self.member(value.get("metadata"), one, f"{path}.metadata", titled, depth)
        if isinstance(value.get("params"), dict):
            yield from self.library(value["params"], name, f"{path}.params", titled, depth + 1)
        self.name = outer


def component(name: str) -> str:
    """A part of a path: without dots."""
    return name.replace("%", "%25").replace(".", "%2E")


def keys(items: list[Any]) -> list[str]:
    """A part of a path for each item of a list: its activity's id where there is one, else its place."""
    found: list[str] = []
    seen = set()
    for index, item in enumerate(items):
        key = _identity(item)
        if key is None or key in seen:
            key = str(index)
        seen.add(key)
        found.append(key)
    return found


def _identity(item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    own = item.get("subContentId")
    nested = [one["subContentId"] for one in item.values() if isinstance(one, dict) and "subContentId" in one]
    key = own if own is not None else nested[0] if len(nested) == 1 else None
    return component(key) if isinstance(key, str) and key and not key.isdecimal() else None
