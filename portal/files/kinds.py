"""What a file is, judged by its content, and whether a browser may show it. Pure."""

import re

import puremagic

HEAD = 64 * 1024
"""So many first bytes are looked at."""
UNKNOWN = "application/octet-stream"
SHOWN_INLINE = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "audio/mpeg",
        "audio/ogg",
        "video/mp4",
        "video/webm",
        "text/plain",
    }
)
"""Everything else is saved, never opened in the page: HTML, SVG, XML, scripts and PDF can act on their own."""

_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OFFICE, _OPEN = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
_IN_CONTAINERS = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "epub": "application/epub+zip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "zip": "application/zip",
    "h5p": "application/zip",
}
"""Archives and old office files look alike from outside: here the name decides. None of them is shown inline."""
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|math|form|meta|link)", re.I)
_MARKUP_KINDS = ((b"<svg", "image/svg+xml"), (b"<html", "text/html"), (b"<!doctype html", "text/html"))


def kind_of(head: bytes, name: str) -> str:
    """The media type; the name is asked only where the content leaves it open. Anything with markup is markup."""
    if text := _as_text(head):
        return _kind_of_text(text)
    try:
        found = puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    if head.startswith(_CONTAINERS):
        told = _IN_CONTAINERS.get(name.lower().rpartition(".")[2])
        return told or found
    return UNKNOWN if found.startswith("text/") else found


def may_show_inline(mime: str) -> bool:
    """Whether a browser may open it by itself."""
    return mime in SHOWN_INLINE


def _as_text(head: bytes) -> bytes:
    """The first bytes without a byte order mark if they are text in UTF-8 or an old code page, otherwise nothing."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\0", b"") or b" "
    if b"\0" in head or head.startswith((b"%PDF", b"%!PS", b"{\\rtf", b"GIF8")):
        return b""
    sample = head.removeprefix(b"\xef\xbb\xbf")
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample[:4096])
    return sample if not controls else b""


def _kind_of_text(text: bytes) -> str:
    if not _MARKUP.search(text):
        return "text/plain"
    lower = text.lower()
    return next((kind for sign, kind in _MARKUP_KINDS if sign in lower), "application/xml")
