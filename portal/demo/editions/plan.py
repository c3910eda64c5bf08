"""Which texts make which book, and what a book is: plain data, shared by all formats."""

from dataclasses import dataclass

IDEAS = tuple(f"big-idea-{number}" for number in range(1, 6))
QUESTIONS = "questions"
CONTENTS = "plan"

# Keys of pages in reading order. QUESTIONS gathers the questions of the five ideas, CONTENTS the complete work's plan.
BOOKS: dict[str, tuple[str, ...]] = {
    "IO1": ("io1", "aims", "model", "ideas", *IDEAS, CONTENTS),
    "IO2": ("io2", "course", CONTENTS),
    "IO3": ("io3", "cycle", QUESTIONS, CONTENTS),
    "IO4": ("io4", "background", "cycle", "glossary", CONTENTS),
}


@dataclass(frozen=True)
class Heading:
    """One heading in a chapter, for tables of contents."""

    anchor: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """One chapter: its XHTML without the title and lead, which each format sets in its own way."""

    key: str
    number: int
    title: str
    lead: str
    body: str
    headings: tuple[Heading, ...] = ()
    idea: int = 0


@dataclass(frozen=True)
class Fact:
    """A line of the imprint; `language` only where the value is in another one than the book."""

    label: str
    value: str
    language: str = ""
    url: str = ""


@dataclass(frozen=True)
class Book:
    """One language edition of one result."""

    code: str
    language: str
    title: str
    lead: str
    version: str
    date: str
    long_date: str
    authors: str
    licence: str
    licence_url: str
    project: str
    acronym: str
    statement: Fact
    disclaimer: Fact
    facts: tuple[Fact, ...]
    words: dict[str, str]
    chapters: tuple[Chapter, ...]
    pictures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return f"{self.code.lower()}-{self.language}"

    @property
    def subtitle(self) -> str:
        """What this book is, beside its title."""
        return f"{self.words['short']} · {self.words['edition']}"

    @property
    def identifier(self) -> str:
        """A name that no other edition has."""
        return f"urn:ls4vet:{self.name}:{self.version}"
