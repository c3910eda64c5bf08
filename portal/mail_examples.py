"""The mails of the public site with the words of an example, for the style guide; and the kinds one can switch off."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core import mail


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


def register() -> None:
    """Called when the site is ready."""
    for build in (contact_message, contact_received):
        mail.register_example(build.__name__, build)
