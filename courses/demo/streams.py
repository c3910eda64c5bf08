"""Blocks of a content file as StreamField data; ids are the same in every language and on every site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from courses.demo.texts import Block, Text
from portal.core.markdown import rich_text

NAMESPACE = UUID("5c1f4c2e-0a5d-5d5f-8b55-2a4f8c0d77e1")
KINDS = {"in-person": "in_person", "online": "online", "light-online": "online"}
Value = tuple[str, Any]


@dataclass(frozen=True)
class Found:
    """Where the things a text names are: each function gives the id of the source language's record."""

    video: Callable[[str], int]
    term: Callable[[str], int]
    source: Callable[[str], int]
    activity: Callable[[Block], int]


class Streams:
    """Builds the StreamFields of one file. `key` is its name: "m0/unit-1"."""

    def __init__(self, key: str, found: Found) -> None:
        self.key = key
        self.found = found

    def unit(self, text: Text) -> list[dict[str, Any]]:
        """A unit's body."""
        return list(self._stream("body", text.blocks, self._unit_values))

    def module(self, text: Text) -> dict[str, list[dict[str, Any]]]:
        """A module's text, its work and its guide, and its outcomes."""
        plain = [block for block in text.blocks if block.name in ("heading", "text", "callout", "quote")]
        about = plain[1:] if plain and plain[0].name == "heading" else plain
        return {
            "outcomes": self._items("outcomes", "outcome", text.front["outcomes"]),
            "body": list(self._stream("body", about, self._unit_values)),
            "work": list(self._stream("work", text.named("task", "session", "starter", "sources"), self._work_values)),
            "guide": list(self._stream("guide", text.named("guide"), self._guide_values)),
        }

    def scenes(self, film: dict[str, Any], board: dict[str, Any]) -> list[dict[str, Any]]:
        """What is said in a film."""
        rows = [{"seconds": one["seconds"], "text": film["scenes"][one["id"]]} for one in board["scenes"]]
        return self._items("scenes", "scene", rows)

    def identity(self, *parts: Any) -> str:
        """A stable id."""
        return str(uuid5(NAMESPACE, "/".join(str(part) for part in (self.key, *parts))))

    def _stream(
        self, name: str, blocks: Any, values: Callable[[Block, str], Iterator[Value]]
    ) -> Iterator[dict[str, Any]]:
        """Parts people work on are named by their own id, so that text may come and go around them."""
        for position, block in enumerate(blocks):
            own = block.argument.partition(" ")[0] if block.name in ("question", "reflect", "task") else ""
            own = block.argument if block.name in ("activity", "meeting", "session", "video") else own
            place = f"{block.name}:{own}" if own else f"{name}:{position}"
            for offset, (kind, value) in enumerate(values(block, place)):
                yield {"type": kind, "value": value, "id": self.identity(place, offset)}

    def _items(self, name: str, kind: str, values: list[Any]) -> list[dict[str, Any]]:
        return [{"type": kind, "value": value, "id": self.identity(name, n)} for n, value in enumerate(values)]

    def _list(self, place: str, name: str, values: list[Any]) -> list[dict[str, Any]]:
        return [{"type": "item", "value": value, "id": self.identity(place, name, n)} for n, value in enumerate(values)]

    def _unit_values(self, block: Block, place: str) -> Iterator[Value]:
        body = block.body
        match block.name:
            case "heading":
                yield "heading", block.argument
            case "text":
                yield "text", rich_text(body)
            case "case":
                yield "case", {"title": block.title, "text": rich_text(body)}
            case "callout":
                yield "callout", {"tone": "info", "title": block.title, "text": rich_text(body)}
            case "quote":
                yield "quote", {"text": body, "attribution": block.title}
            case "video":
                guide = {"before": block.data["before"], "during": block.data["while"], "after": block.data["after"]}
                yield "video", {"video": self.found.video(block.argument), **guide, "need": "nothing"}
            case "activity":
                yield "activity", {"activity": self.found.activity(block), "need": "tried"}
            case "question":
                yield "question", self._question(block, place)
            case "reflect":
                question, _newline, more = body.partition("\n")
                yield "reflection", {"text": question, "help": " ".join(more.split()), "need": "nothing"}
            case "terms":
                yield "terms", self._list(place, "term", [self.found.term(key) for key in block.words])
            case "meeting":
                yield "session", {"code": block.argument, "text": rich_text(body), "need": "nothing"}
            case "deepen":
                language = block.argument.partition('"')[0].strip()
                yield "deepen", {"title": block.title, "language": language, "text": rich_text(body)}
            case "sources":
                yield "sources", self._list(place, "source", [self.found.source(code) for code in block.words])

    def _question(self, block: Block, place: str) -> dict[str, Any]:
        choices = [
            {"text": one["text"], "match": "", "right": bool(one.get("right")), "feedback": one.get("feedback", "")}
            for one in block.data["choices"]
        ]
        named = [
            {"type": "item", "value": value, "id": self.identity(place, "choice", one["id"])}
            for one, value in zip(block.data["choices"], choices, strict=True)
        ]
        return {
            "kind": block.argument.split()[1],
            "text": rich_text(block.data["text"]),
            "help": "",
            "choices": named,
            "explanation": rich_text(block.data.get("explanation", "")),
            "tries": 0,
            "show": "each",
            "need": "tried",
        }

    def _work_values(self, block: Block, place: str) -> Iterator[Value]:
        data = block.data
        if block.name == "task":
            yield (
                "task",
                {
                    "code": block.argument,
                    "title": data["title"],
                    "hours": data["hours"],
                    "steps": self._list(place, "step", data["steps"]),
                    "hand_in": data["hand_in"],
                    "criteria": self._list(place, "criterion", data["criteria"]),
                    "need": "passed",
                },
            )
        elif block.name == "session":
            yield "session", self._session(block, place)
        elif block.name == "starter":
            yield "starter", " ".join(block.body.split())
        else:
            yield from self._unit_values(block, place)

    def _session(self, block: Block, place: str) -> dict[str, Any]:
        code, kind, minutes = block.argument.split()
        plan = [
            {"minute": one["minute"], "title": one["title"], "text": rich_text(one["text"])}
            for one in block.data["plan"]
        ]
        return {
            "code": code,
            "kind": KINDS[kind],
            "intensity": "light" if kind.startswith("light") else "",
            "minutes": int(minutes),
            "plan": self._list(place, "item", plan),
            "materials": self._list(place, "material", block.data["materials"]),
        }

    @staticmethod
    def _guide_values(block: Block, _place: str) -> Iterator[Value]:
        yield "heading", block.argument
        yield "text", rich_text(block.body)
