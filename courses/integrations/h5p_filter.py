"""Content goes through the engine's filter before it is stored."""

from typing import Any

from courses.h5p.filter import filter_content
from courses.h5p.names import LibraryName
from courses.integrations.h5p_engine import Lookup


def clean(content: dict[str, Any], main: LibraryName, lookup: Lookup, files: set[str]) -> dict[str, Any]:
    """Only what the semantics of its libraries know, with safe markup."""
    return filter_content(content, main, lookup, files=files).content
