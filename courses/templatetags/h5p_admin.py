"""An activity as learners see it, in the admin, in any of its languages; nothing of it is recorded."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from courses.models import H5PActivity
from courses.services import h5p_play, h5p_text

register = template.Library()


@register.inclusion_tag("components/activity.html")
def h5p_preview(activity: H5PActivity, language: str) -> dict[str, Any]:
    """The player in its frame, without a place for results."""
    text = h5p_play.text_in(activity, language)
    return {
        "number": activity.pk,
        "key": f"preview-{activity.uuid}-{activity.version}-{text.language}",
        "title": text.title,
        "language": text.language,
        "heading": 0,
        "frame": settings.H5P_ORIGIN + h5p_play.frame_path(activity, text.language, timezone.now()),
        "session": "",
        "preview": True,
        "blocks": h5p_text.as_text(activity, text),
        "links": h5p_text.elsewhere(text.parameters),
    }
