"""Public files of results, and their citations."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import IO
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from django.views.static import serve

from portal.core.public import open_to_all
from portal.files import ranges
from portal.models import ResultFile, ResultPage
from portal.services import results

MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox"
CHUNK = 64 * 1024
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


@require_safe
def download(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A file of a result. Counts the download of a whole file, and nothing about who downloads."""
    file = get_object_or_404(ResultFile.objects.select_related("version__result"), uuid=uuid)
    etag = f'"{file.sha256}"'
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    try:
        handle = file.file.open("rb")
    except FileNotFoundError:
        raise Http404("the file is gone from the storage") from None
    if request.method == "GET":
        results.count_download(file, today=timezone.localdate())
    name = f"{file.version.result.code}-{slugify(file.title)}-{file.version.number}-{file.language}.{file.format}"
    response = FileResponse(handle, content_type=CONTENT_TYPES.get(file.format, "application/octet-stream"))
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}",
        "Content-Length": str(file.size),
        "ETag": etag,
        "Cache-Control": "no-cache",
        "X-Robots-Tag": "noindex",
    }
    for header, value in headers.items():
        response.headers[header] = value
    return response


@require_safe
def citation(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The citation of a result's current version as BibTeX (`bib`) or RIS (`ris`)."""
    page = get_object_or_404(open_to_all(ResultPage.objects.live()).select_related("result", "locale"), pk=pk)
    version = page.result.current_version
    if version is None:
        raise Http404("this result has no version yet")
    entry = results.citation_for(page, version, request)
    text, content_type = {
        "bib": (entry.bibtex, "application/x-bibtex"),
        "ris": (entry.ris, "application/x-research-info-systems"),
    }[format]
    response = HttpResponse(text(), content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{entry.key}.{format}"'
    return response


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Public pictures and documents, where no web server in front serves them.

    An uploaded SVG opened by itself may not run anything: it gets a sandbox of its own.
    """
    response = _span(request, serve(request, path, document_root=str(settings.MEDIA_ROOT)))
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _span(request: HttpRequest, whole: HttpResponseBase) -> HttpResponseBase:
    """The part of a file that was asked for: players jump in films by it."""
    if not isinstance(whole, FileResponse) or whole.status_code != HTTPStatus.OK:
        return whole
    size = int(whole.headers["Content-Length"])
    whole.headers["Accept-Ranges"] = "bytes"
    if request.method != "GET" or "If-Range" in request.headers:
        return whole
    content = whole.file_to_stream
    try:
        span = ranges.wanted(request.headers.get("Range"), size)
    except ranges.Unsatisfiable:
        if content is not None:  # not `whole`: its end would be taken for the end of the request
            content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if span is None or content is None:
        return whole
    headers = {"Content-Range": f"bytes {span.first}-{span.last}/{size}", "Content-Length": str(span.length)}
    kept = {name: value for name, value in whole.items() if name not in headers}
    return StreamingHttpResponse(_bytes(content, span), status=206, headers=kept | headers)


def _bytes(file: IO[bytes], span: ranges.Span) -> Iterator[bytes]:
    with file:
        file.seek(span.first)
        rest = span.length
        while rest and (chunk := file.read(min(CHUNK, rest))):
            rest -= len(chunk)
            yield chunk
