"""The native questions of a unit, and its prompts for reflection, in one language. Read once in each generation.

What is asked (kind, choices, what is right, tries) comes from the page as it was written; a translation gives words,
found by the ids that all languages share. So a translator who takes a choice away, or adds one, breaks nothing.
"""

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.rich_text import expand_db_html

from courses.choices import Need, QuestionKind, ShowAnswers
from courses.models import UnitPage
from courses.questions import GAP, Choice, Question
from portal.core import page_cache

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Words:
    """A choice as it is read."""

    id: str
    text: str
    match: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Asked:
    """A question: its rules, and its words in one language."""

    unit: UUID
    id: str
    language: str
    rules: Question
    paragraphs: tuple[str, ...]
    """Safe HTML."""
    help: str
    choices: tuple[Words, ...]
    explanation: str
    """Safe HTML."""
    counts: bool

    @property
    def kind(self) -> QuestionKind:
        """One of the ten."""
        return self.rules.kind

    @property
    def version(self) -> str:
        """Changes when an answer to it would have to look different; words and what is right make no difference."""
        known = [str(self.kind), *sorted(self.rules.ids), str(len(self.rules.gaps))]
        return hashlib.sha256("/".join(known).encode()).hexdigest()[:16]

    def words_of(self, choice: str) -> Words | None:
        """One choice."""
        return next((one for one in self.choices if one.id == choice), None)


@dataclass(frozen=True)
class Prompt:
    """A question to oneself."""

    unit: UUID
    id: str
    language: str
    text: str
    help: str
    counts: bool


@dataclass(frozen=True)
class InUnit:
    """What a unit asks and answers are kept of, by the block's id."""

    pk: int
    """Of the page whose words these are."""
    questions: Mapping[str, Asked]
    prompts: Mapping[str, Prompt]


NOTHING = InUnit(0, {}, {})


def in_unit(unit: UUID, language: str) -> InUnit:
    """Questions and prompts of a live unit; of a unit that is gone, none."""
    return page_cache.per_generation(f"questions:{unit}:{language}", lambda: _in_unit(unit, language))


def question(unit: UUID, block: UUID | str, language: str) -> Asked | None:
    """One question."""
    return in_unit(unit, language).questions.get(str(block))


def prompt(unit: UUID, block: UUID | str, language: str) -> Prompt | None:
    """One prompt."""
    return in_unit(unit, language).prompts.get(str(block))


def from_block(unit: UUID, block: str, value: Any, language: str) -> Asked:
    """A question as its block says it: for drafts, whose page is not live."""
    return _asked(unit, block, value, value, language, language)


def _in_unit(unit: UUID, language: str) -> InUnit:
    pages = list(UnitPage.objects.live().filter(translation_key=unit).select_related("locale").order_by("pk"))
    if not pages:
        return NOTHING
    source = pages[0]
    shown = next((page for page in pages if page.locale.language_code == language), source)
    values = {block.id: block.value for block in shown.body}
    written, spoken = source.locale.language_code, shown.locale.language_code
    questions, prompts = {}, {}
    for block in source.body:
        words = values.get(block.id)
        if block.block_type == "question":
            questions[block.id] = _asked(unit, block.id, block.value, words, written, spoken)
        elif block.block_type == "reflection":
            prompts[block.id] = _prompt(unit, block.id, block.value, words, written, spoken)
    return InUnit(shown.pk, questions, prompts)


def _prompt(unit: UUID, block: str, source: Any, words: Any, written: str, spoken: str) -> Prompt:
    language = spoken if words else written
    words = words or source
    return Prompt(unit, block, language, words["text"], words["help"] or "", source["need"] != Need.NOTHING)


def _asked(unit: UUID, block: str, source: Any, words: Any, written: str, spoken: str) -> Asked:
    kind = QuestionKind(source["kind"])
    language = spoken
    if words is None or (kind == QuestionKind.GAPS and _gaps(words) != _gaps(source)):
        words, language = source, written
    found = {item.id: item.value for item in words["choices"].bound_blocks}
    items = [(item.id, item.value, found.get(item.id) or item.value) for item in source["choices"].bound_blocks]
    rules = Question(
        kind,
        tuple(Choice(name, said["text"], bool(own["right"])) for name, own, said in items),
        text="\n".join(_plain(part) for part in _paragraphs(words["text"])) if kind == QuestionKind.GAPS else "",
        tries=source["tries"] or 0,
        show=ShowAnswers(source["show"]),
    )
    return Asked(
        unit=unit,
        id=block,
        language=language,
        rules=rules,
        paragraphs=tuple(expand_db_html(part) for part in _paragraphs(words["text"])),
        help=words["help"] or "",
        choices=tuple(
            Words(name, said["text"], said["match"] or "", said["feedback"] or "") for name, _, said in items
        ),
        explanation=_explained(words["explanation"]),
        counts=source["need"] != Need.NOTHING,
    )


def _words(name: str, said: Any) -> Words:
    return Words(name, said["text"], said["match"] or "", said["feedback"] or "")


def _explained(value: Any) -> str:
    source = value.source if value else ""
    return expand_db_html(source) if _plain(source).strip() else ""


def _gaps(value: Any) -> int:
    return sum(len(GAP.findall(_plain(part))) for part in _paragraphs(value["text"]))


def _paragraphs(value: Any) -> list[str]:
    """The insides of the paragraphs of an inline rich text."""
    source = value.source if value else ""
    return [part for part in _PARAGRAPH.findall(source) if part.strip()] or [source]


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))
