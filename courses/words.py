"""What the course room's actions are called in the audit log, and H5P's licences in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core import audit_words

ACTIONS: dict[str, Any] = {
    "cohort.copied": pgettext_lazy("audit log", "copied a cohort with shifted dates"),
    "cohort.list_enrolled": pgettext_lazy("audit log", "enrolled people from a list"),
    "course.archive_asked": pgettext_lazy("audit log", "asked for the archive of a course"),
    "course.taken_in": pgettext_lazy("audit log", "brought in a course from an archive"),
    "enrolment.put_in": pgettext_lazy("audit log", "enrolled a person"),
    "h5p.activity_added": pgettext_lazy("audit log", "added the activity"),
    "h5p.activity_replaced": pgettext_lazy("audit log", "replaced the activity by another package"),
    "h5p.activity_described": pgettext_lazy("audit log", "changed the description of the activity"),
    "h5p.activity_edited": pgettext_lazy("audit log", "changed texts or media of the activity"),
    "h5p.activity_removed": pgettext_lazy("audit log", "deleted the activity"),
    "h5p.library_installed": pgettext_lazy("audit log", "installed the H5P library"),
    "h5p.library_removed": pgettext_lazy("audit log", "removed the H5P library"),
    "enrolment.joined": pgettext_lazy("audit log", "joined the cohort"),
    "enrolment.requested": pgettext_lazy("audit log", "asked to take part"),
    "enrolment.approved": pgettext_lazy("audit log", "accepted the request"),
    "enrolment.refused": pgettext_lazy("audit log", "refused the request"),
    "enrolment.offered": pgettext_lazy("audit log", "offered a place"),
    "enrolment.accepted": pgettext_lazy("audit log", "accepted the offered place"),
    "enrolment.lapsed": pgettext_lazy("audit log", "ended an offer whose time was over"),
    "enrolment.withdrawn": pgettext_lazy("audit log", "withdrew from the cohort"),
    "enrolment.removed": pgettext_lazy("audit log", "ended a person’s part in the cohort"),
    "enrolment.team_set": pgettext_lazy("audit log", "changed a person’s team"),
    "cohort.created": pgettext_lazy("audit log", "made the cohort"),
    "cohort.changed": pgettext_lazy("audit log", "changed the cohort"),
    "cohort.opened": pgettext_lazy("audit log", "opened the cohort"),
    "cohort.ended": pgettext_lazy("audit log", "ended the cohort"),
    "cohort.person_named": pgettext_lazy("audit log", "named somebody to look after the cohort"),
    "cohort.person_removed": pgettext_lazy("audit log", "ended somebody’s task in the cohort"),
    "cohort.team_saved": pgettext_lazy("audit log", "wrote down a team"),
    "cohort.team_removed": pgettext_lazy("audit log", "removed a team"),
    "cohort.dates_set": pgettext_lazy("audit log", "changed when tasks are due"),
    "cohort.link_made": pgettext_lazy("audit log", "made a link to join the cohort"),
    "cohort.invited": pgettext_lazy("audit log", "invited somebody to the cohort"),
    "cohort.invitation_revoked": pgettext_lazy("audit log", "withdrew an invitation to the cohort"),
    "course.intensity_changed": pgettext_lazy("audit log", "changed the rules of an intensity"),
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
