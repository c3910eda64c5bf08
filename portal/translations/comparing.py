"""Two texts, word by word. Pure."""

import difflib
import re
from typing import NamedTuple

_PIECE = re.compile(r"\s+|[^\s<>]+|<[^<>]*>|[<>]")


class Piece(NamedTuple):
    """A stretch of text that is the same, was taken out ("gone") or was put in ("new")."""

    sort: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """What has to be read to see what changed."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for sort, one, two, three, four in matcher.get_opcodes():
        if sort == "equal":
            pieces.append(Piece("same", "".join(before[one:two])))
        else:
            pieces += [Piece("gone", "".join(before[one:two]))] if two > one else []
            pieces += [Piece("new", "".join(after[three:four]))] if four > three else []
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Several changed words in a row are one change: the spaces between them do not interrupt it."""
    runs: list[Piece] = []
    gone = new = ""
    for number, piece in enumerate(pieces):
        changed = gone or new
        between = changed and piece.sort == "same" and piece.text.isspace() and number + 1 < len(pieces)
        if piece.sort == "same" and not between:
            runs += [Piece("gone", gone)] if gone else []
            runs += [Piece("new", new)] if new else []
            runs, gone, new = [*runs, piece], "", ""
        else:
            gone += piece.text if piece.sort == "gone" or between else ""
            new += piece.text if piece.sort == "new" or between else ""
    return runs + ([Piece("gone", gone)] if gone else []) + ([Piece("new", new)] if new else [])
