"""HTML from strangers, made harmless and small: first our own strict rewriting, then nh3.

The rewriting bounds what a parser of HTML has to do: some thousand crossed tags keep any of them busy for a long time.
"""

import html
import re
from collections.abc import Collection, Iterator
from functools import lru_cache

import nh3

ALWAYS = frozenset(("div", "span", "p", "br"))
KNOWN = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr "
    "i ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr u ul".split()
)
VOID = frozenset(("br", "hr", "col"))
RELATED = {
    "table": frozenset("tr td th colgroup col thead tbody tfoot caption figure figcaption".split()),
    "b": frozenset(("strong",)),
    "strong": frozenset(("b",)),
    "i": frozenset(("em",)),
    "em": frozenset(("i",)),
    "ul": frozenset(("li",)),
    "ol": frozenset(("li",)),
    "del": frozenset(("s",)),
    "strike": frozenset(("s",)),
}
ATTRIBUTES = {
    "*": {"class", "dir", "lang", "style", "title"},
    "a": {"href", "target", "hreflang"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "align", "width"},
    "td": {"colspan", "rowspan", "headers", "align", "valign", "width", "height"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "align", "valign", "width", "height"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
}
STYLES = frozenset(
    "background-color border border-collapse border-color border-style border-width color float font-family font-size "
    "height letter-spacing line-height padding text-align vertical-align width".split()
)
SCHEMES = {"http", "https", "mailto", "tel"}
DEPTH, TAGS = 30, 5_000
SHORT = 10_000
"""Texts below this length are remembered, because a translation is cleaned when it is checked and when it is put in."""
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<attributes>(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+)[^<>]*+>?"""
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=]++))""")
_VALUE = re.compile(r"[-#a-zA-Z0-9.,%() '\"]+")
_FUNCTION = re.compile(r"(?i)\b(?!rgba?\(|hsla?\()[a-z-]+\(")
_HIDDEN = {name: re.compile(rf"</{name}\b", re.I) for name in ("script", "style", "iframe", "object", "svg", "math")}
_ENTITY = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")


def allowed(tags: Collection[str]) -> frozenset[str]:
    """The tags a text may have, from those its field lists."""
    found = ALWAYS.union(tags)
    return found.union(*(RELATED.get(tag, frozenset()) for tag in found)) & KNOWN


def clean(text: str, tags: Collection[str]) -> str:
    """HTML with the listed tags only, well nested; applied twice it changes nothing."""
    known = allowed(tags)
    return _settled_again(text, known) if len(text) < SHORT else _settled(text, known)


def _settled(text: str, known: frozenset[str]) -> str:
    for _time in range(4):
        before, text = text, _cleaned(text, known)
        if text == before:
            break
    return text


_settled_again = lru_cache(256)(_settled)


@lru_cache(64)
def _cleaner(known: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(known),
        attributes={name: values for name, values in ATTRIBUTES.items() if name == "*" or name in known},
        url_schemes=SCHEMES,
        filter_style_properties=set(STYLES),
        link_rel="noopener noreferrer",
    )


def escape_once(text: str) -> str:
    """Plain text as H5P stores it: escaped, but entities stay what they are."""
    text = _ENTITY.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#039;")


def escape(text: str) -> str:
    """Plain text as H5P stores it: what looks like an entity is meant as it stands."""
    return escape_once(text.replace("&", "&amp;"))


def unescaped(text: str) -> str:
    """Plain text as a person reads it, from a text as H5P stores it."""
    return html.unescape(text)


def plain(text: str) -> str:
    """What a reader sees of HTML: without tags and entities, each block on a line of its own."""
    parts = (
        piece if isinstance(piece, str) else "\n" if piece[1] in ("p", "br", "li", "div", "tr") else ""
        for piece in _pieces(text)
    )
    lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def names(text: str) -> list[str]:
    """The names of all tags that open, in order."""
    return [piece[1] for piece in _pieces(text) if not isinstance(piece, str) and not piece[0]]


def links(text: str) -> list[str]:
    """Where the links of an HTML text lead."""
    found = (_attributes("a", piece[2]) for piece in _pieces(text) if not isinstance(piece, str) and piece[1] == "a")
    return [value for attributes in found for name, value in attributes if name == "href"]


def _cleaned(text: str, known: frozenset[str]) -> str:
    if "<" not in text:
        return html.escape(html.unescape(text), quote=False).replace("\xa0", "&nbsp;")
    return _cleaner(known).clean("".join(_rewritten(text, known)))


Piece = str | tuple[bool, str, str]


def _pieces(text: str) -> Iterator[Piece]:
    """Plain text and tags (closing?, name, attributes) in order; comments and scripts are left out."""
    at = 0
    while (begin := text.find("<", at)) >= 0:
        if begin > at:
            yield html.unescape(text[at:begin])
        match = _TAG.match(text, begin)
        if match:
            name, at = match["name"].lower(), match.end()
            yield bool(match["end"]), name, match["attributes"]
            if name in _HIDDEN and not match["end"]:
                close = _HIDDEN[name].search(text, at)
                at = close.start() if close else len(text)
        elif text[begin + 1 : begin + 2] in ("!", "?", "/"):
            mark = "-->" if text.startswith("<!--", begin) else ">"
            close_at = text.find(mark, begin)
            at = close_at + len(mark) if close_at >= 0 else len(text)
        else:
            yield "<"
            at = begin + 1
    if at < len(text):
        yield html.unescape(text[at:])


def _rewritten(text: str, known: frozenset[str]) -> Iterator[str]:
    open_tags: list[str] = []
    count = 0
    for piece in _pieces(text):
        if isinstance(piece, str):
            yield html.escape(piece, quote=False)
            continue
        end, name, attributes = piece
        count += 1
        if count > TAGS:
            break
        if name not in known:
            continue
        if end:
            yield from _closed(open_tags, name)
        elif name in VOID or len(open_tags) < DEPTH:
            yield f"<{name}{''.join(_written(name, attributes))}>"
            if name not in VOID:
                open_tags.append(name)
    yield from (f"</{name}>" for name in reversed(open_tags))


def _closed(open_tags: list[str], name: str) -> Iterator[str]:
    if name in open_tags:
        while True:
            last = open_tags.pop()
            yield f"</{last}>"
            if last == name:
                break


def _attributes(name: str, text: str) -> Iterator[tuple[str, str]]:
    known = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
    seen = set()
    for key, *values in _ATTRIBUTE.findall(text):
        key = key.lower()
        if key in known and key not in seen:
            seen.add(key)
            yield key, html.unescape("".join(values))


def _written(name: str, text: str) -> Iterator[str]:
    for key, value in _attributes(name, text):
        if key == "style":
            value = _style(value)
            if not value:
                continue
        yield f' {key}="{html.escape(value)}"'


def _style(text: str) -> str:
    parts = (part.partition(":") for part in text[:2_000].split(";"))
    kept = ((name.strip().lower(), value.strip()) for name, _colon, value in parts)
    return ";".join(
        f"{name}:{value}"
        for name, value in kept
        if name in STYLES and _VALUE.fullmatch(value) and not _FUNCTION.search(value)
    )
