"""Reading values of which nobody knows the type yet, noting what is wrong."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from courses.h5p.issues import Collector
from courses.h5p.names import BadName, LibraryName, number

LENGTH = 1_000
T = TypeVar("T")


class Shape:
    """An object from a JSON file; each question notes an issue under the file's path if the answer does not fit."""

    def __init__(self, value: Any, path: str, issues: Collector) -> None:
        self.path, self.issues = path, issues
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.wrong(path.rpartition("/")[2], "{…}")

    def wrong(self, name: str, expected: str) -> None:
        """Note a value of the wrong type."""
        self.issues.add("field-type", self.path, name=name, expected=expected)

    def text(self, name: str, default: str | None = None, length: int = LENGTH) -> str:
        """Some text; required if there is no default."""
        value = self.value.get(name)
        if value is None and default is not None:
            return default
        if value is None:
            self.issues.add("field-missing", self.path, name=name)
        elif not isinstance(value, str) or len(value) > length:
            self.wrong(name, f'"…" (≤ {length})')
        elif value.strip() or default is not None:
            return value
        else:
            self.issues.add("field-missing", self.path, name=name)
        return default or ""

    def number(self, name: str, default: int | None = None) -> int:
        """A small whole number, or one written as text."""
        if self.value.get(name) is None:
            if default is None:
                self.issues.add("field-missing", self.path, name=name)
            return default or 0
        try:
            return number(self.value[name])
        except BadName:
            self.wrong(name, "1, 2, 3 …")
            return default or 0

    def flag(self, name: str) -> bool:
        """Yes or no, also as 1 and 0."""
        value = self.value.get(name, False)
        if value in (True, False, "0", "1", None):
            return value in (True, "1")
        self.wrong(name, "true, false")
        return False

    def items(self, name: str) -> Iterator[Any]:
        """The items of a list that may be left out."""
        value = self.value.get(name)
        if isinstance(value, list):
            yield from value
        elif value is not None and value != {} and value != "":
            self.wrong(name, "[…]")

    def libraries(self, name: str) -> tuple[LibraryName, ...]:
        """A list of dependencies, each only once."""
        return tuple(dict.fromkeys(self._each(name, LibraryName.of, "machineName, majorVersion, minorVersion")))

    def paths(self, name: str) -> tuple[str, ...]:
        """A list of files to load, each only once."""
        return tuple(dict.fromkeys(self._each(name, file_path, "path")))

    def _each(self, name: str, read: Callable[[Any], T], expected: str) -> Iterator[T]:
        for item in self.items(name):
            try:
                yield read(item)
            except BadName:
                self.wrong(name, expected)


def file_path(entry: Any) -> str:
    """A file to load, as an entry of `preloadedJs` names it; raises BadName."""
    path = entry.get("path") if isinstance(entry, dict) else entry
    path = path.replace("\\", "/").lstrip("/").removeprefix("./") if isinstance(path, str) else ""
    if not path:
        raise BadName(repr(entry)[:80])
    return path
