"""The grammar of a content file: YAML front matter, then Markdown with `:::` blocks. Pure: text in, data out.

## Heading                     a heading block
paragraphs, lists, ### sub     one text block
::: name arguments … :::       any other block
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from portal.core.markdown import MARKDOWN, rich_text

FENCE = re.compile(r"^::: *([a-z]+) *(.*)$")
ITEM = re.compile(r"^(?:\d+\.|-)\s+(?:(\d\d:\d\d)\s+)?(?:\*\*(.+?)\.?\*\*)?\s*(.*)$")
BLOCKS = frozenset("note quote figure diagram steps terms callout funding pages day speakers documents".split())


class GrammarError(ValueError):
    """A content file that cannot be read; the message names the line."""


@dataclass(frozen=True)
class Block:
    """One block: its name, what stands after the name, and its lines (a list of items for list blocks)."""

    name: str
    argument: str = ""
    body: str = ""
    items: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Document:
    """A content file: its front matter and its blocks."""

    front: dict[str, Any]
    blocks: tuple[Block, ...] = field(default=())

    @property
    def shape(self) -> list[str]:
        """What translations must have in common: block names with the number of their items or paragraphs."""
        return [f"{block.name}:{len(block.items) or _paragraphs(block.body)}" for block in self.blocks]

    @property
    def page_links(self) -> set[str]:
        """The keys of all pages the document links to."""
        keys = {key for block in self.blocks for key in re.findall(r"\]\(page:([a-z0-9-]+)\)", _all_text(block))}
        return keys | {key for block in self.blocks if block.name == "pages" for key in block.argument.split()}


def parse(text: str) -> Document:
    """Read one content file. Raises GrammarError."""
    match = re.match(r"\A---\n(.*?)\n---\n?(.*)\Z", text, re.DOTALL)
    if not match:
        raise GrammarError("the file does not begin with front matter between two lines of ---")
    try:
        front = yaml.safe_load(match[1]) or {}
    except yaml.YAMLError as error:
        raise GrammarError(f"the front matter is not YAML: {error}") from error
    if not isinstance(front, dict):
        raise GrammarError("the front matter is not a list of names and values")
    return Document(front, tuple(_blocks(match[2], offset=match[1].count("\n") + 3)))


def inline(markdown: str, resolve: Any) -> str:
    """One paragraph of rich text."""
    return rich_text(markdown, resolve) if markdown else ""


def _blocks(body: str, offset: int):
    text: list[str] = []
    lines = iter(enumerate(body.splitlines(), start=offset + 1))
    for number, line in lines:
        if line.startswith("## "):
            yield from _text(text)
            yield Block("heading", argument=line[3:].strip())
        elif line.startswith(":::"):
            yield from _text(text)
            yield _fenced(line, number, lines)
        else:
            text.append(line)
    yield from _text(text)


def _text(lines: list[str]):
    body = "\n".join(lines).strip()
    lines.clear()
    if body:
        yield Block("text", body=body)


def _fenced(line: str, number: int, lines: Any) -> Block:
    match = FENCE.match(line.strip())
    if not match or match[1] not in BLOCKS:
        raise GrammarError(f"line {number}: “{line.strip()}” opens no known block")
    inside: list[str] = []
    for _number, inner in lines:
        if inner.strip() == ":::":
            break
        inside.append(inner)
    else:
        raise GrammarError(f"line {number}: the block “{match[1]}” is never closed")
    body = "\n".join(inside).strip()
    items = _items(body) if match[1] in ("steps", "terms", "day", "speakers") else ()
    return Block(match[1], argument=match[2].strip(), body="" if items else body, items=items)


def _items(body: str) -> tuple[tuple[str, str, str], ...]:
    """Time, bold title and text of each item; an indented or plain line goes on with the item before."""
    joined: list[str] = []
    for line in body.splitlines():
        if re.match(r"^(?:\d+\.|-)\s", line):
            joined.append(line.strip())
        elif line.strip() and joined:
            joined[-1] += " " + line.strip()
    matches = [ITEM.match(line) for line in joined]
    return tuple((m[1] or "", (m[2] or "").strip(), m[3].strip()) for m in matches if m)


def _paragraphs(body: str) -> int:
    return len(re.findall(r"<(?:p|li|h3)>", MARKDOWN.render(body))) if body else 0


def _all_text(block: Block) -> str:
    return "\n".join([block.argument, block.body, *(text for item in block.items for text in item)])
