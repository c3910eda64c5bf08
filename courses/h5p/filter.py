"""Content by its semantics: only known fields, right types, safe HTML, files that are there."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from courses.h5p import entrynames, filetypes, markup, strictjson
from courses.h5p.dependencies import Lookup, used_libraries
from courses.h5p.issues import Collector, Issue
from courses.h5p.limits import DEFAULT, Limits
from courses.h5p.names import BadName, LibraryName
from courses.h5p.semantics import INSIDE, Field, Fields, Known, component, keys

TAGS = 100_000
"""All texts of a content together may have so many tags."""
_UUID = re.compile(r"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", re.I)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]{1,2000}", re.I)
_MIME = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9.+-]+(; ?codecs=[a-z0-9., ]+)?", re.I)
_COPIED = re.compile(r"(?:\.\./){1,2}(?:[^.][^/]*/)*?(?:\d+|editor)/(?=.)")
_FILE_KEYS = ("width", "height", "bitrate")
_COPYRIGHT = ("license", "title", "author", "year", "source", "version")
_METADATA = (
    "title a11yTitle license licenseVersion licenseExtras yearFrom yearTo source defaultLanguage contentType "
    "authorComments extraTitle"
).split()
_LISTS = {"authors": ("name", "role"), "changes": ("date", "author", "log")}
NOTHING: Any = object()


@dataclass(frozen=True)
class Filtered:
    """A content that may be played, and what had to go."""

    content: dict[str, Any]
    issues: list[Issue]
    libraries: tuple[LibraryName, ...] = ()
    """What the activities inside are made with, in order; also those that had to go because theirs is missing."""


def filter_content(
    content: Any,
    main: LibraryName,
    lookup: Lookup,
    *,
    files: Collection[str] | None = None,
    limits: Limits = DEFAULT,
) -> Filtered:
    """A new content with only what the semantics know. `files` are the paths that exist; None asks no questions."""
    work = _Filter(lookup, files, Collector(limits.issues))
    content = content if isinstance(content, dict) else {}
    work.need(main, content)
    clean = work.group(content, work.known.fields(main), "", 0)
    return Filtered(clean, list(work.issues), tuple(work.needed))


def filter_metadata(value: Any) -> dict[str, Any]:
    """The metadata of an activity or of h5p.json: plain texts, authors, changes."""
    if not isinstance(value, dict):
        return {}
    clean: dict[str, Any] = {
        key: markup.escape_once(str(value[key]))
        for key in _METADATA
        if isinstance(value.get(key), str | int) and not isinstance(value[key], bool)
    }
    for key, names in _LISTS.items():
        items = value.get(key)
        if isinstance(items, list):
            kept = ({name: one[name] for name in names if isinstance(one.get(name), str)} for one in _objects(items))
            clean[key] = [{name: markup.escape_once(text) for name, text in one.items()} for one in kept if one]
    return clean


def _objects(items: list[Any]) -> list[dict[str, Any]]:
    return [one for one in items if isinstance(one, dict)]


class _Filter:
    """One run over one content."""

    def __init__(self, lookup: Lookup, files: Collection[str] | None, issues: Collector) -> None:
        self.issues, self.files, self.tags = issues, files, TAGS
        self.known = Known(lookup, issues)
        self.needed: dict[LibraryName, None] = {}
        self.kinds: Mapping[str, Callable[[Any, Field, str, int], Any]] = {
            "text": self.text,
            "number": self.number,
            "boolean": self.boolean,
            "select": self.select,
            "list": self.items,
            "group": lambda value, one, path, depth: self.group(value, one.fields, path, depth, one),
            "library": self.activity,
            **dict.fromkeys(("image", "file"), self.file),
            **dict.fromkeys(("video", "audio"), self.file_list),
        }

    def need(self, name: LibraryName, params: Any) -> None:
        """Where nothing says what a library's fields are, whatever looks like an activity may be one."""
        if not self.known.fields(name):
            self.needed |= dict.fromkeys(used_libraries(params))

    def value(self, value: Any, outer: Field, path: str, depth: int) -> Any:
        one = outer.inner
        if depth > INSIDE:
            self.issues.add("content-deep", path)
            return NOTHING
        if value is None or one.type not in self.kinds:
            return self.dropped(path) if value is not None else NOTHING
        return self.kinds[one.type](value, one, path, depth)

    def dropped(self, path: str, code: str = "content-dropped", **values: str) -> Any:
        self.issues.add(code, path, **values)
        return NOTHING

    def group(self, value: Any, fields: Fields, path: str, depth: int, outer: Field | None = None) -> dict[str, Any]:
        if not isinstance(value, dict):
            if value != []:
                self.dropped(path)
            return {}
        clean: dict[str, Any] = {}
        if outer is not None and outer.raw.get("isSubContent") is True and _is_uuid(value.get("subContentId")):
            clean["subContentId"] = value["subContentId"]
        for one in fields.present(value):
            place = f"{path}.{component(one.name)}" if path else component(one.name)
            kept = self.value(value[one.name], one, place, depth + 1)
            if kept is not NOTHING:
                clean[one.name] = kept
        for key in value:
            if key not in fields.places and key != "subContentId":
                self.dropped(f"{path}.{component(key)}".removeprefix("."))
        return clean

    def items(self, value: Any, one: Field, path: str, depth: int) -> Any:
        if isinstance(value, dict) and all(key.isdecimal() for key in value):
            value = list(value.values())  # PHP writes a list with gaps as an object
        if not isinstance(value, list) or one.item is None:
            return self.dropped(path)
        longest = one.number("max")
        if longest is not None and len(value) > longest >= 0:
            self.issues.add("content-changed", path)
            value = value[: int(longest)]
        kept = (
            self.value(item, one.item, f"{path}.{key}", depth + 1) for item, key in zip(value, keys(value), strict=True)
        )
        return [item for item in kept if item is not NOTHING]

    def text(self, value: Any, one: Field, path: str, _depth: int) -> Any:
        if not isinstance(value, str):
            if isinstance(value, bool) or not isinstance(value, int | float):
                return self.dropped(path)
            value = str(value)
        marks = "<" if one.tags is not None else "<>&\"'"
        if len(value) > markup.LONGEST and any(mark in value for mark in marks):
            return self.dropped(path, "content-markup")
        if one.tags is None:
            longest = one.number("maxLength")
            clean = markup.escape_once(value)
            if longest is not None and len(markup.unescaped(clean)) > longest >= 0:
                self.issues.add("content-changed", path)
                clean = markup.escape(markup.unescaped(clean)[: int(longest)])
            return clean
        self.tags -= value.count("<")
        if self.tags < 0:
            return self.dropped(path, "content-markup")
        return markup.clean(value, one.tags)

    def number(self, value: Any, one: Field, path: str, _depth: int) -> Any:
        found = _as_number(value)
        if found is None:
            return self.dropped(path)
        least, most, decimals = (one.number(key) for key in ("min", "max", "decimals"))
        kept = found
        if least is not None:
            kept = max(kept, least)
        if most is not None:
            kept = min(kept, most)
        if decimals is not None and 0 <= decimals <= 15:
            kept = round(kept, int(decimals))
        if kept != found:
            self.issues.add("content-changed", path)
        return kept

    def boolean(self, value: Any, _one: Field, path: str, _depth: int) -> Any:
        if isinstance(value, bool):
            return value
        switches = {"true": True, "1": True, "false": False, "0": False, "": False}
        found = switches.get(str(value).lower()) if isinstance(value, str | int) else None
        return self.dropped(path) if found is None else found

    def select(self, value: Any, one: Field, path: str, _depth: int) -> Any:
        if one.flag("multiple"):
            chosen = value if isinstance(value, list) else [value]
            kept = [self._choice(item, one) for item in chosen]
            clean = [item for item in kept if item is not NOTHING]
            if len(clean) != len(kept):
                self.issues.add("content-changed", path)
            return clean
        found = self._choice(value[0] if isinstance(value, list) and value else value, one)
        if found is not NOTHING:
            return found
        if one.options and not one.flag("optional"):
            self.issues.add("content-changed", path)
            return markup.escape_once(one.options[0])
        return self.dropped(path)

    def _choice(self, value: Any, one: Field) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return NOTHING
        if one.options and str(value) not in one.choices and not one.flag("optional"):
            return NOTHING
        return markup.escape_once(value) if isinstance(value, str) else value

    def activity(self, value: Any, one: Field, path: str, depth: int) -> Any:
        if not isinstance(value, dict) or not value.get("library"):
            return self.dropped(path) if value not in ({}, "", []) else NOTHING
        try:
            name = LibraryName.parse(value["library"])
        except BadName:
            return self.dropped(path, "content-library", library=str(value["library"])[:160])
        if str(name) not in one.choices:
            return self.dropped(path, "content-library", library=str(name))
        self.needed[name] = None
        self.need(name, value.get("params"))
        if self.known.library(name) is None:
            return self.dropped(path, "content-library", library=str(name))
        params = self.group(value.get("params", {}), self.known.fields(name), f"{path}.params", depth + 1)
        clean: dict[str, Any] = {"library": str(name), "params": params}
        if _is_uuid(value.get("subContentId")):
            clean["subContentId"] = value["subContentId"]
        if "metadata" in value:
            clean["metadata"] = filter_metadata(value["metadata"])
        return clean

    def file_list(self, value: Any, one: Field, path: str, depth: int) -> Any:
        if not isinstance(value, list):
            return self.dropped(path)
        kept = [self.file(item, one, f"{path}.{index}", depth) for index, item in enumerate(value)]
        return [item for item in kept if item is not NOTHING]

    def file(self, value: Any, one: Field, path: str, _depth: int) -> Any:
        if not isinstance(value, dict) or not isinstance(value.get("path"), str):
            return self.dropped(path) if value not in ({}, [], "") else NOTHING
        place = local_path(value["path"])
        if not self._reachable(place, one):
            return self.dropped(path)
        clean: dict[str, Any] = {"path": place}
        if isinstance(value.get("mime"), str) and _MIME.fullmatch(value["mime"]):
            clean["mime"] = value["mime"]
        sizes = {key: _as_number(value.get(key)) for key in _FILE_KEYS}
        clean |= {key: int(size) for key, size in sizes.items() if size is not None}
        quality = value["quality"] if isinstance(value.get("quality"), dict) else {}
        level, label = _as_number(quality.get("level")), quality.get("label")
        if level is not None and isinstance(label, str):
            clean["quality"] = {"level": int(level), "label": markup.escape_once(label)}
        if isinstance(value.get("copyright"), dict):
            clean["copyright"] = _texts(value["copyright"], _COPYRIGHT)
        if isinstance(value.get("metadata"), dict):
            clean["metadata"] = _texts(value["metadata"], ("qualityName",)) | filter_metadata(value["metadata"])
        return clean

    def _reachable(self, place: str, one: Field) -> bool:
        if _ADDRESS.fullmatch(place):
            return one.type != "file"
        if next(entrynames.problems(place, DEFAULT), None) or filetypes.extension(place) not in filetypes.MEDIA_TYPES:
            return False
        if self.files is not None and place not in self.files:
            self.issues.add("content-file-missing", f"content/{place}")
        return True


def local_path(path: str) -> str:
    """A file's path as it is in a package: not of an upload, nor in another content it was copied from."""
    path = path.removesuffix("#tmp")
    copied = _COPIED.match(path)
    return path[copied.end() :] if copied else path


def _texts(value: Mapping[str, Any], names: Collection[str]) -> dict[str, str]:
    return {name: markup.escape_once(value[name]) for name in names if isinstance(value.get(name), str)}


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and bool(_UUID.fullmatch(value))


def _as_number(value: Any) -> int | float | None:
    if isinstance(value, str) and len(value) < 30:
        try:
            value = float(value)
        except ValueError:
            return None
        value = int(value) if value.is_integer() and abs(value) <= strictjson.LARGEST else value
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= strictjson.LARGEST:
        return None
    return value
