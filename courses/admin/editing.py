"""Texts and media of an activity in one form; each saving makes a new version of the activity."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.admin.activities import find, page
from courses.admin.guard import for_managers
from courses.forms.editing import EditForm
from courses.h5p import filetypes
from courses.integrations.h5p_engine import open_content_file
from courses.services import h5p_editing
from portal.core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form; what does not fit is said beside the field, and nothing that was typed is lost."""
    activity, problem = find(uuid), ""
    posted = request.method == "POST"
    form = EditForm(activity, request.POST, request.FILES) if posted else EditForm(activity)
    if posted and form.ok:
        try:
            texts, media = form.texts(), form.media()
            h5p_editing.edit(user=request.user, activity=activity, texts=texts, media=media)
        except DomainError as refusal:
            problem = str(refusal)
        else:
            changed = _("Your changes are stored; everybody plays the new version from now on.")
            messages.success(request, changed if texts or media else _("Nothing was changed."))
            return redirect("activities:activity", uuid=uuid)
    context = {
        **page(_("Edit texts and media"), activity, _("Edit texts and media")),
        "form": form,
        "problem": problem,
        "failed": posted,
    }
    return TemplateResponse(request, "courses/admin/edit.html", context, status=422 if posted else 200)


@require_safe
@for_managers
def picture(request: HttpRequest, uuid: UUID, path: str) -> HttpResponseBase:
    """A picture of the content, to see what one replaces."""
    activity = find(uuid)
    kind = filetypes.media_type(path)
    if path not in activity.files or not kind.startswith("image/"):
        raise Http404("no such picture")
    try:
        answer = FileResponse(open_content_file(activity, path), content_type=kind)
    except FileNotFoundError:
        raise Http404("the file is missing in the storage") from None
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
