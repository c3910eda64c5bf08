"""How the bytes of a file leave: from this process, by nginx, or from S3. Who may have them was decided before."""

import re
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase

from portal.files import kinds, ranges
from portal.files.models import StoredFile
from portal.files.storage import PrivateFolder, private_storage

CHUNK = 256 * 1024
SIGNED_FOR = 60
"""Seconds for which an address signed for S3 works."""
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def disposition(name: str, *, inline: bool) -> str:
    """Content-Disposition with the true name (RFC 5987) and a plain one for old programs."""
    plain = _PLAIN.sub("_", name).strip("._") or "file"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain[-100:]}\"; filename*=UTF-8''{quote(name, safe='')}"


def deliver(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """The answer with the file, or the part of it that was asked for."""
    storage = private_storage()
    inline = "show" in request.GET and kinds.may_show_inline(file.mime)
    if not isinstance(storage, PrivateFolder):
        return _private(_signed(storage, file, inline))
    if settings.FILES_DELIVERY == "nginx":
        response: HttpResponseBase = HttpResponse(headers={"X-Accel-Redirect": f"/protected/files/{file.key}"})
    else:
        response = _stream(request, file, storage)
    response.headers["Content-Type"] = _content_type(file.mime)
    response.headers["Content-Disposition"] = disposition(file.name, inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return _private(response)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _content_type(mime: str) -> str:
    return f"{mime}; charset=utf-8" if mime.startswith("text/") else mime


def _stream(request: HttpRequest, file: StoredFile, storage: PrivateFolder) -> HttpResponseBase:
    etag = f'"{file.sha256}"'
    headers = {"Accept-Ranges": "bytes", "ETag": etag}
    try:
        span = _span(request, file, etag)
    except ranges.Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{file.size}"})
    status, shown = (206, span) if span else (200, ranges.Span(0, file.size - 1))
    headers["Content-Length"] = str(shown.length)
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{file.size}"
    content = storage.open(file.key)
    if request.method == "HEAD":
        content.close()
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_Chunks(content, shown), status=status, headers=headers)


def _span(request: HttpRequest, file: StoredFile, etag: str) -> ranges.Span | None:
    """The part to send; None for the whole file. Raises Unsatisfiable."""
    if request.method != "GET" or not ranges.still_wanted(request.headers.get("If-Range"), etag):
        return None
    return ranges.wanted(request.headers.get("Range"), file.size)


class _Chunks:
    """The bytes of a span; closes the file with the answer, also when the reader goes away."""

    def __init__(self, content: IO[bytes], span: ranges.Span) -> None:
        self._content, self._span = content, span

    def __iter__(self) -> Iterator[bytes]:
        self._content.seek(self._span.first)
        rest = self._span.length
        while rest and (chunk := self._content.read(min(CHUNK, rest))):
            rest -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._content.close()


def _signed(storage: object, file: StoredFile, inline: bool) -> HttpResponseRedirect:
    parameters = {
        "ResponseContentDisposition": disposition(file.name, inline=inline),
        "ResponseContentType": _content_type(file.mime),
        "ResponseCacheControl": "private, no-store",
    }
    return HttpResponseRedirect(storage.url(file.key, parameters=parameters, expire=SIGNED_FOR))  # type: ignore[attr-defined]
