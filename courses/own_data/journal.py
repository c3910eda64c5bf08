"""The journal."""

from collections.abc import Iterator
from typing import Any

from courses.models import JournalEntry
from portal.accounts import personal_data


def export(user: Any) -> Iterator[personal_data.Item]:
    """Every entry with what was asked, and who may read it."""
    rows = JournalEntry.objects.filter(user=user).order_by("pk").values(
        "uuid", "enrolment__cohort__name", "unit", "prompt", "asked", "title", "text", "language", "sharing",
        "created_at", "changed_at",
    )  # fmt: skip
    yield "course/journal.json", list(rows)


def erase(user: Any) -> None:
    """Gone, for those it was shared with, too."""
    JournalEntry.objects.filter(user=user).delete()
