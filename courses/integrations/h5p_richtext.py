"""Rich text of activities as strings for translators, and back: no tag, link or style can be lost on the way.

A translator sees one paragraph, list item or table cell at a time. Blocks stay in the template; tags inside a sentence
are seen without their attributes, which come back by their id: `<a href="…">` is shown as `<a id="a1">`, the same
notation as in the site's pages. Pure; expects what the engine has sanitised. See docs/decisions/0030.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

BLOCKS = frozenset(
    "blockquote caption col colgroup dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td "
    "tfoot th thead tr ul".split()
)
VOID = frozenset(("br", "col", "hr"))
_TAG = re.compile(r"<[^<>]*>")
Attributes = tuple[tuple[str, str], ...]


@dataclass
class Node:
    """A tag, or (without a name) a stretch of text."""

    name: str = ""
    attributes: Attributes = ()
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it cannot stand inside a sentence."""
        return self.name in BLOCKS or any(child.is_block for child in self.children)

    @property
    def words(self) -> str:
        """Its text alone."""
        return self.text + "".join(child.words for child in self.children)


@dataclass(frozen=True)
class Piece:
    """A sentence or paragraph; `attributes` belong to its tags, by their id."""

    text: str
    attributes: Mapping[str, Attributes]

    @cached_property
    def tags(self) -> dict[str, str]:
        """Its opening and closing tags as a translator sees them, and whole."""
        shown = dict.fromkeys(_TAG.findall(self.text))
        whole = {
            f'<{name.rstrip("0123456789")} id="{name}">': _opening(name.rstrip("0123456789"), attributes)
            for name, attributes in self.attributes.items()
        }
        return {tag: whole.get(tag, tag) for tag in shown}


class RichText:
    """HTML taken apart: `pieces` are translated, `render` puts them back into their places."""

    def __init__(self, source: str) -> None:
        self.pieces: list[Piece] = []
        self._parts: list[str | int] = []
        self._take(parse(source))

    def render(self, words: Mapping[int, str]) -> str:
        """The HTML with these pieces put into other words; the rest as it was."""
        return "".join(part if isinstance(part, str) else self._said(part, words.get(part)) for part in self._parts)

    def _said(self, number: int, words: str | None) -> str:
        piece = self.pieces[number]
        words = words or piece.text
        if set(_TAG.findall(words)) == piece.tags.keys():  # as it nearly always is; the engine closes what is open
            return _TAG.sub(lambda tag: piece.tags[tag[0]], words)
        return "".join(_with_attributes(parse(words), piece.attributes))

    def _take(self, nodes: list[Node]) -> None:
        run: list[Node] = []
        for node in nodes:
            if node.is_block:
                self._sentence(run)
                run = []
                self._around(node)
            else:
                run.append(node)
        self._sentence(run)

    def _around(self, node: Node) -> None:
        """A tag goes into the template, what is in it is looked at again."""
        self._parts.append(_opening(node.name, node.attributes))
        if node.name not in VOID:
            self._take(node.children)
            self._parts.append(f"</{node.name}>")

    def _sentence(self, run: list[Node]) -> None:
        before, run, after = _trimmed(run)
        self._parts.append(before)
        if len(run) == 1 and run[0].name:
            self._around(run[0])  # a tag around all of it is nothing to translate
        elif run:
            counter: Counter[str] = Counter()
            attributes: dict[str, Attributes] = {}
            text = "".join(_without_attributes(run, counter, attributes))
            self._parts.append(len(self.pieces))
            self.pieces.append(Piece(text, attributes))
        self._parts.append(after)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, tuple((name, value or "") for name, value in attrs))
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        names = [node.name for node in self._open[1:]]
        if tag in names:
            del self._open[len(names) - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Node(text=data))


def parse(source: str) -> list[Node]:
    """The tree of an HTML text."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.root.children


def escaped(text: str) -> str:
    """Text inside HTML; a space that must not break stays visible as what it is."""
    return html.escape(text, quote=False).replace("\xa0", "&nbsp;")


def _opening(name: str, attributes: Attributes) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes)
    return f"<{name}{written}>"


def _trimmed(run: list[Node]) -> tuple[str, list[Node], str]:
    """White space and line breaks at the ends belong to the template."""
    first, last = 0, len(run)
    while first < last and not run[first].words.strip():
        first += 1
    while last > first and not run[last - 1].words.strip():
        last -= 1
    before, after = "".join(_whole(run[:first])), "".join(_whole(run[last:]))
    run = [Node(node.name, node.attributes, node.text, node.children) for node in run[first:last]]
    if run and not run[0].name:
        kept = run[0].text.lstrip()
        before, run[0].text = before + escaped(run[0].text[: -len(kept)]), kept
    if run and not run[-1].name:
        kept = run[-1].text.rstrip()
        after, run[-1].text = escaped(run[-1].text[len(kept) :]) + after, kept
    return before, run, after


def _whole(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        yield from _written(node, node.attributes, _whole(node.children))


def _without_attributes(nodes: list[Node], counter: Counter[str], kept: dict[str, Attributes]) -> Iterator[str]:
    for node in nodes:
        shown: Attributes = ()
        if node.attributes:
            counter[node.name] += 1
            name = f"{node.name}{counter[node.name]}"
            kept[name], shown = node.attributes, (("id", name),)
        yield from _written(node, shown, _without_attributes(node.children, counter, kept))


def _with_attributes(nodes: list[Node], kept: Mapping[str, Attributes]) -> Iterator[str]:
    for node in nodes:
        name = dict(node.attributes).get("id", "")
        yield from _written(node, kept.get(name, ()), _with_attributes(node.children, kept))


def _written(node: Node, attributes: Attributes, inner: Iterator[str]) -> Iterator[str]:
    if not node.name:
        yield escaped(node.text)
        return
    yield _opening(node.name, attributes)
    if node.name not in VOID:
        yield from inner
        yield f"</{node.name}>"
