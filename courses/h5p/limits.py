"""How large a package may be. Whoever uses the engine may pass other limits."""

from dataclasses import dataclass

MB = 1024 * 1024


def megabytes(size: int) -> int:
    """Bytes as people are told them: whole megabytes, rounded up."""
    return -(-size // MB)


@dataclass(frozen=True)
class Limits:
    """All limits in one place; sizes in bytes."""

    archive: int = 100 * MB
    entry: int = 50 * MB
    total: int = 250 * MB
    entries: int = 5_000
    directory: int = 2 * MB
    ratio: int = 200
    """How many times as large an entry may become when it is unpacked …"""
    ratio_from: int = MB
    """… if it is larger than this."""
    name: int = 240
    depth: int = 12
    json: int = 5 * MB
    json_depth: int = 60
    json_nodes: int = 100_000
    json_total: int = 40 * MB
    """All JSON files of a package together."""
    json_kept: int = 250_000
    """So many values of them are kept in memory …"""
    json_checked: int = 2_000_000
    """… and so many of language files are looked through."""
    libraries: int = 150
    segments: int = 5_000
    content_depth: int = 40
    """So deep may activities, lists and groups lie in each other."""
    issues: int = 200
    """More problems than that are counted, not listed."""


DEFAULT = Limits()
