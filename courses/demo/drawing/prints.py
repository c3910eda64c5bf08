"""What a film was drawn from, as a fingerprint: films/fingerprints.json tells which films are out of date. Pure."""

import hashlib
import json
from pathlib import Path
from typing import Any

LOOK = 1
"""Raise it when a change of the drawing should draw every film anew."""
FILMS = Path(__file__).resolve().parents[1] / "films"
STORE = FILMS / "fingerprints.json"


def fingerprint(board: dict[str, Any], film: dict[str, Any]) -> str:
    """Of a storyboard and the words on the screen in one language. What is said stands in the captions."""
    drawn = [LOOK, board, film["labels"]]
    return hashlib.sha256(json.dumps(drawn, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]


def stored() -> dict[str, str]:
    """Of each film that was drawn, by "key.language"."""
    return json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}


def store(marks: dict[str, str]) -> None:
    """Remember them."""
    STORE.write_text(json.dumps(dict(sorted(marks.items())), indent=1) + "\n", encoding="utf-8")
