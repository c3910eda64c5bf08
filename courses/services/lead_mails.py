"""What learners get when a facilitator writes: an example for the style guide, and the kind to switch off."""

from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.services import lead_messages
from portal.core import mail, mail_kinds


def course_message() -> dict[str, Any]:
    """A facilitator writes to learners."""
    words = {"subject": _("Before our next session"), "text": "Bitte bringen Sie Ihre Notizen mit.", "language": "de"}
    return {
        "message": SimpleNamespace(**words),
        "sender": "Anna Kovács",
        "cohort": _("Spring cohort"),
        "kind": lead_messages.KIND,
    }


def register() -> None:
    """Called once, when the app is ready."""
    label, hint = gettext_lazy("Messages of your facilitators"), gettext_lazy("What they write to your cohort or team.")
    mail_kinds.register(lead_messages.KIND, label, hint)
    mail.register_example("course_message", course_message)
