"""What people are told about discussions at once: a mention, a report, a post that was hidden."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from courses.models import Post
from courses.services.notices import Notice, address, facilitators, send

MENTIONS = "course_mentions"
"""The kind of mail about being mentioned."""
DIGEST = "course_talk"
"""The kind of the digest."""


def mentioned(post: Post, people: Iterable[Any]) -> None:
    """To those whose name stands behind an @."""
    send(sorted(people, key=lambda one: one.pk), lambda: _mentioned(post), kind=MENTIONS)


def reported(post: Post) -> None:
    """To the facilitators, always: it is their task."""
    send(facilitators(post.cohort), lambda: _reported(post))


def hidden(post: Post) -> None:
    """To the author, always."""
    if post.author is not None and post.author.is_active:
        send([post.author], lambda: _hidden(post))


def link(post: Post) -> str:
    """The thread at this post, wherever it stands; in the active language."""
    return address("courses:talk_post", post.uuid)


def _values(post: Post) -> dict[str, str]:
    name = post.author.get_full_name() if post.author else ""
    return {"name": name, "title": post.root.title, "cohort": post.cohort.name, "why": post.hidden_why}


def _mentioned(post: Post) -> Notice:
    values = _values(post)
    return Notice(
        _("%(name)s mentions you: %(title)s") % values,
        (_("%(name)s mentions you in the discussion of “%(cohort)s”, in the thread “%(title)s”.") % values,),
        _("Read it"),
        link(post),
    )


def _reported(post: Post) -> Notice:
    values = _values(post)
    return Notice(
        _("A post was reported: %(title)s") % values,
        (
            _("Somebody has reported a post in the discussion of “%(cohort)s”.") % values,
            _("Read it and decide: hide it with a reason, or leave it as it is."),
        ),
        _("Look at it"),
        link(post),
    )


def _hidden(post: Post) -> Notice:
    values = _values(post)
    return Notice(
        _("Your post is hidden: %(title)s") % values,
        (
            _("A facilitator has hidden a post of yours in the discussion of “%(cohort)s”.") % values,
            _("The reason: %(why)s") % values,
            _("You still see it yourself. If you think this is a mistake, write to your facilitators."),
        ),
        _("Look at it"),
        link(post),
    )
