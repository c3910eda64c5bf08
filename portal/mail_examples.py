"""The mails of the public site with the words of an example, for the style guide; and the kinds one can switch off."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import mail, mail_kinds
from portal.mail.rendering import absolute
from portal.models import EventPage
from portal.services.registration_mails import REMINDER


def contact_message() -> dict[str, Any]:
    """What the project gets when somebody writes."""
    message = SimpleNamespace(
        name="Anna Kovács",
        email="anna@school.example",
        subject=_("Lesson Study in our school"),
        message=_("How do we begin?"),
        get_language_display=_("Hungarian"),
    )
    return {"message": message}


def contact_received() -> dict[str, Any]:
    """What the sender gets."""
    return {"keep_days": settings.CONTACT_KEEP_DAYS}


def newsletter_confirm() -> dict[str, Any]:
    """The mail to say yes to."""
    return {"confirm_url": absolute("/…"), "days": 3}


def newsletter_already() -> dict[str, Any]:
    """For an address that is on the list."""
    return {"end_url": absolute("/…")}


def newsletter_digest() -> dict[str, Any]:
    """The news."""
    titles = (_("Teams meet again in autumn"), _("The toolkit is published"))
    rows = [{"title": title, "lead": _("A few words about it."), "date": date(2022, 9, 1)} for title in titles]
    return {"kind": "news", "articles": [{"url": absolute("/…"), **row} for row in rows]}


def registration() -> dict[str, Any]:
    """A mail about an event."""
    event = EventPage(
        title=_("Open hour for facilitators"),
        start=datetime(2027, 3, 4, 15, tzinfo=UTC),
        end=datetime(2027, 3, 4, 16, tzinfo=UTC),
        timezone="Europe/Budapest",
    )
    return {"event": event, "event_url": absolute("/…"), "place": "Budapest", "manage_url": absolute("/…")}


def register() -> None:
    """Called when the site is ready."""
    mail_kinds.register("news", gettext_lazy("News by email"), gettext_lazy("New articles of the project."))
    mail_kinds.register(REMINDER, gettext_lazy("Reminders of events"), gettext_lazy("The day before an event."))
    for build in (contact_message, contact_received, newsletter_confirm, newsletter_already, newsletter_digest):
        mail.register_example(build.__name__, build)
    for name in ("confirmed", "moved_up", "waiting", "cancelled"):
        mail.register_example(f"registration_{name}", registration)
    mail.register_example("registration_reminder", lambda: {"kind": REMINDER, **registration()})
