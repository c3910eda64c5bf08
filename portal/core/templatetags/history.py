"""The readable history of a record: who did what, when and why."""

from typing import Any

from django import template
from django.db import models

from portal.core import audit_words
from portal.core.models import AuditEntry

register = template.Library()
MOST = 50


@register.inclusion_tag("components/history.html")
def history(record: models.Model, level: int = 3) -> dict[str, Any]:
    """The newest entries about a record, in one query. The page decides who may see them."""
    entries = AuditEntry.objects.all().about(record).select_related("actor")[:MOST]
    return {"entries": entries, "level": level}


@register.filter
def in_words(entry: AuditEntry) -> str:
    """What was done."""
    return audit_words.label(entry.action)
