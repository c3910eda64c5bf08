"""Remembering what a step was done with, so that it is skipped until its inputs change."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def fingerprint(root: Path, patterns: Iterable[str], *, extra: Iterable[str] = ()) -> str:
    """One hash over the names and bytes of all files that match, and over further strings."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(root)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for text in extra:
        digest.update(f"\0{text}".encode())
    return digest.hexdigest()


class Stamps:
    """A small JSON file: step -> fingerprint of its inputs when it last succeeded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _read(self) -> dict[str, str]:
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def has(self, name: str, value: str) -> bool:
        """Whether the step was done with exactly these inputs."""
        return self._read().get(name) == value

    def has_any(self, name: str) -> bool:
        """Whether the step was ever done."""
        return name in self._read()

    def set(self, name: str, value: str) -> None:
        """Remember that the step was done with these inputs."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        stamps = {**self._read(), name: value}
        self.path.write_text(json.dumps(stamps, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def forget(self, *names: str) -> None:
        """Have these steps done again next time."""
        stamps = {name: value for name, value in self._read().items() if name not in names}
        if self.path.exists():
            self.path.write_text(json.dumps(stamps, indent=1, sort_keys=True) + "\n", encoding="utf-8")
