"""The one door through which private files leave."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from portal.files import access
from portal.files.delivery import deliver
from portal.files.models import StoredFile


@require_safe
def download(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file, to those who may read it. Others cannot learn whether it exists."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    file = StoredFile.objects.filter(uuid=uuid).first()
    if file is None or not access.may_read(request.user, file):
        raise Http404("no such file for this person")
    try:
        return deliver(request, file)
    except FileNotFoundError:
        raise Http404("the file is missing in the storage") from None
