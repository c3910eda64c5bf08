"""What a translation must not lose: placeholders, links, tags. Pure functions; the messages say what to do."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.core.catalogues.audit import PLACEHOLDER

TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_FREE = re.compile(r"</?(?:b|strong|i|em|br)\s*/?>")
"""Emphasis may come and go with the language."""


def faults(source: str, target: str, *, markup: bool) -> Iterator[str]:
    """What is wrong with a translation, as sentences; nothing for an empty one, which is simply open."""
    if not target:
        return
    if _CONTROL.search(target):
        yield _("It contains characters that cannot be seen. Type the text again.")
    yield from _placeholders(source, target)
    yield from _tags(source, target, markup=markup)


def _placeholders(source: str, target: str) -> Iterator[str]:
    wanted, found = Counter(PLACEHOLDER.findall(source)), Counter(PLACEHOLDER.findall(target))
    for name in sorted((wanted - found).keys()):
        yield _("“%(name)s” is missing. Keep it exactly as it is in the original.") % {"name": name}
    for name in sorted((found - wanted).keys()):
        yield _("“%(name)s” is not in the original. Take it out.") % {"name": name}


def _tags(source: str, target: str, *, markup: bool) -> Iterator[str]:
    wanted, found = _counted(source), _counted(target)
    for tag in sorted((wanted - found).keys()):
        if tag.startswith("<a"):
            yield _("The link %(tag)s is missing. Put it around the words that should be the link.") % {"tag": tag}
        elif not tag.startswith("</a"):
            yield _("%(tag)s is missing. Keep it as in the original.") % {"tag": tag}
    for tag in sorted((found - wanted).keys()):
        yield _("%(tag)s is not in the original. Take it out.") % {"tag": tag}
    if markup and len(re.findall(r"<a[\s>]", target)) != target.count("</a>"):
        yield _("A link is not closed: write </a> after its last word.")


def _counted(text: str) -> Counter:
    return Counter(tag for tag in TAG.findall(text) if not _FREE.fullmatch(tag.lower()))
