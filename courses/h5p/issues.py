"""What can be wrong with a package, in words for the person who made or uploads it.

The templates are English and have named places (`%(size)s`), so that a site can hand them to gettext as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from courses.h5p.messages import ERRORS, INFORMATION, WARNINGS


class Severity(StrEnum):
    """An error refuses the package, a warning says what was left out or will not work, information is only that."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


MESSAGES: dict[str, str] = {**ERRORS, **WARNINGS, **INFORMATION}
SEVERITIES: dict[str, Severity] = {
    **dict.fromkeys(ERRORS, Severity.ERROR),
    **dict.fromkeys(WARNINGS, Severity.WARNING),
    **dict.fromkeys(INFORMATION, Severity.INFO),
}
VALUE_LENGTH = 160


@dataclass(frozen=True)
class Issue:
    """One thing to know about a package; `path` says where: a file, or a file and a place in it."""

    code: str
    severity: Severity
    path: str = ""
    values: dict[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The English sentence."""
        return MESSAGES[self.code] % {"path": self.path, **self.values}

    def __str__(self) -> str:
        where = f" [{self.path}]" if self.path else ""
        return f"{self.severity}: {self.code}{where}: {self.message}"


def issue(code: str, path: str = "", **values: str | int) -> Issue:
    """An issue with the severity of its code. What came from the package is cut and made visible."""
    shown = {key: visible(value) if isinstance(value, str) else value for key, value in values.items()}
    return Issue(code, SEVERITIES[code], visible(path, 400), shown)


def visible(text: str, length: int = VALUE_LENGTH) -> str:
    """Without control, format and unpaired characters, and not endless."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:length])
    return shown + "…" if len(text) > length else shown


class Refused(Exception):
    """What was asked for cannot be done; says why."""

    def __init__(self, *found: Issue) -> None:
        super().__init__("; ".join(one.message for one in found))
        self.issues = found


class Collector:
    """Takes issues up to a limit, each only once, and counts the rest."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._found: dict[tuple[str, str, str], Issue] = {}
        self._errors = self._more = 0

    def add(self, code: str, path: str = "", **values: str | int) -> None:
        """Note one."""
        self.take([issue(code, path, **values)])

    def take(self, found: Iterable[Issue]) -> None:
        """Note those of another part."""
        for one in found:
            key = (one.code, one.path, str(sorted(one.values.items())))
            if key in self._found:
                continue
            self._errors += one.severity is Severity.ERROR
            if len(self._found) < self._limit:
                self._found[key] = one
            else:
                self._more += 1

    @property
    def ok(self) -> bool:
        """Whether nothing refuses the package, listed or only counted."""
        return not self._errors

    def __iter__(self) -> Iterator[Issue]:
        order = list(Severity)
        yield from sorted(self._found.values(), key=lambda one: order.index(one.severity))
        if self._more:
            yield issue("more-issues", count=self._more)
