"""The activity as a file to take away."""

import tempfile
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from courses.admin.activities import find
from courses.admin.guard import for_managers
from courses.services import h5p_export
from portal.core.errors import DomainError


@require_safe
@for_managers
def export(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The `.h5p` file, in the language that was asked for."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        language = request.GET.get("language", "")
        name = h5p_export.export(user=request.user, activity=find(uuid), target=target, language=language)
    except DomainError as refusal:
        target.close()
        messages.error(request, str(refusal))
        return redirect("activities:activity", uuid=uuid)
    target.seek(0)
    answer = FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
