"""Blocks of a content file as StreamField data, with ids that are the same in every language and every run."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from portal.core.markdown import rich_text
from portal.core.seeding import NAMESPACE
from portal.demo.grammar import Block, Document, inline


class Streams:
    """Builds the StreamFields of one page; `resolve` gives page ids, `image_id` picture ids by key."""

    def __init__(self, key: str, resolve: Callable[[str], int], image_id: Callable[[str], int]) -> None:
        self.key = key
        self.resolve = resolve
        self.image_id = image_id

    def identity(self, *parts: Any) -> str:
        """A stable block id."""
        return str(uuid5(NAMESPACE, "/".join(str(part) for part in (self.key, *parts))))

    def fields(self, text: Document) -> dict[str, list[dict[str, Any]]]:
        """`body`, `programme` and `speakers` of a document."""
        streams: dict[str, list[dict[str, Any]]] = {"body": [], "programme": [], "speakers": []}
        for position, block in enumerate(text.blocks):
            name = {"day": "programme", "speakers": "speakers"}.get(block.name, "body")
            for offset, (kind, value) in enumerate(self.values(block, position)):
                streams[name].append({"type": kind, "value": value, "id": self.identity(name, position, offset)})
        return streams

    def items(self, name: str, kind: str, values: list[Any]) -> list[dict[str, Any]]:
        """A plain list as StreamField data."""
        return [{"type": kind, "value": value, "id": self.identity(name, n)} for n, value in enumerate(values)]

    def values(self, block: Block, position: int) -> list[tuple[str, Any]]:
        """Type and value of the blocks one block of the file becomes (a day becomes several)."""
        text = {"heading": block.argument, "text": rich_text(block.body, self.resolve)}
        match block.name:
            case "heading" | "text":
                return [(block.name, text[block.name])]
            case "note":
                return [("note", rich_text(block.body, self.resolve))]
            case "quote":
                return [("quote", {"text": block.body, "attribution": block.argument})]
            case "figure":
                return [("figure", {"image": self.image_id(block.argument), "caption": block.body})]
            case "diagram":
                return [("diagram", {"name": block.argument, "caption": block.body})]
            case "callout":
                tone, _space, title = block.argument.partition(" ")
                return [("callout", {"tone": tone, "title": title, "text": rich_text(block.body, self.resolve)})]
            case "steps" | "terms":
                return [(block.name, self._pairs(block, position))]
            case "pages":
                keys = block.argument.split()
                return [("pages", self._list(position, [self.resolve(key) for key in keys]))]
            case "day":
                return [("day", block.argument), *(("item", self._programme_item(item)) for item in block.items)]
            case "speakers":
                return [("speaker", self._speaker(item)) for item in block.items]
            case _:
                return [("funding", None)]

    def _pairs(self, block: Block, position: int) -> list[dict[str, Any]]:
        first, second = ("title", "text") if block.name == "steps" else ("term", "meaning")
        values = [{first: title, second: inline(text, self.resolve)} for _time, title, text in block.items]
        return self._list(position, values)

    def _list(self, position: int, values: list[Any]) -> list[dict[str, Any]]:
        return [
            {"type": "item", "value": value, "id": self.identity(position, "item", n)} for n, value in enumerate(values)
        ]

    def _programme_item(self, item: tuple[str, str, str]) -> dict[str, Any]:
        time, title, text = item
        return {"time": f"{time}:00" if time else None, "title": title, "text": inline(text, self.resolve)}

    @staticmethod
    def _speaker(item: tuple[str, str, str]) -> dict[str, Any]:
        _time, name, rest = item
        role, _comma, organisation = rest.partition(", ")
        return {"name": name, "role": role, "organisation": organisation}
