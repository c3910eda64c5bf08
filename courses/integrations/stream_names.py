"""What StreamField data names by numbers of this site (pages, pictures, files, records), exchanged for other names.

An exchange is told the model and the number or name, and says what to put there; None stands for nothing.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import nh3
from django.db.models import Model
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

Exchange = Callable[[type[Model], Any], Any]
TAGS = {"a", "b", "strong", "i", "em", "p", "br", "h2", "h3", "h4", "ol", "ul", "li", "sub", "sup", "embed"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}, "embed": {"embedtype", "id", "format", "alt"}}
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_EMBED = re.compile(r"<embed\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


def exchanged(block: blocks.Block, value: Any, exchange: Exchange, *, clean: bool = False) -> Any:
    """Raw data of a block with every name exchanged; blocks the site does not know are left out.

    With `clean`, rich text keeps only what an editor could write here.
    """
    if value is None:
        return None
    inner = partial(exchanged, exchange=exchange, clean=clean)
    if isinstance(block, blocks.StreamBlock):
        known = (row for row in value if row["type"] in block.child_blocks)
        return [{**row, "value": inner(block.child_blocks[row["type"]], row["value"])} for row in known]
    if isinstance(block, blocks.ListBlock):
        return [{**row, "value": inner(block.child_block, row["value"])} for row in map(_item, value)]
    if isinstance(block, blocks.StructBlock):
        known = ((name, child) for name, child in block.child_blocks.items() if name in value)
        return {name: inner(child, value[name]) for name, child in known}
    if isinstance(block, blocks.ChooserBlock):
        return exchange(block.target_model, value)
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(clean_html(value) if clean else value, exchange)
    return value


def rich_text(html: str, exchange: Exchange) -> str:
    """Rich text with links to this site's things exchanged; a link to nothing leaves its words."""
    html = _LINK.sub(lambda found: _linked(found, exchange), html)
    return _EMBED.sub(lambda found: _embedded(found, exchange), html)


def clean_html(html: str) -> str:
    """Rich text from elsewhere, with nothing in it that an editor could not write here."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )


def clean_words(words: str) -> str:
    """The words of one translated string; plain text stays as it is."""
    return clean_html(words) if "<" in words else words


def _item(row: Any) -> dict[str, Any]:
    """Lists written before their items had ids are plain."""
    return row if isinstance(row, dict) and row.get("type") == "item" else {"type": "item", "value": row}


def _linked(found: re.Match[str], exchange: Exchange) -> str:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    models: dict[str, type[Model]] = {"page": Page, "document": get_document_model()}
    model = models.get(attributes.get("linktype", ""))
    if model is None:
        return found[0]
    name = exchange(model, attributes.get("id"))
    return found[2] if name is None else f'<a linktype="{attributes["linktype"]}" id="{name}">{found[2]}</a>'


def _embedded(found: re.Match[str], exchange: Exchange) -> str:
    attributes = dict(_ATTRIBUTE.findall(found[1]))
    if attributes.get("embedtype") != "image":
        return ""
    name = exchange(get_image_model(), attributes.get("id"))
    rest = "".join(f' {key}="{attributes[key]}"' for key in ("format", "alt") if key in attributes)
    return "" if name is None else f'<embed embedtype="image" id="{name}"{rest}/>'
