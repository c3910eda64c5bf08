"""Discussions of a cohort: writing, changing and taking back one's own, reporting, moderating."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Cohort, Post, TalkVisit
from courses.permissions import may_moderate, may_talk
from courses.services import talk_mails, talk_people
from courses.services.cohort_end import refuse_after_the_end
from portal.core import audit
from portal.core.errors import DomainError, InvalidContent, NotAllowed

MOST_AN_HOUR = 20


class TooMany(DomainError):
    """Somebody writes faster than others can read."""


class Overtaken(DomainError):
    """Something newer is stored than the form knew."""


@transaction.atomic
def write(
    *, user: Any, cohort: Cohort, page: UUID, uuid: UUID, text: str, language: str, title: str = "",
    thread: Post | None = None, mention: Any = None, now: datetime | None = None,
) -> Post:  # fmt: skip
    """A new thread, or an answer in one. The form names the post (`uuid`), so that sending twice writes once.

    Raises NotAllowed, CohortEnded, InvalidContent, TooMany.
    """
    now = now or timezone.now()
    _may_write(user, cohort, now)
    if known := Post.objects.filter(uuid=uuid).first():
        return _same(known, user)
    _check(user, text, title if thread is None else "-", now)
    values = {"cohort": cohort, "page": page, "title": title if thread is None else "", "thread": thread}
    try:
        with transaction.atomic():
            post = Post.objects.create(
                uuid=uuid, author=user, text=text, language=language, created_at=now, last_at=now, **values
            )
    except IntegrityError:  # the same form, twice in the same moment
        return _same(Post.objects.get(uuid=uuid), user)
    if thread is not None:
        Post.objects.filter(pk=thread.pk, last_at__lt=now).update(last_at=now)
    visit(user=user, thread=post.root, now=now)
    _mention(post, talk_people.mentioned(cohort, text, mention))
    return post


def _same(known: Post, user: Any) -> Post:
    if known.author_id != user.pk:
        raise NotAllowed(_("Somebody else wrote this."))
    return known


def _may_write(user: Any, cohort: Cohort, now: datetime | None) -> None:
    if not may_talk(user, cohort):
        raise NotAllowed(_("Only those who take part in the cohort write here."))
    refuse_after_the_end(cohort, now)


def _check(user: Any, text: str, title: str, now: datetime) -> None:
    if not text.strip() or not title.strip():
        raise InvalidContent(_("Write something first."))
    if Post.objects.filter(author=user, created_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        told = _("You have written %(n)s posts within an hour. Wait a little; your text stays here.")
        raise TooMany(told % {"n": MOST_AN_HOUR})


def _mention(post: Post, people: set[Any]) -> None:
    """Tell those who were not told yet."""
    before = set(post.mentioned.values_list("pk", flat=True))
    new = {person for person in people if person.pk not in before and person.pk != post.author_id}
    post.mentioned.add(*new)
    talk_mails.mentioned(post, new)


@transaction.atomic
def edit(
    *, user: Any, post: Post, text: str, language: str, known: int, title: str = "", now: datetime | None = None
) -> Post:
    """Change one's own words. Raises NotAllowed, CohortEnded, InvalidContent, Overtaken."""
    _own(user, post, now)
    if not text.strip() or (post.thread_id is None and not title.strip()):
        raise InvalidContent(_("Write something first."))
    values = {"text": text, "language": language, "edited_at": now or timezone.now()}
    if post.thread_id is None:
        values["title"] = title
    fresh = Post.objects.filter(pk=post.pk, version=known, deleted_at=None, hidden_at=None)
    if not fresh.update(version=F("version") + 1, **values):
        raise Overtaken(_("In the meantime this was changed, perhaps in another window. Your words stand below."))
    post.refresh_from_db()
    _mention(post, talk_people.mentioned(post.cohort, text, None))
    return post


@transaction.atomic
def delete(*, user: Any, post: Post, now: datetime | None = None) -> None:
    """Take one's own words back; the place stays, so that answers still make sense. Raises NotAllowed, CohortEnded."""
    _own(user, post, now)
    post.text = post.title = post.report = ""
    post.deleted_at, post.deleted_by = now or timezone.now(), user
    post.reported_at = post.reported_by = None
    post.version += 1
    post.save()
    post.mentioned.clear()
    audit.record(actor=user, action="talk.deleted", target=post)


def _own(user: Any, post: Post, now: datetime | None) -> None:
    _may_write(user, post.cohort, now)
    if post.author_id != user.pk:
        raise NotAllowed(_("Only whoever wrote it changes it."))
    if not post.is_open:
        raise NotAllowed(_("This post is deleted or hidden and cannot be changed."))


@transaction.atomic
def report(*, user: Any, post: Post, why: str, now: datetime | None = None) -> None:
    """Tell the facilitators about a post; told once is enough. Raises NotAllowed, InvalidContent."""
    if not may_talk(user, post.cohort) or not post.is_open or post.author_id == user.pk:
        raise NotAllowed(_("This post cannot be reported."))
    if not why.strip():
        raise InvalidContent(_("Say in a few words what is wrong with it."))
    now = now or timezone.now()
    if Post.objects.filter(pk=post.pk, reported_at=None).update(reported_at=now, reported_by=user, report=why):
        audit.record(actor=user, action="talk.reported", target=post)
        talk_mails.reported(post)


@transaction.atomic
def hide(*, user: Any, post: Post, why: str, now: datetime | None = None) -> None:
    """Take a post from everybody's eyes; its author is told why. Raises NotAllowed, InvalidContent."""
    _moderates(user, post)
    if not why.strip():
        raise InvalidContent(_("Give a reason: the author reads it."))
    now = now or timezone.now()
    values = {"hidden_by": user, "hidden_why": why, "reported_at": None, "reported_by": None, "report": ""}
    if Post.objects.filter(pk=post.pk, hidden_at=None, deleted_at=None).update(hidden_at=now, **values):
        post.refresh_from_db()
        audit.record(actor=user, action="talk.hidden", target=post)
        talk_mails.hidden(post)


@transaction.atomic
def show_again(*, user: Any, post: Post) -> None:
    """Undo it. Raises NotAllowed."""
    _moderates(user, post)
    if Post.objects.filter(pk=post.pk).exclude(hidden_at=None).update(hidden_at=None, hidden_by=None, hidden_why=""):
        audit.record(actor=user, action="talk.shown_again", target=post)


@transaction.atomic
def leave(*, user: Any, post: Post) -> None:
    """A report that leads to nothing. Raises NotAllowed."""
    _moderates(user, post)
    values = {"reported_at": None, "reported_by": None, "report": ""}
    if Post.objects.filter(pk=post.pk).exclude(reported_at=None).update(**values):
        audit.record(actor=user, action="talk.report_closed", target=post)


def _moderates(user: Any, post: Post) -> None:
    if not may_moderate(user, post.cohort):
        raise NotAllowed(_("Only facilitators of the cohort do this."))


def visit(*, user: Any, thread: Post, now: datetime | None = None) -> None:
    """Somebody has the thread before their eyes."""
    now = now or timezone.now()
    if not TalkVisit.objects.filter(user=user, thread=thread).update(at=now):
        TalkVisit.objects.update_or_create(user=user, thread=thread, defaults={"at": now})
