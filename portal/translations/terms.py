"""Terms of the glossary inside strings, inflected or not. Pure: the terms come in as an argument."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portal.core.stemming import fold, stems

_TAG = re.compile(r"<[^<>]*>")
_SHORT = 5


class Found(NamedTuple):
    """A term that a string contains, the agreed words, and whether one of them is used."""

    term: str
    translation: str
    note: str
    used: bool


def found_in(source: str, target: str, terms: Iterable[tuple[str, str, str]], pair: tuple[str, str]) -> Iterator[Found]:
    """The terms of a string. Of “lesson” and “research lesson” only the longer one counts where both fit."""
    here = list(stems(_TAG.sub(" ", source), pair[0]))
    taken: set[int] = set()
    for term, translation, note in sorted(terms, key=lambda row: -len(row[0])):
        wanted = list(stems(term, pair[0]))
        places = [start for start in _places(wanted, here) if not taken & set(range(start, start + len(wanted)))]
        if places:
            for start in places:
                taken |= set(range(start, start + len(wanted)))
            words = [word.strip() for word in translation.split("|") if word.strip()]
            used = any(_says(target, word, pair[1]) for word in words)
            yield Found(term, ", ".join(words), note, used)


def _places(wanted: list[str], here: list[str]) -> list[int]:
    size = len(wanted)
    return [start for start in range(len(here) - size + 1) if size and here[start : start + size] == wanted]


def _says(target: str, words: str, language: str) -> bool:
    """Inflected, or as a part of a compound ("Forschungsstundenplan")."""
    plain = _TAG.sub(" ", target)
    if _places(list(stems(words, language)), list(stems(plain, language))):
        return True
    folded = fold(words)
    return len(folded) >= _SHORT and folded in fold(plain)
