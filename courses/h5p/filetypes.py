"""Which files a package may hold, under which media type they are sent, and whether they are what they say."""

import re
from collections.abc import Callable

HEAD = 4096
TEXT = "text/plain; charset=utf-8"
MEDIA_TYPES = {
    "json": "application/json",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "eot": "application/vnd.ms-fontobject",
    "ttf": "font/ttf",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "otf": "font/otf",
    "webm": "video/webm",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "txt": TEXT,
    "pdf": "application/pdf",
    "rtf": "application/rtf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "csv": "text/csv; charset=utf-8",
    "diff": TEXT,
    "patch": TEXT,
    "md": TEXT,
    "textile": TEXT,
    "vtt": "text/vtt; charset=utf-8",
    "webvtt": "text/vtt; charset=utf-8",
    "gltf": "model/gltf+json",
    "glb": "model/gltf-binary",
}
LIBRARY_TYPES = MEDIA_TYPES | {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "map": "application/json",
}
DROPPED = re.compile(
    r"(readme|licen[cs]e|copying|changelog|changes|authors|contributors|notice|gruntfile|makefile)([._-].*)?", re.I
)
"""Left out of libraries with a warning, if their type is not one of the above."""

_MARKUP = re.compile(
    rb"\s*<\s*(!doctype|!--|\?|[a-z:]*(html|head|body|script|svg|iframe|object|embed|math|form|meta|link|style|img"
    rb"|video|audio|input|base|applet|frameset|table|div|br|p|a|b|h1|title|font)\b)",
    re.I,
)
_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_STARTS: dict[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "tif": (b"II*\0", b"MM\0*"),
    "tiff": (b"II*\0", b"MM\0*"),
    "ttf": (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"),
    "otf": (b"OTTO", b"\0\1\0\0", b"true"),
    "woff": (b"wOFF",),
    "woff2": (b"wOF2",),
    "webm": (b"\x1a\x45\xdf\xa3",),
    "ogg": (b"OggS",),
    "pdf": (b"%PDF-",),
    "rtf": (b"{\\rtf",),
    "glb": (b"glTF",),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _ZIP),
    **dict.fromkeys(("doc", "xls", "ppt"), _OLE),
}
_PICTURE = re.compile(rb"RIFF....WEBP|....ftyp(avi[fs]|heic|mif1)", re.DOTALL)
"""Pictures that are often saved under the name of another type."""
_PLAIN = frozenset(
    {"txt", "csv", "diff", "patch", "md", "textile", "vtt", "webvtt", "gltf", "json", "js", "css", "map"}
)
_OTHERS: dict[str, Callable[[bytes], bool]] = {
    "wav": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE",
    "mp4": lambda head: head[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide"),
    "m4a": lambda head: head[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide"),
    "mp3": lambda head: head[:3] == b"ID3" or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0),
    "eot": lambda head: head[34:36] == b"LP",
}


def extension(name: str) -> str:
    """The end of a name, in small letters; empty if it has none."""
    last = name.rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last else ""


def media_type(name: str) -> str:
    """What to send as `Content-Type`, from the fixed table; never guessed."""
    return LIBRARY_TYPES.get(extension(name), "application/octet-stream")


def droppable(name: str) -> bool:
    """Whether a library does without it."""
    return bool(DROPPED.fullmatch(name.rpartition("/")[2]))


def problem(name: str, head: bytes, *, library: bool) -> str:
    """The code of what is wrong with a file by its name and first bytes, or nothing."""
    kind = extension(name)
    if kind not in (LIBRARY_TYPES if library else MEDIA_TYPES):
        return "file-type"
    if not head:
        return ""
    if kind in _PLAIN:
        return _problem_of_text(kind, head)
    if library and kind in ("svg", "xml"):
        return "file-content" if b"\0" in head else ""
    if _MARKUP.match(head):
        return "file-markup"
    if library or _begins_as(kind, head):  # some libraries have fonts that are none, left over from their building
        return ""
    known = any(_begins_as(other, head) for other in (*_STARTS, *_OTHERS)) or _PICTURE.match(head)
    return "file-other" if known else "file-content"


def _begins_as(kind: str, head: bytes) -> bool:
    return head.startswith(_STARTS[kind]) if kind in _STARTS else _OTHERS[kind](head)


def _problem_of_text(kind: str, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    if b"\0" in head:
        return "file-content"
    code = kind in ("js", "css", "map")
    return "file-markup" if not code and _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")) else ""
