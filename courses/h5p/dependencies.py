"""Which libraries a library needs, and in which order they are loaded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from courses.h5p.library import Library
from courses.h5p.names import LibraryName

Lookup = Callable[[LibraryName], Library | None]
"""From a name to the newest patch there is, or None. `dict.get` is one."""


def nothing(_name: LibraryName) -> Library | None:
    """The lookup of a site without libraries."""
    return None


def newest(first: Library | None, second: Library | None) -> Library | None:
    """The one with the higher patch; the first if they are equal."""
    if first is None or second is None:
        return first or second
    return second if second.patch > first.patch else first


@dataclass(frozen=True)
class Missing:
    """A library that is not there, and what needs it (None: the content itself)."""

    name: LibraryName
    needed_by: LibraryName | None


@dataclass(frozen=True)
class Resolution:
    """Libraries in load order: each comes after everything it needs."""

    libraries: tuple[Library, ...]
    missing: tuple[Missing, ...]
    cycles: tuple[tuple[LibraryName, ...], ...]

    @property
    def scripts(self) -> list[tuple[Library, str]]:
        """All scripts in load order, as library and path in it."""
        return [(library, path) for library in self.libraries for path in library.js]

    @property
    def styles(self) -> list[tuple[Library, str]]:
        """All style sheets in load order, as library and path in it."""
        return [(library, path) for library in self.libraries for path in library.css]


Kinds = Callable[[Library], Iterable[LibraryName]]


def preloaded(library: Library) -> Iterable[LibraryName]:
    """What the player loads before a library."""
    return library.preloaded


def everything(library: Library) -> Iterable[LibraryName]:
    """Also what some content and the editors of other programs need."""
    return (*library.preloaded, *library.dynamic, *library.editor)


def resolve(roots: Iterable[LibraryName], lookup: Lookup, kinds: Kinds = preloaded) -> Resolution:
    """Everything the roots need, once each, in load order. Does not recurse, however deep libraries lie."""
    order: dict[LibraryName, Library] = {}
    missing: dict[Missing, None] = {}
    cycles: dict[tuple[LibraryName, ...], None] = {}
    for root in roots:
        path: dict[LibraryName, tuple[Library, Iterator[LibraryName]]] = {}
        waiting: LibraryName | None = root
        while waiting is not None or path:
            if waiting is not None and waiting in path:
                names = list(path)
                cycles[tuple(names[names.index(waiting) :])] = None
            elif waiting is not None and waiting not in order:
                library = lookup(waiting)
                if library is None:
                    missing[Missing(waiting, next(reversed(path), None))] = None
                else:
                    path[waiting] = (library, iter(kinds(library)))
            if not path:
                break
            waiting = next(next(reversed(path.values()))[1], None)
            if waiting is None:
                name, (library, _rest) = path.popitem()
                order[name] = library
    return Resolution(tuple(order.values()), tuple(missing), tuple(cycles))


def used_libraries(content: object) -> list[LibraryName]:
    """The libraries of all activities inside a content, by their `library` keys, in the order they come."""
    found: dict[LibraryName, None] = {}
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("library"), str) and isinstance(one.get("params", {}), dict):
                found |= dict.fromkeys(_names(one["library"]))
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
    return list(found)


def _names(text: str) -> Iterator[LibraryName]:
    try:
        yield LibraryName.parse(text)
    except ValueError:
        return
