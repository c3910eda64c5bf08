"""Whether a cohort is over: what was done stays to be read, and nothing is added."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.choices import CohortState
from courses.models import Cohort
from portal.core.errors import DomainError


class CohortEnded(DomainError):
    """The cohort is over."""


def has_ended(cohort: Cohort, now: datetime | None = None) -> bool:
    """Ended by somebody, or its last day is past where it takes place."""
    if cohort.state == CohortState.ENDED:
        return True
    today = (now or timezone.now()).astimezone(ZoneInfo(cohort.timezone)).date()
    return cohort.end is not None and cohort.end < today


def refuse_after_the_end(cohort: Cohort, now: datetime | None = None) -> None:
    """Raise CohortEnded for a cohort that is over."""
    if has_ended(cohort, now):
        raise CohortEnded(
            _("The cohort “%(name)s” has ended: everything stays to be read, but nothing can be added or changed.")
            % {"name": cohort.name}
        )
