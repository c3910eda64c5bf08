"""How files of activities leave: fixed types, no cookies, parts on demand, useless outside a player."""

import gzip
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from courses.h5p import filetypes
from courses.integrations.h5p_storage import h5p_storage
from courses.services.h5p_policy import FILE_POLICY
from portal.files import ranges

CHUNK = 256 * 1024
SMALL = 1024 * 1024
SQUEEZED = ("text/javascript", "text/css", "application/json", "image/svg+xml", "text/plain", "text/vtt")
SECONDS = 12 * 3600


ASKED_BEFORE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Range, X-Requested-With",
    "Access-Control-Max-Age": str(SECONDS),
}


def for_frames(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Files are only read. A frame has no origin, so browsers ask first where a script adds headers: jQuery does."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=ASKED_BEFORE)
        return view(request, *args, **values)

    return answer


def deliver(request: HttpRequest, key: str, info: dict, path: str) -> HttpResponseBase:
    """The file at a place in the storage, or the part of it that was asked for."""
    kind, etag = filetypes.media_type(path), f'"{info["sha256"][:32]}"'
    headers = {
        "Content-Type": kind,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": FILE_POLICY,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": f"private, max-age={SECONDS}, immutable",
        "X-Robots-Tag": "noindex",
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers=headers)
    if kind.split(";")[0] in SQUEEZED and info["size"] <= SMALL and "Range" not in request.headers:
        return _small(request, key, headers)
    return _streamed(request, key, info["size"], etag, headers)


def _small(request: HttpRequest, key: str, headers: dict[str, str]) -> HttpResponse:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(_squeezed(key), headers=headers | {"Content-Encoding": "gzip"})
    return HttpResponse(_content(key), headers=headers)


@lru_cache(maxsize=256)
def _squeezed(key: str) -> bytes:
    """A key names its content by its sum, so this never grows old."""
    return gzip.compress(_content(key), compresslevel=6, mtime=0)


def _content(key: str) -> bytes:
    with h5p_storage().open(key) as content:
        return content.read()


def _streamed(request: HttpRequest, key: str, size: int, etag: str, headers: dict[str, str]) -> HttpResponseBase:
    headers = headers | {"Accept-Ranges": "bytes"}
    try:
        wanted = ranges.still_wanted(request.headers.get("If-Range"), etag)
        span = ranges.wanted(request.headers.get("Range"), size) if wanted else None
    except ranges.Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    status, shown = (206, span) if span else (200, ranges.Span(0, size - 1))
    headers["Content-Length"] = str(shown.length)
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_Pieces(h5p_storage().open(key), shown), status=status, headers=headers)


class _Pieces:
    """The bytes of a span; closes the file with the answer, also when the reader goes away."""

    def __init__(self, content: IO[bytes], span: ranges.Span) -> None:
        self._content, self._span = content, span

    def __iter__(self) -> Iterator[bytes]:
        self._content.seek(self._span.first)
        rest = self._span.length
        while rest and (piece := self._content.read(min(CHUNK, rest))):
            rest -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self._content.close()
