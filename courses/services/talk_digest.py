"""The digest of discussions: once a day or once a week, to whoever wants it, in their language."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.text import Truncator

from courses.choices import CohortState, EnrolmentState, TalkDigest
from courses.models import Post, TalkWish
from courses.services import talk_people, talk_reads
from courses.services.cohort_end import has_ended
from courses.services.notices import address
from courses.services.talk_mails import DIGEST, link
from portal.accounts.models import User
from portal.core import mail
from portal.people.services import profile

EVERY = {TalkDigest.DAILY: timedelta(days=1), TalkDigest.WEEKLY: timedelta(days=7)}
MOST = 15
"""Threads in one mail."""


def wish_of(user: Any) -> TalkDigest:
    """What this person wants; the link in a mail that ends it has the last word."""
    if DIGEST in user.mail_off:
        return TalkDigest.OFF
    row = TalkWish.objects.filter(user=user).first()
    return TalkDigest(row.digest) if row else TalkDigest.WEEKLY


@transaction.atomic
def set_wish(*, user: Any, digest: TalkDigest) -> None:
    """Store it; asking for the digest takes back that it was switched off."""
    TalkWish.objects.update_or_create(user=user, defaults={"digest": digest})
    if digest != TalkDigest.OFF and DIGEST in user.mail_off:
        values = {"mail_off": [kind for kind in user.mail_off if kind != DIGEST]}
        profile.change(user=user, person=user, values=values)


def send_due(now: datetime) -> int:
    """Write to everybody whose time has come; run again after a crash, it goes on. Returns how many."""
    return sum(_write(person, now) for person in _people() if _is_due(person, now))


def _people() -> list[User]:
    """Those in cohorts that are open, with their wishes."""
    learning = Q(enrolments__state=EnrolmentState.ACTIVE, enrolments__cohort__state=CohortState.OPEN)
    rows = User.objects.filter(learning | Q(cohort_roles__cohort__state=CohortState.OPEN), is_active=True)
    return list(rows.select_related("talk_wish").distinct().order_by("pk"))


def _wish(person: User) -> TalkWish:
    try:
        return person.talk_wish  # type: ignore[attr-defined]
    except TalkWish.DoesNotExist:
        return TalkWish(user=person)


def _is_due(person: User, now: datetime) -> bool:
    wish = _wish(person)
    every = EVERY.get(TalkDigest(wish.digest))
    if every is None or DIGEST in person.mail_off:
        return False
    return wish.told_until is None or now - wish.told_until >= every


@transaction.atomic
def _write(person: User, now: datetime) -> bool:
    """The mail and the moment until which it tells belong together."""
    wish = _wish(person)
    since = wish.told_until or now - EVERY[TalkDigest(wish.digest)]
    if wish.pk is None:
        TalkWish.objects.create(user=person, digest=wish.digest, told_until=now)
    elif not TalkWish.objects.filter(pk=wish.pk, told_until=wish.told_until).update(told_until=now):
        return False
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language):
        rows = _threads(person, since, now)
        if not rows:
            return False
        context = {
            "threads": rows[:MOST],
            "talk_url": address("courses:talk"),
            "wish_url": address("courses:talk_wishes"),
        }
        mail.send("course_talk_digest", to=person, language=language, kind=DIGEST, context=context)
    return True


def _new(person: User, since: datetime, until: datetime) -> QuerySet[Post]:
    open_cohorts = [one for one in talk_people.cohorts(person, open_only=True) if not has_ended(one, until)]
    rows = Post.objects.filter(cohort__in=open_cohorts, created_at__gt=since, created_at__lte=until)
    rows = rows.filter(deleted_at=None, hidden_at=None).exclude(author=person)
    return rows.select_related("author", "thread", "cohort").order_by("-created_at", "-pk")


def _threads(person: User, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Each thread with something new, the newest first, with its newest words."""
    rows = list(_new(person, since, until))
    number = Counter(row.root.pk for row in rows)
    newest = {row.root.pk: row for row in reversed(rows)}
    found = sorted(newest.values(), key=lambda row: row.created_at, reverse=True)
    return [_line(row, number[row.root.pk]) for row in found]


def _line(row: Post, number: int) -> dict[str, Any]:
    place = talk_reads.places(row.cohort).get(row.page)
    return {
        "title": row.root.title,
        "place": place.label if place else "",
        "number": number,
        "name": row.author.get_full_name() if row.author else "",
        "words": Truncator(" ".join(row.text.split())).chars(160),
        "language": row.language,
        "url": link(row),
    }
