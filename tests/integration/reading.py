"""Reads answers as a reader's browser or a search engine does."""

from dataclasses import dataclass
from typing import Any

from lxml import html


@dataclass
class Answer:
    """A page taken apart."""

    status: int
    text: str
    tree: Any

    @property
    def lang(self) -> str:
        """The language of the whole page."""
        return self.tree.get("lang")

    @property
    def canonical(self) -> list[str]:
        """The addresses search engines are told to keep."""
        return self.tree.xpath("//link[@rel='canonical']/@href")

    @property
    def robots(self) -> list[str]:
        """What robots are told."""
        return self.tree.xpath("//meta[@name='robots']/@content")

    @property
    def alternates(self) -> dict[str, str]:
        """`hreflang` to address."""
        links = self.tree.xpath("//link[@rel='alternate'][@hreflang]")
        return {link.get("hreflang"): link.get("href") for link in links}

    @property
    def switch(self) -> dict[str, str]:
        """Language to address, as the first language switch offers them."""
        links = self.tree.xpath("(//nav[contains(@class, 'languages')])[1]//a[@hreflang]")
        return {link.get("hreflang"): link.get("href") for link in links}

    def words(self, path: str) -> list[str]:
        """The texts at an XPath, without superfluous space."""
        return [" ".join(element.text_content().split()) for element in self.tree.xpath(path)]

    def hrefs(self, path: str) -> list[str]:
        """The addresses of the links below an XPath."""
        return self.tree.xpath(f"{path}//a/@href")


def read(client: Any, url: str, **headers: str) -> Answer:
    """Ask for a page of HTML."""
    response = client.get(url, headers=headers)
    text = response.content.decode()
    return Answer(response.status_code, text, html.document_fromstring(text) if text else None)
