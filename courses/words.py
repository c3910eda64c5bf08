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
    "certificate.ethics_signed": pgettext_lazy("audit log", "signed the ethics checklist"),
    "certificate.self_assessed": pgettext_lazy("audit log", "answered the self-assessment"),
    "certificate.cycle_rated": pgettext_lazy("audit log", "gave the levels of a team’s cycle"),
    "certificate.cycle_seen": pgettext_lazy("audit log", "said how the team sees its cycle"),
    "certificate.issued": pgettext_lazy("audit log", "issued the certificate"),
    "certificate.revoked": pgettext_lazy("audit log", "revoked the certificate"),
    "certificate.taken_back": pgettext_lazy("audit log", "took the certificate back"),
    "certificate.name_shown": pgettext_lazy("audit log", "shows the name with the certificate"),
    "certificate.name_hidden": pgettext_lazy("audit log", "hides the name of the certificate"),
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
