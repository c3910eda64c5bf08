"""The tus protocol for signed-in people: announce a file, send it in parts, ask how far it came, give it up.

The cross-site check of Django stays on: clients send `X-CSRFToken`, as the page's own script does.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from portal.core.errors import DomainError, NotAllowed
from portal.files import errors, services, tus
from portal.files.choices import PERSONAL, FileState
from portal.files.models import StoredFile

STATUS: list[tuple[type[Exception], int]] = [
    (tus.BadRequest, 400),
    (errors.TooLarge, 413),
    (errors.OverQuota, 413),
    (errors.Incomplete, 413),
    (errors.Locked, 423),
    (errors.WrongOffset, 409),
    (errors.WrongChecksum, 460),
    (NotAllowed, 403),
    (DomainError, 400),
]


class Refused(Exception):
    """An answer other than success."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.headers = status, headers


def uploads(request: HttpRequest) -> HttpResponse:
    """The address where uploads are announced: OPTIONS and POST."""
    return _answer(request, {"OPTIONS": _abilities, "POST": _create})


def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The address of one upload: OPTIONS, HEAD, PATCH and DELETE."""
    deeds = {"HEAD": _progress, "PATCH": _append, "DELETE": _give_up}
    own = {name: lambda request, deed=deed: deed(request, _find(request, uuid)) for name, deed in deeds.items()}
    return _answer(request, {"OPTIONS": _abilities, **own})


def _answer(request: HttpRequest, deeds: dict[str, Callable[[HttpRequest], HttpResponse]]) -> HttpResponse:
    try:
        response = _deed(request, deeds)(request)
    except Refused as refusal:
        response = _refusal(refusal.status, str(refusal), **refusal.headers)
    except (tus.BadRequest, DomainError) as error:
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        response = _refusal(status, str(error))
    response.headers["Tus-Resumable"] = tus.VERSION
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _deed(request: HttpRequest, deeds: dict[str, Callable[[HttpRequest], HttpResponse]]) -> Any:
    method = request.method or ""
    if method == "POST":  # only from POST: the check against other sites has looked at it
        method = request.headers.get("X-HTTP-Method-Override", method).upper()
    if method not in deeds:
        raise Refused(405, _("This address does not know that method."), Allow=", ".join(deeds))
    if method == "OPTIONS":
        return deeds[method]
    if request.headers.get("Tus-Resumable") != tus.VERSION:
        raise Refused(412, _("Only version 1.0.0 of the tus protocol is spoken here."), **{"Tus-Version": tus.VERSION})
    if not request.user.is_authenticated:
        raise Refused(401, _("Sign in again, then go on: what arrived is kept."))
    return deeds[method]


def _refusal(status: int, message: str, **headers: str) -> HttpResponse:
    reason = "Checksum Mismatch" if status == 460 else None
    return HttpResponse(
        message, status=status, reason=reason, headers=headers, content_type="text/plain; charset=utf-8"
    )


def _abilities(_request: HttpRequest) -> HttpResponse:
    headers = {
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Max-Size": str(settings.FILES_MAX_SIZE),
        "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
    }
    return HttpResponse(status=204, headers=headers)


def _create(request: HttpRequest) -> HttpResponse:
    if "Upload-Defer-Length" in request.headers:
        raise tus.BadRequest(_("The length of the file has to be known at the beginning."))
    header = request.headers.get("Upload-Metadata", "")
    described = tus.metadata(header)
    has_content = request.headers.get("Content-Type", "") == tus.PART
    length = _length(request) if has_content else 0
    file = services.begin(
        user=request.user,
        name=described.get("filename", ""),
        size=tus.number(request.headers, "Upload-Length"),
        purpose=described.get("purpose", PERSONAL),
        metadata=header,
    )
    response = HttpResponse(status=201)
    if has_content:
        arrived = services.append(user=request.user, file=file, offset=0, stream=request, length=length)
        response.headers["Upload-Offset"] = str(arrived)
    response.headers["Location"] = reverse("upload", args=[file.uuid])
    return _with_expiry(response, file)


def _progress(request: HttpRequest, file: StoredFile) -> HttpResponse:
    offset = services.offset_of(user=request.user, file=file)
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(file.size)}
    if file.metadata:
        headers["Upload-Metadata"] = file.metadata
    return _with_expiry(HttpResponse(headers=headers), file)


def _append(request: HttpRequest, file: StoredFile) -> HttpResponse:
    if request.headers.get("Content-Type") != tus.PART:
        raise Refused(415, _("Parts of a file have to be sent as %(type)s.") % {"type": tus.PART})
    offset, length = tus.number(request.headers, "Upload-Offset"), _length(request)
    proof = tus.checksum(request.headers["Upload-Checksum"]) if "Upload-Checksum" in request.headers else None
    if file.state != FileState.ARRIVING:
        return _repeated(file, offset, length)
    arrived = services.append(user=request.user, file=file, offset=offset, stream=request, length=length, proof=proof)
    return _with_expiry(HttpResponse(status=204, headers={"Upload-Offset": str(arrived)}), file)


def _repeated(file: StoredFile, offset: int, length: int) -> HttpResponse:
    if offset != file.size:
        raise errors.WrongOffset(_("The file is complete."))
    if length:
        raise errors.Incomplete(_("More arrives than was announced. Send the file again from the beginning."))
    return HttpResponse(status=204, headers={"Upload-Offset": str(file.size)})


def _give_up(request: HttpRequest, file: StoredFile) -> HttpResponse:
    services.abandon(user=request.user, file=file)
    return HttpResponse(status=204)


def _length(request: HttpRequest) -> int:
    if "Content-Length" not in request.headers:
        raise Refused(411, _("The length of the part has to be announced."))
    return tus.number(request.headers, "Content-Length")


def _find(request: HttpRequest, uuid: UUID) -> StoredFile:
    file = StoredFile.objects.filter(uuid=uuid, owner=request.user.pk).first()
    if file is None:
        raise Refused(404, _("This upload does not exist or was given up. Send the file again."))
    return file


def _with_expiry(response: HttpResponse, file: StoredFile) -> HttpResponse:
    file.refresh_from_db(fields=["expires"])
    if file.expires:
        response.headers["Upload-Expires"] = http_date(file.expires.timestamp())
    return response
