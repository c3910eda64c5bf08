"""Sizes on pages about files."""

from django import template

from portal.files.words import bytes_in_words

register = template.Library()


@register.filter
def size_words(size: int) -> str:
    """`214 kB`, `2.4 MB`, `5 GB`."""
    return bytes_in_words(size)
