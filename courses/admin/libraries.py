"""The libraries that are installed, who uses them, and taking away what nobody does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from courses.admin.activities import page
from courses.admin.guard import for_managers
from courses.errors import InUse
from courses.models import H5PLibrary
from courses.permissions import may_install_libraries
from courses.services import h5p_libraries
from portal.core.errors import DomainError


@require_safe
@for_managers
def index(request: HttpRequest) -> HttpResponse:
    """All of them on one page: content types first, then what they build on."""
    rows = sorted(h5p_libraries.standings(), key=lambda one: not one.library.runnable)
    context = {
        **page(_("H5P libraries"), here=_("H5P libraries")),
        "rows": rows,
        "size": sum(one.library.size for one in rows),
        "unused": sum(1 for one in rows if not one.activities),
        "may_remove": may_install_libraries(request.user),
    }
    return TemplateResponse(request, "courses/admin/libraries.html", context)


@require_POST
@for_managers
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """One library."""
    library = get_object_or_404(H5PLibrary, pk=pk)
    try:
        h5p_libraries.remove(user=request.user, library=library)
    except InUse as refusal:
        messages.error(request, f"{refusal} {', '.join(str(place) for place in refusal.places)}")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(library)s is removed.") % {"library": library})
    return redirect("activities:libraries")


@require_POST
@for_managers
def remove_unused(request: HttpRequest) -> HttpResponse:
    """All that nobody uses."""
    try:
        count = h5p_libraries.remove_unused(user=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s library is removed.", "%(count)s libraries are removed.", count)
        messages.success(request, words % {"count": count})
    return redirect("activities:libraries")
