"""Which names of an archive are safe to use as paths, on any system."""

import re
import unicodedata
from collections.abc import Iterator

from courses.h5p.issues import Issue, issue
from courses.h5p.limits import Limits

_FORBIDDEN = frozenset('<>:"|?*\\')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.I)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def decoded(raw: bytes) -> str | None:
    """The name if it is UTF-8 in composed form."""
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        return None
    return name if unicodedata.is_normalized("NFC", name) else None


def shown(raw: bytes) -> str:
    """A name for a message, whatever it is."""
    return raw[:300].decode("utf-8", "backslashreplace")


def problems(name: str, limits: Limits) -> Iterator[Issue]:
    """What forbids this name; a folder's name ends in a slash."""
    parts = name.removesuffix("/").split("/")
    if len(name.encode()) > limits.name or len(parts) > limits.depth:
        yield issue("name-too-long", name)
    if any(char in _FORBIDDEN or unicodedata.category(char) in _UNSEEN for char in name):
        yield issue("name-characters", name)
    if any(part in ("", ".", "..") for part in parts) or re.match(r"[A-Za-z]:", name):
        yield issue("name-path", name)
    elif any(part.endswith((".", " ")) or part.startswith(" ") or _RESERVED.fullmatch(part) for part in parts):
        yield issue("name-characters", name)


def ignored(name: str) -> bool:
    """Left by an operating system or a development tool: `__MACOSX/…`, `.git/…`, `.DS_Store`."""
    return any(part.startswith((".", "_")) for part in name.split("/"))


def folded(name: str) -> str:
    """Equal for names that a file system may take for the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def clashes(names: list[str]) -> Iterator[tuple[str, str]]:
    """Names that are the same to some file systems, or a file where another name needs a folder."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for name in names:
        key = folded(name)
        if key in files:
            yield name, files[key]
        files.setdefault(key, name)
        parts = name.split("/")[:-1]
        for count in range(1, len(parts) + 1):
            path = "/".join(parts[:count])
            if folders.setdefault(folded(path), path) != path:
                yield name, folders[folded(path)]
    for key in files.keys() & folders.keys():
        yield files[key], folders[key]
