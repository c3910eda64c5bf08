"""What the course room's actions are called in the audit log, and H5P's licences in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core import audit_words

ACTIONS: dict[str, Any] = {
    "h5p.activity_added": pgettext_lazy("audit log", "added the activity"),
    "h5p.activity_replaced": pgettext_lazy("audit log", "replaced the activity by another package"),
    "h5p.activity_described": pgettext_lazy("audit log", "changed the description of the activity"),
    "h5p.activity_edited": pgettext_lazy("audit log", "changed texts or media of the activity"),
    "h5p.activity_removed": pgettext_lazy("audit log", "deleted the activity"),
    "h5p.library_installed": pgettext_lazy("audit log", "installed the H5P library"),
    "h5p.library_removed": pgettext_lazy("audit log", "removed the H5P library"),
    "task.handed_in": pgettext_lazy("audit log", "handed in a task"),
    "task.looked_at": pgettext_lazy("audit log", "looked at a task"),
    "task.returned": pgettext_lazy("audit log", "gave a task back to be revised"),
    "task.accepted": pgettext_lazy("audit log", "accepted a task"),
    "talk.deleted": pgettext_lazy("audit log", "deleted an own post"),
    "talk.reported": pgettext_lazy("audit log", "reported a post"),
    "talk.hidden": pgettext_lazy("audit log", "hid a post"),
    "talk.shown_again": pgettext_lazy("audit log", "showed a hidden post again"),
    "talk.report_closed": pgettext_lazy("audit log", "closed the report of a post"),
}
LICENCES: dict[str, Any] = {
    "": _("not stated"),
    "C": _("all rights reserved"),
    "PD": _("public domain"),
    "CC PDM": _("public domain"),
}


def licence(code: str) -> str:
    """A licence in words; `CC BY-SA 4.0` and the like stand for themselves."""
    return str(LICENCES.get(code.strip(), code))


def register() -> None:
    """Called once, when the app is ready."""
    audit_words.register(ACTIONS)
