"""The mails about tasks and discussions: kinds one can switch off, and examples for the style guide."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.services import school_task_mails, talk_mails
from courses.services.notices import TEMPLATE
from portal.core import mail, mail_kinds
from portal.mail.rendering import absolute


def notice() -> dict[str, Any]:
    """One of the short mails."""
    values = {"task": _("Our research question"), "name": "Anna Kovács"}
    return {
        "kind": school_task_mails.DECIDED,
        "subject": _("Accepted: %(task)s") % values,
        "paragraphs": [_("%(name)s has accepted “%(task)s” and written a few words.") % values],
        "label": _("Read it"),
        "url": absolute("/…"),
    }


def digest() -> dict[str, Any]:
    """New posts."""
    line = {
        "title": _("Where do you look when you visit a lesson?"),
        "place": "0.1",
        "number": 2,
        "name": "Anna Kovács",
        "words": _("I noticed that I always look at those who ask."),
        "language": "",
        "url": absolute("/…"),
    }
    return {"kind": talk_mails.DIGEST, "threads": [line], "wish_url": absolute("/…")}


def register() -> None:
    """Called once, when the app is ready."""
    mail_kinds.register(
        school_task_mails.TO_READ,
        gettext_lazy("Tasks to read"),
        gettext_lazy("When somebody in your cohort hands in a task or comments on one."),
    )
    mail_kinds.register(
        school_task_mails.DECIDED,
        gettext_lazy("News about your tasks"),
        gettext_lazy("When a task of yours is accepted, comes back or gets a comment."),
    )
    mail_kinds.register(
        talk_mails.MENTIONS, gettext_lazy("Mentions"), gettext_lazy("When somebody mentions you in a discussion.")
    )
    mail_kinds.register(
        talk_mails.DIGEST, gettext_lazy("Discussions"), gettext_lazy("What is new in the discussions of your cohorts.")
    )
    mail.register_example(TEMPLATE, notice)
    mail.register_example("course_talk_digest", digest)
