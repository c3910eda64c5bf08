"""Words for the archives of courses."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from courses.services.archive import Plan

register = template.Library()
LABELS = {
    "page": _("Pages"),
    "video": _("Films"),
    "term": _("Key terms"),
    "source": _("Sources"),
    "activity": _("Activities"),
}


@register.filter
def counted(plan: Plan) -> list[tuple[Any, int, int]]:
    """Each kind with how many are new and how many are here."""
    return [(label, plan.new[kind], plan.known[kind]) for kind, label in LABELS.items()]
