"""That a learner opened a unit, and the block that was on the screen: the place to go on from, in any language."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from courses.models import Enrolment, UnitPage, UnitVisit
from courses.services.unit_page import Mine

NOT_OFTENER = timedelta(minutes=10)
"""How often it is written down that somebody was here at all."""


def note(
    *, enrolment: Enrolment, unit: UUID, language: str, block: UUID | None = None, now: datetime | None = None
) -> None:
    """One row for each unit, written in one statement; without a block the place stays."""
    now = now or timezone.now()
    row = UnitVisit(
        enrolment=enrolment,
        unit=unit,
        language=language,
        first_at=now,
        last_at=now,
        block=str(block) if block else "",
    )
    changed = ["last_at", "language", *(["block"] if block else [])]
    UnitVisit.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["enrolment", "unit"], update_fields=changed
    )
    if enrolment.last_seen_at is None or now - enrolment.last_seen_at > NOT_OFTENER:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_seen_at=now)


def opened(*, page: UnitPage, mine: Mine | None) -> None:
    """A learner gets a unit's page: written down after the page knows when they were here before."""
    if mine is not None:
        language = translation.get_language() or settings.LANGUAGE_CODE
        note(enrolment=mine.enrolment, unit=page.translation_key, language=language)
