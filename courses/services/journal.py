"""The journal: prompts answered, entries of one's own. Nobody reads an entry unless its writer says so."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from courses.choices import CohortRole, CohortState, EnrolmentState, PartKind, Sharing
from courses.errors import Stale
from courses.models import Cohort, Enrolment, JournalEntry
from courses.permissions import may_learn
from courses.services import outline, progress, questions
from courses.services.deeds import Deed
from courses.services.outline import Unit
from portal.core.errors import InvalidContent, NotAllowed

LONGEST = 100_000
"""Characters of one entry."""


@dataclass(frozen=True)
class Written:
    """What a form says. Without a word about sharing it stays as it was."""

    text: str
    title: str = ""
    language: str = ""
    sharing: str | None = None
    known: int = 0
    """The version the form was opened with; 0 for a new entry."""


def may_read(user: Any, entry: JournalEntry) -> bool:
    """Its writer; those it is shared with while all of them belong to the cohort. No role of the site is enough."""
    if not user.is_authenticated or not user.is_active:
        return False
    if entry.user_id == user.pk:
        return True
    cohort = entry.enrolment.cohort if entry.enrolment else None
    return bool(cohort and shared_in(user, cohort).filter(pk=entry.pk).exists())


def may_see_shared(user: Any, cohort: Cohort) -> bool:
    """Whether anything of this cohort may be shared with this person: its facilitators and mentors, its teams."""
    if not user.is_authenticated or not user.is_active:
        return False
    return _accompanies(user, cohort) or _team(user, cohort) is not None


def shared_in(user: Any, cohort: Cohort) -> QuerySet[JournalEntry]:
    """What people of the cohort share with this person, the newest first."""
    rows = JournalEntry.objects.filter(enrolment__cohort=cohort, enrolment__state=EnrolmentState.ACTIVE)
    rows = rows.exclude(user=user).exclude(text="").select_related("user", "enrolment__team")
    if _accompanies(user, cohort):
        return rows.filter(sharing__in=(Sharing.FACILITATOR, Sharing.TEAM))
    team = _team(user, cohort)
    if team is None:
        return rows.none()
    return rows.filter(sharing=Sharing.TEAM, enrolment__team=team)


def cohorts_for(user: Any) -> QuerySet[Cohort]:
    """Those of whose journals somebody may read what is shared: one query."""
    leads = Q(people__user=user, people__role__in=CohortRole.values)
    mates = Q(enrolments__user=user, enrolments__state=EnrolmentState.ACTIVE, enrolments__team__isnull=False)
    return Cohort.objects.filter(leads | mates).distinct().order_by("name", "pk")


def of(user: Any) -> QuerySet[JournalEntry]:
    """Everything somebody has written."""
    return JournalEntry.objects.filter(user=user).select_related("enrolment__cohort")


def for_unit(enrolment: Enrolment, unit: Unit) -> Mapping[str, JournalEntry]:
    """Answers to a unit's prompts: one query."""
    rows = JournalEntry.objects.filter(enrolment=enrolment, unit=unit.key, prompt__isnull=False)
    return {str(row.prompt): row for row in rows}


def found_in(entries: Iterable[JournalEntry], words: str) -> list[JournalEntry]:
    """Those in which all the words stand; case and accents make no difference."""
    wanted = _folded(words).split()
    return [one for one in entries if all(word in _folded(f"{one.title} {one.asked} {one.text}") for word in wanted)]


@transaction.atomic
def save_prompt(*, user: Any, enrolment: Enrolment, unit: UUID, block: UUID, written: Written) -> JournalEntry:
    """The answer to a prompt. Raises Stale, InvalidContent, NotAllowed."""
    if not may_learn(user, enrolment):
        raise NotAllowed(_("This form belongs to somebody else, or you no longer take part in this course."))
    course = outline.course(enrolment.cohort.course)
    asked = questions.prompt(unit, block, written.language) if course and course.unit(unit) else None
    if asked is None:
        raise NotAllowed(_("This question is not part of your course any more."))
    _check(written)
    progress.hold(enrolment)
    entry = JournalEntry.objects.filter(enrolment=enrolment, prompt=block).first()
    entry = entry or JournalEntry(user=user, enrolment=enrolment, unit=unit, prompt=block, version=0)
    _store(entry, written, asked=asked.text)
    _count(user, entry)
    return entry


@transaction.atomic
def save(*, user: Any, uuid: UUID, written: Written, enrolment: Enrolment | None = None) -> JournalEntry:
    """An entry of one's own, new or known. `enrolment`: the course a new one belongs to, if any. Raises as above."""
    _check(written)
    get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)  # rows that name them are written meanwhile
    entry = JournalEntry.objects.filter(uuid=uuid).first()
    if entry and entry.user_id != user.pk:
        raise NotAllowed(_("This entry belongs to somebody else."))
    if entry is None and written.known:
        raise Stale(_("This entry was deleted, perhaps in another window. What you wrote is kept here."))
    if enrolment and not may_learn(user, enrolment):
        raise NotAllowed(_("This form belongs to somebody else, or you no longer take part in this course."))
    entry = entry or JournalEntry(uuid=uuid, user=user, enrolment=enrolment, version=0)
    _store(entry, written)
    _count(user, entry)
    return entry


@transaction.atomic
def delete(*, user: Any, entry: JournalEntry) -> None:
    """Gone for everybody. What was done stays done."""
    if entry.user_id != user.pk:
        raise NotAllowed(_("This entry belongs to somebody else."))
    entry.delete()


def deeds(enrolments: Iterable[Enrolment]) -> Iterator[Deed]:
    """What the records say, for the recount: prompts that were answered."""
    rows = JournalEntry.objects.filter(enrolment__in=enrolments, prompt__isnull=False, unit__isnull=False)
    for row in rows.order_by("created_at", "pk"):
        if row.enrolment_id and row.unit and row.prompt and row.text.strip():
            yield Deed(row.enrolment_id, row.unit, row.prompt, False, row.created_at)


def _store(entry: JournalEntry, written: Written, asked: str = "") -> None:
    """Write unless somebody else was quicker. The same twice is once."""
    text, title = written.text.replace("\x00", ""), written.title.replace("\x00", "").strip()
    wanted = {
        "text": text,
        "title": title if not entry.prompt else entry.title,
        "sharing": _sharing(entry, written.sharing),
        "language": written.language or entry.language,
    }
    if entry.pk and all(getattr(entry, name) == value for name, value in wanted.items()):
        return
    if entry.pk and entry.version != written.known:
        raise Stale(_("This was changed elsewhere since, perhaps on another device. Both are shown here."), entry)
    for name, value in wanted.items():
        setattr(entry, name, value)
    entry.asked = asked[:400] or entry.asked
    entry.version += 1
    entry.save()


def _count(user: Any, entry: JournalEntry) -> None:
    """An answered prompt counts, while the cohort lasts; the journal itself outlives it."""
    enrolment = entry.enrolment
    if not (entry.prompt and entry.unit and enrolment and entry.text.strip() and may_learn(user, enrolment)):
        return
    if enrolment.cohort.state != CohortState.ENDED:
        progress.record_part(enrolment=enrolment, unit=entry.unit, part=entry.prompt, kind=PartKind.REFLECTION)


def _sharing(entry: JournalEntry, wanted: str | None) -> str:
    """Sharing needs people to share with."""
    if wanted is None or wanted not in Sharing.values:
        return entry.sharing
    return wanted if entry.enrolment_id or entry.enrolment else Sharing.NOBODY


def _check(written: Written) -> None:
    if len(written.text) > LONGEST:
        raise InvalidContent(
            _("This is too long: an entry takes at most 100,000 characters. Nothing was lost; shorten it below.")
        )
    if len(written.title) > 160:
        raise InvalidContent(_("The title is too long: at most 160 characters."))


def _accompanies(user: Any, cohort: Cohort) -> bool:
    """Facilitators and mentors of this cohort; managers of the course are not meant by the words on the form."""
    return cohort.people.filter(user=user, role__in=CohortRole.values).exists()


def _team(user: Any, cohort: Cohort) -> int | None:
    rows = cohort.enrolments.filter(Q(user=user), state=EnrolmentState.ACTIVE, team__isnull=False)
    return rows.values_list("team_id", flat=True).first()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
