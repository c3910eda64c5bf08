"""Blocks of a content file as XHTML for books: well-formed, with few classes, the same for every format."""

import re
from collections.abc import Callable
from html import escape

from portal.demo.editions.plan import Heading
from portal.demo.grammar import MARKDOWN, Block

LINK = re.compile(r'<a href="page:([a-z0-9-]+)">(.*?)</a>', re.DOTALL)
# Ways on from page to page have no place in a book.
LEFT_OUT = frozenset({"pages", "funding", "documents", "day", "speakers"})

Draw = Callable[[str, str, str], str]


class Markup:
    """Writes the blocks of one chapter. `chapters` are the keys that the book itself holds."""

    def __init__(self, key: str, chapters: frozenset[str], note: str, draw: Draw, picture: Draw) -> None:
        self.key = key
        self.chapters = chapters
        self.note = note
        self.draw = draw
        self.picture = picture
        self.headings: list[Heading] = []

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """All blocks that belong in a book."""
        return "\n".join(self.block(block) for block in blocks if block.name not in LEFT_OUT)

    def block(self, block: Block) -> str:
        """One block."""
        match block.name:
            case "heading":
                return self.heading(block.argument)
            case "note":
                return (
                    f'<aside class="note" role="note" aria-label="{escape(self.note)}">{self.rich(block.body)}</aside>'
                )
            case "quote":
                return f"<blockquote>{self.rich(block.body)}<p>{escape(block.argument)}</p></blockquote>"
            case "callout":
                title = block.argument.partition(" ")[2]
                return f'<aside class="callout"><p><b>{escape(title)}</b></p>{self.rich(block.body)}</aside>'
            case "steps":
                return f'<ol class="steps">{"".join(self._step(item) for item in block.items)}</ol>'
            case "terms":
                return f"<dl>{''.join(self._term(item) for item in block.items)}</dl>"
            case "diagram":
                return self.draw(self.key, block.argument, block.body)
            case "figure":
                return self.picture(self.key, block.argument, block.body)
        return self.rich(block.body)

    def heading(self, title: str) -> str:
        """A heading with an address of its own."""
        self.headings.append(Heading(f"{self.key}-{len(self.headings) + 1}", title))
        return f'<h2 id="{self.headings[-1].anchor}">{escape(title)}</h2>'

    def rich(self, markdown: str) -> str:
        """Markdown as XHTML. Links stay where the book holds their goal, else only their words do."""
        html = MARKDOWN.render(markdown).strip()
        return LINK.sub(self._link, re.sub(r"<li>\s*<p>(.*?)</p>\s*</li>", r"<li>\1</li>", html, flags=re.DOTALL))

    def _link(self, match: re.Match[str]) -> str:
        return f'<a href="#{match[1]}">{match[2]}</a>' if match[1] in self.chapters else match[2]

    def _inline(self, markdown: str) -> str:
        return self.rich(markdown).removeprefix("<p>").removesuffix("</p>")

    def _step(self, item: tuple[str, str, str]) -> str:
        _time, title, text = item
        return f"<li><b>{escape(title)}.</b> {self._inline(text)}</li>"

    def _term(self, item: tuple[str, str, str]) -> str:
        _time, term, meaning = item
        return f"<dt>{escape(term)}</dt><dd>{self._inline(meaning)}</dd>"
