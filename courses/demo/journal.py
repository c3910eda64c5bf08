"""Entries of journals in the demo cohort: some shared, most not."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.utils import timezone

from courses.choices import PartKind
from courses.demo import texts
from courses.demo.loader import page_key
from courses.demo.streams import NAMESPACE, Streams
from courses.models import Cohort, Enrolment, JournalEntry
from courses.services import progress, questions


def fill(cohort: Cohort, *, update: bool) -> int:
    """Store the entries that are missing; what people wrote stays. Returns how many."""
    rows = yaml.safe_load((texts.HERE / "journal.yaml").read_text(encoding="utf-8"))
    return sum(_entry(cohort, row, number) for number, row in enumerate(rows))


def prompt_id(page: str, name: str) -> UUID:
    """The id of a unit's prompt, as the loader of the pages makes it."""
    return UUID(Streams(page, None).identity(f"reflect:{name}", 0))  # type: ignore[arg-type]


def _entry(cohort: Cohort, row: dict[str, Any], number: int) -> int:
    uuid = uuid5(NAMESPACE, f"journal/{cohort.uuid}/{number}")
    writers = cohort.enrolments.active().select_related("user").filter(user__language=row["language"])
    writer = writers.order_by("pk").first()
    if writer is None or JournalEntry.objects.filter(uuid=uuid).exists():
        return 0
    values = {name: row[name] for name in ("language", "sharing")} | {"text": row["text"].strip()}
    if not row["page"]:
        _store(writer, row, uuid=uuid, title=row["title"], **values)
        return 1
    unit, prompt = page_key(row["page"]), prompt_id(row["page"], row["prompt"])
    asked = questions.prompt(unit, prompt, row["language"])
    if asked is None or JournalEntry.objects.filter(enrolment=writer, prompt=prompt).exists():
        return 0
    _store(writer, row, uuid=uuid, unit=unit, prompt=prompt, asked=asked.text[:400], **values)
    at = timezone.now() - timedelta(days=row["days"])
    progress.record_part(enrolment=writer, unit=unit, part=prompt, kind=PartKind.REFLECTION, at=at)
    return 1


def _store(writer: Enrolment, row: dict[str, Any], **values: Any) -> None:
    at = timezone.now().replace(second=0, microsecond=0) - timedelta(days=row["days"])
    entry = JournalEntry.objects.create(user=writer.user, enrolment=writer, created_at=at, **values)
    JournalEntry.objects.filter(pk=entry.pk).update(changed_at=at)
