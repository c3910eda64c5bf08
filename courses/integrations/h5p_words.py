"""What the engine says about a package, in the reader's language and in the order in which one mends things."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from courses.h5p import issues
from courses.h5p.issues import Issue, Severity

PATHS = 8


@dataclass
class Finding:
    """One sentence, and the places it is true of."""

    code: str
    severity: Severity
    sentence: str
    paths: list[str] = field(default_factory=list)
    more: int = 0
    """How many places are not listed."""


def sentence(issue: Issue) -> str:
    """What is wrong and what to do, in the reader's language. Values are a stranger's text: escape it."""
    return gettext(issues.MESSAGES[issue.code]) % {"path": issue.path, **issue.values}


def findings(found: Iterable[Issue]) -> list[Finding]:
    """Equal sentences once, with all their places; the order stays."""
    rows: dict[tuple[str, str], Finding] = {}
    for issue in found:
        words = sentence(issue)
        row = rows.setdefault((issue.code, words), Finding(issue.code, issue.severity, words))
        if issue.path and len(row.paths) < PATHS:
            row.paths.append(issue.path)
        elif issue.path:
            row.more += 1
    return list(rows.values())
