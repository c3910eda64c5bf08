"""Who needs a word: pure rules for those who look after learners. The time comes in as an argument."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STUCK_AFTER = timedelta(days=14)
QUIET_DAYS = (7, 14, 21, 28)


class Mark(TextChoices):
    """What a learner may be looked for by."""

    STUCK = "stuck", _("Stuck")
    QUIET = "quiet", _("Quiet")
    NOTHING = "nothing", _("Nothing yet")
    FINISHED = "finished", _("Finished")


class Cell(TextChoices):
    """What one learner has of one unit."""

    DONE = "done", pgettext_lazy("state of a unit", "done")
    BEGUN = "begun", pgettext_lazy("state of a unit", "begun")
    OPEN = "open", pgettext_lazy("state of a unit", "open")


@dataclass(frozen=True)
class Traces:
    """What somebody left behind in the course, by unit."""

    since: datetime
    seen: datetime | None = None
    begun: Mapping[UUID, datetime] = field(default_factory=dict)
    """Units that are open and not done, and when they were opened first."""
    done: Collection[UUID] = frozenset()
    last_done: datetime | None = None

    def cell(self, unit: UUID) -> Cell:
        """How far one unit is."""
        if unit in self.done:
            return Cell.DONE
        return Cell.BEGUN if unit in self.begun else Cell.OPEN


def quiet_days(traces: Traces, now: datetime) -> int:
    """Whole days since somebody was last here; for who never was, since they could have been."""
    return max(0, (now - max(traces.since, traces.seen or traces.since)).days)


def marks(traces: Traces, required: Collection[UUID], now: datetime) -> frozenset[Mark]:
    """Everything that is true of a learner, but for being quiet, which depends on how long.

    Stuck is who has had a unit open for two weeks and finished none in that time.
    """
    if required and all(unit in traces.done for unit in required):
        return frozenset({Mark.FINISHED})
    if not traces.begun and not traces.done:
        return frozenset({Mark.NOTHING})
    long_ago = now - STUCK_AFTER
    waits = any(when <= long_ago for when in traces.begun.values())
    went_on = traces.last_done is not None and traces.last_done > long_ago
    return frozenset({Mark.STUCK} if waits and not went_on else ())
