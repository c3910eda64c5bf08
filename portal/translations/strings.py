"""What the screen of one thing in one language shows: each string with all that is known about it."""

import html
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from portal.core.translatables import Text
from portal.translations import guard, terms
from portal.translations.comparing import Piece, difference
from portal.translations.models import DeskItem, GlossaryTerm, TextComment, TextMark
from portal.translations.services import desk
from portal.translations.terms import Found


@dataclass
class Row:
    """One string."""

    number: int
    text: Text
    mark: TextMark | None
    terms: list[Found]
    comments: list[TextComment] = field(default_factory=list)
    typed: str | None = None
    error: str = ""

    @property
    def anchor(self) -> str:
        """Where the string stands on its screen."""
        return anchor(self.text.path)

    @property
    def state(self) -> str:
        """open, stale, machine or done."""
        if not self.text.target:
            return "open"
        if desk.is_stale(self.text, self.mark):
            return "stale"
        return "machine" if desk.is_unreviewed(self.text, self.mark) else "done"

    @property
    def is_reviewed(self) -> bool:
        """Whether these very words were read."""
        return bool(self.mark and self.text.target and self.mark.reviewed == desk.digest(self.text.target))

    @property
    def changes(self) -> list[Piece]:
        """Old and new source in one, with the difference."""
        before = self.text.made_from or (self.mark.old_source if self.mark else "")
        return difference(before, self.text.source) if self.state == "stale" else []

    @property
    def value(self) -> str:
        """What stands in the field: what was typed, else what is stored."""
        return self.text.target if self.typed is None else self.typed

    @property
    def unused(self) -> list[Found]:
        """Agreed words that the translation does not use."""
        return [term for term in self.terms if self.text.target and not term.used]

    @property
    def in_the_page(self) -> str:
        """The end of an address that takes a browser to these words, in an editor that has no addresses for strings."""
        plain = html.unescape(guard.TAG.sub("\n", self.text.source)).strip().split("\n")[0]
        words = " ".join(plain.split()[:8])
        return f"#:~:text={quote(words, safe='').replace('-', '%2D')}" if words else ""

    @property
    def lines(self) -> int:
        """How high the field is."""
        return min(12, max(2, len(self.text.source) // 55 + 1))


def anchor(path: str) -> str:
    """A name for the address of a string."""
    return f"s-{desk.digest(path)[:10]}"


def rows(item: DeskItem, language: str, *, typed: dict[str, str] | None = None) -> list[Row]:
    """All strings of a cell."""
    marks = desk.marks_of(item, language)
    agreed = glossary(item.source_language, language)
    said = defaultdict(list)
    for comment in item.comments.filter(language=language, resolved_at=None).select_related("author"):
        said[comment.path].append(comment)
    pair = (item.source_language, language)
    return [
        Row(
            number,
            text,
            marks.get(text.path),
            list(terms.found_in(text.source, text.target, agreed, pair)),
            said[text.path],
            (typed or {}).get(text.path),
        )
        for number, text in enumerate(desk.iter_texts(item, language), start=1)
    ]


def glossary(source: str, target: str) -> list[tuple[str, str, str]]:
    """The agreed words of a pair of languages."""
    wanted = GlossaryTerm.objects.filter(source_language=source, target_language=target)
    return list(wanted.values_list("term", "translation", "note"))


def first_to_do(found: list[Row]) -> Any:
    """The string to begin with."""
    return next((row for row in found if row.state != "done"), None)
