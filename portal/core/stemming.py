"""Words to stems, in each of the site's languages, without accents: what makes search find inflected forms.

`snowballstemmer` knows all four languages (runner-up: PostgreSQL's own dictionaries, which SQLite lacks).
A stem is folded after stemming, because the algorithms need the accents; the query goes the same way.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

ALGORITHMS = {"en": "english", "hu": "hungarian", "de": "german", "nl": "dutch"}
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """Lower case without accents: “Főzőkanál” becomes “fozokanal”."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_LIGATURES)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The folded stem of one word. Languages without an algorithm are only folded."""
    algorithm = ALGORITHMS.get(language)
    lowered = unicodedata.normalize("NFC", word).lower().replace("’", "'")
    stemmed = _stemmer(algorithm).stemWord(lowered) if algorithm else lowered
    return fold(stemmed).replace("'", "")


def stems(text: str, language: str) -> Iterator[str]:
    """The stems of a text, in order, repeats included."""
    return (stem(match.group(), language) for match in WORD.finditer(text))


def index_stems(text: str, language: str) -> str:
    """What the index stores: each word's stem, and the stem of its unaccented spelling where that differs.

    So “kepzesekben”, typed without accents on a foreign keyboard, still finds “képzésekben”.
    """
    found: list[str] = []
    for match in WORD.finditer(text):
        word = match.group()
        found.append(stem(word, language))
        plain = stem(fold(word), language)
        if plain != found[-1]:
            found.append(plain)
    return " ".join(found)


@lru_cache(maxsize=8)
def _stemmer(algorithm: str):
    return snowballstemmer.stemmer(algorithm)
