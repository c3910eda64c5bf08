"""An activity as its translators have written it so far, published or not: shown beside their strings."""

from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from courses.models import H5PActivity
from courses.permissions import may_manage_activities
from courses.services import h5p_play, h5p_text
from portal.translations.permissions import may_see_desk


@require_safe
@never_cache
@xframe_options_sameorigin
def draft(request: HttpRequest, uuid: UUID, language: str) -> HttpResponse:
    """A page of its own, also for a frame. Nothing of what is done there is recorded."""
    if not may_see_desk(request.user) and not may_manage_activities(request.user):
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Http404("no such language")
    activity = get_object_or_404(H5PActivity.objects.with_library(), uuid=uuid)
    variant = language if language == activity.language else f"{language}{h5p_play.DRAFT}"
    text, now = h5p_play.text_in(activity, variant), timezone.now()
    context = {
        "number": activity.pk,
        "key": f"draft-{activity.uuid}-{now.timestamp()}",
        "title": text.title,
        "language": text.language,
        "heading": 1,
        "frame": settings.H5P_ORIGIN + h5p_play.frame_path(activity, variant, now),
        "session": "",
        "preview": True,
        "blocks": h5p_text.as_text(activity, text),
        "links": h5p_text.elsewhere(text.parameters),
    }
    return TemplateResponse(request, "courses/admin/draft.html", context)
