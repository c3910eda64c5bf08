"""What people keep for themselves: list, space, upload without script, deletion."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from portal.core.errors import DomainError
from portal.files import services
from portal.files.choices import PERSONAL, FileState
from portal.files.forms import UploadForm
from portal.files.models import StoredFile
from portal.files.services import quota
from portal.files.services.uploads import arrived

PER_PAGE = 25
MORE_THAN_THE_FILE = 100_000
"""A form around a file is never longer."""


@csrf_exempt  # the check reads the body; what is too long must be refused before
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The list, the space, and the form, which works without script."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILES_MAX_SIZE + MORE_THAN_THE_FILE:
        form = UploadForm(data={})
        form.add_error("file", UploadForm.too_large())
        return _page(request, form, status=413)
    return _checked(request)


@csrf_protect
def _checked(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            services.store(stream=upload, name=form.name(), owner=request.user, purpose=PERSONAL)
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file “%(name)s” is stored.") % {"name": form.name()})
            return redirect("my_files")
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    own = StoredFile.objects.of(request.user, PERSONAL)
    used = quota.used(request.user)
    context: dict[str, Any] = {
        "form": form,
        "files": Paginator(own.exclude(state=FileState.ARRIVING), PER_PAGE).get_page(request.GET.get("page")),
        "arriving": [(file, arrived(file), arrived(file) * 100 // file.size) for file in own.arriving()],
        "used": used,
        "quota": settings.FILES_QUOTA,
        "used_percent": min(100, -(-used * 100 // settings.FILES_QUOTA)),
        "max_size": settings.FILES_MAX_SIZE,
        "robots": "noindex",
    }
    return _private(render(request, "files/mine.html", context, status=status))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The question before, and the deed."""
    file = get_object_or_404(StoredFile.objects.of(request.user, PERSONAL), uuid=uuid)
    error = ""
    if request.method == "POST":
        try:
            if file.state == FileState.ARRIVING:
                services.abandon(user=request.user, file=file)
            else:
                services.remove(user=request.user, file=file)
        except DomainError as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("The file “%(name)s” is deleted.") % {"name": file.name})
            return redirect("my_files")
    context = {"file": file, "error": error, "robots": "noindex"}
    return _private(render(request, "files/delete.html", context, status=409 if error else 200))


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response
