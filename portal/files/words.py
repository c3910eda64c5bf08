"""Sizes in the reader's language."""

from babel.numbers import format_decimal
from django.utils.translation import get_language

_STEPS = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def bytes_in_words(size: int) -> str:
    """`214 kB`, `2.4 MB`, `5 GB` with the reader's decimal sign."""
    language = get_language() or "en"
    for step, unit in _STEPS:
        if size >= step:
            return f"{format_decimal(round(size / step, 1), locale=language, format='#,##0.#')} {unit}"
    return f"{size} B"
