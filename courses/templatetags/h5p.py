"""An activity in any page: `{% load h5p %}{% h5p_activity activity %}`."""

from uuid import uuid4

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.models import H5PActivity
from courses.permissions import may_play, may_record
from courses.services import h5p_play, h5p_text
from courses.services.h5p_records import NO_END

register = template.Library()


@register.simple_tag(takes_context=True)
def h5p_activity(context: Context, activity: H5PActivity, heading: int = 0, *, first: bool = False) -> SafeString:
    """The player, its text, and the way results take. `heading`: the level of its title; 0 shows none.

    Activities load when a reader comes near; the `first` one, which the page is about, before any script has come.

    Nothing for people who may not play it. One query at most besides what rights cost, once its text is known.
    """
    request = context["request"]
    if not may_play(request.user, activity):
        return SafeString("")
    text = h5p_play.text_in(activity, get_language() or settings.LANGUAGE_CODE)
    values = {
        "number": activity.pk,
        "key": f"{activity.uuid}-{activity.version}",
        "title": text.title,
        "language": text.language,
        "heading": heading,
        "frame": settings.H5P_ORIGIN + h5p_play.frame_path(activity, text.language, timezone.now()),
        "nonce": uuid4() if first else "",
        "seen": activity.library.machine in NO_END,
        "session": reverse("courses:session", args=[activity.uuid]) if may_record(request.user, activity) else "",
        "blocks": h5p_text.as_text(activity, text),
        "links": h5p_text.elsewhere(text.parameters),
    }
    return SafeString(render_to_string("components/activity.html", values))


@register.filter
def readable(line: str) -> SafeString:
    """Markup that the text service has cleaned."""
    return mark_safe(line)  # noqa: S308
