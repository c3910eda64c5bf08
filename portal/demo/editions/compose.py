"""Makes a book from the texts of the demo."""

import re
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date

from portal.demo.editions import diagrams
from portal.demo.editions.markup import Markup
from portal.demo.editions.plan import BOOKS, CONTENTS, IDEAS, QUESTIONS, Book, Chapter, Fact
from portal.demo.grammar import Block, Document, parse
from portal.demo.source import HERE

LANGUAGES = ("en", "hu", "de", "nl")


class Shelf:
    """Reads content and records; each file once."""

    def __init__(self, root: Path = HERE) -> None:
        self.root = root
        self.yaml = lru_cache(maxsize=None)(self._yaml)
        self.text = lru_cache(maxsize=None)(self._text)

    def _yaml(self, name: str) -> Any:
        return yaml.safe_load((self.root / name).read_text(encoding="utf-8"))

    def _text(self, language: str, key: str) -> Document:
        return parse((self.root / "content" / language / f"{key}.md").read_text(encoding="utf-8"))

    def labels(self, language: str, group: str) -> Any:
        """Translated words of records."""
        folder = f"content/{language}"
        return {**self.yaml(f"{folder}/labels-site.yaml"), **self.yaml(f"{folder}/labels-records.yaml")}[group]

    def files(self) -> list[tuple[str, str, str]]:
        """Code, language and format of every file that the results offer."""
        return [
            (code, row["language"], row["format"])
            for code, result in self.yaml("records/results.yaml").items()
            for version in result["versions"]
            for row in version["files"]
        ]


def compose(shelf: Shelf, code: str, language: str) -> Book:
    """One language edition of one result."""
    result = shelf.yaml("records/results.yaml")[code]
    version = next(row for row in result["versions"] if row["current"])
    words = shelf.yaml("editions/words.yaml")[language]
    front = shelf.text(language, code.lower()).front
    settings, labels = shelf.yaml("records/settings.yaml"), shelf.labels(language, "settings")
    long_date = format_date(date.fromisoformat(str(version["date"])), "long", locale=language)
    organisation = shelf.labels(language, "organisations")[result["lead_organisation"]]["name"]
    native = shelf.yaml("records/organisations.yaml")[result["lead_organisation"]]["name_language"]
    writer = Writer(shelf, code, language, words)
    return Book(
        code=code,
        language=language,
        title=front["title"],
        lead=front["lead"],
        version=version["number"],
        date=str(version["date"]),
        long_date=long_date,
        authors=result["authors"],
        licence=result["licence"],
        licence_url=result["licence_url"],
        project=labels["name"],
        acronym=settings["acronym"],
        statement=_funding(shelf, "statement", language),
        disclaimer=_funding(shelf, "disclaimer", language),
        facts=(
            Fact(words["version"], version["number"]),
            Fact(words["date"], long_date),
            Fact(words["authors"], result["authors"], "en" if language != "en" else ""),
            Fact(words["lead"], organisation, native if native != language else ""),
            Fact(words["audience"], front["audience"]),
            Fact(words["licence"], result["licence"], url=result["licence_url"]),
            Fact(words["project"], f"{labels['name']} ({settings['acronym']})"),
            Fact(words["number"], settings["project_number"]),
        ),
        words=words,
        chapters=tuple(writer.chapter(key, number) for number, key in enumerate(BOOKS[code], 1)),
        pictures=tuple(dict.fromkeys(writer.pictures)),
    )


def _funding(shelf: Shelf, kind: str, language: str) -> Fact:
    """The wording in the book's language, else in English, marked as such; never invented."""
    settings = shelf.yaml("records/settings.yaml")
    rows = {
        row["language"]: row["text"].replace("{agency}", settings["agency"])
        for row in shelf.yaml("records/funding.yaml")
        if row["regime"] == settings["funding_regime"] and row["kind"] == kind
    }
    return Fact(kind, rows[language]) if language in rows else Fact(kind, rows["en"], "en")


class Writer:
    """Writes the chapters of one book."""

    def __init__(self, shelf: Shelf, code: str, language: str, words: dict[str, str]) -> None:
        self.shelf, self.code, self.language, self.words = shelf, code, language, words
        self.pictures: list[str] = []
        self.ideas = list(shelf.labels(language, "ideas").values())
        self.places = {
            block.argument: key
            for key in BOOKS[code]
            if key not in (QUESTIONS, CONTENTS)
            for block in shelf.text(language, key).blocks
            if block.name == "diagram"
        }

    def chapter(self, key: str, number: int) -> Chapter:
        """The chapter of a page, or one of the two that are gathered."""
        if key == QUESTIONS:
            return self._questions(number)
        if key == CONTENTS:
            return self._plan(number)
        text = self.shelf.text(self.language, key)
        is_opening = key == self.code.lower()
        markup = self._markup(key)
        # The opening page's callout speaks about the page on which the files stand.
        body = markup.blocks(tuple(block for block in text.blocks if not (is_opening and block.name == "callout")))
        return Chapter(
            key,
            number,
            title=self.words["introduction"] if is_opening else text.front["title"],
            lead="" if is_opening else self._lead(text.front["lead"]),
            body=body,
            headings=tuple(markup.headings),
            idea=IDEAS.index(key) + 1 if key in IDEAS else 0,
        )

    def _lead(self, lead: str) -> str:
        """A page's lead without the sentences that speak about the page."""
        sentences = re.split(r"(?<=[.!?])\s+", lead)
        return " ".join(line for line in sentences if not re.search(self.words["of_a_page"], line, re.IGNORECASE))

    def _markup(self, key: str) -> Markup:
        return Markup(key, frozenset(BOOKS[self.code]), self.words["note"], self._draw, self._picture)

    def _draw(self, key: str, name: str, caption: str) -> str:
        """A diagram; one that several chapters show stands in the last of them, where it is explained."""
        if key != self.places[name]:
            return ""
        ideas = [(idea["name"], idea["statement"]) for idea in self.ideas]
        return diagrams.figure(key, name, caption, self.language, ideas)

    def _picture(self, _key: str, name: str, caption: str) -> str:
        file = self.shelf.yaml("records/images.yaml")[name]["file"]
        alt = self.shelf.labels(self.language, "images")[name]["description"]
        self.pictures.append(file)
        return (
            f'<figure class="picture"><img src="images/{file}" alt="{escape(alt)}"/>'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    def _questions(self, number: int) -> Chapter:
        markup = self._markup(QUESTIONS)
        parts = []
        for place, (key, idea) in enumerate(zip(IDEAS, self.ideas, strict=True), 1):
            questions = [block for block in self.shelf.text(self.language, key).blocks if block.name != "pages"][-1]
            parts.append(markup.heading(f"{place} {idea['name']}"))
            parts.append(f'<p class="statement">{escape(idea["statement"])}.</p>')
            parts.append(markup.block(_checked(questions, key)))
        return Chapter(
            QUESTIONS, number, self.words["questions"], "", "\n".join(parts), headings=tuple(markup.headings)
        )

    def _plan(self, number: int) -> Chapter:
        rows = self.shelf.text(self.language, self.code.lower()).front["contents"]
        items = "".join(f"<li>{escape(row if isinstance(row, str) else row['title'])}</li>" for row in rows)
        return Chapter(CONTENTS, number, self.words["plan"], self.words["plan_lead"], f'<ol class="plan">{items}</ol>')


def _checked(block: Block, key: str) -> Block:
    if block.name != "text" or not block.body.startswith("- "):
        raise ValueError(f"{key} does not end with its questions")
    return block
