"""What the course room's actions are called in the audit log, and H5P's licences in words."""

from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.choices import QuestionKind
from courses.questions import LONGEST
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
    "task.handed_in": pgettext_lazy("audit log", "handed in a task"),
    "task.looked_at": pgettext_lazy("audit log", "looked at a task"),
    "task.returned": pgettext_lazy("audit log", "gave a task back to be revised"),
    "task.accepted": pgettext_lazy("audit log", "accepted a task"),
    "talk.deleted": pgettext_lazy("audit log", "deleted an own post"),
    "talk.reported": pgettext_lazy("audit log", "reported a post"),
    "talk.hidden": pgettext_lazy("audit log", "hid a post"),
    "talk.shown_again": pgettext_lazy("audit log", "showed a hidden post again"),
    "talk.report_closed": pgettext_lazy("audit log", "closed the report of a post"),
    "course_session.planned": pgettext_lazy("audit log", "planned the session"),
    "course_session.changed": pgettext_lazy("audit log", "changed the session"),
    "course_session.cancelled": pgettext_lazy("audit log", "cancelled the session"),
    "course_session.attendance_taken": pgettext_lazy("audit log", "noted attendance at the session"),
    "course_session.code_shown": pgettext_lazy("audit log", "showed the code of the session"),
    "course_session.attendance_exported": pgettext_lazy("audit log", "exported attendance"),
    "course_calendar.renewed": pgettext_lazy("audit log", "made a new calendar address"),
    "course_calendar.ended": pgettext_lazy("audit log", "ended the calendar address"),
    "course.note_added": pgettext_lazy("audit log", "wrote a note about a learner"),
    "course.note_changed": pgettext_lazy("audit log", "changed a note about a learner"),
    "course.note_removed": pgettext_lazy("audit log", "deleted a note about a learner"),
    "course.message_sent": pgettext_lazy("audit log", "sent a message to learners"),
    "course.learners_exported": pgettext_lazy("audit log", "took out the progress of a cohort’s learners"),
    "course.figures_exported": pgettext_lazy("audit log", "took out the figures of the course"),
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

BAD_ANSWERS: dict[str, Any] = {
    "missing": _("There is no answer yet. Choose or write one, then check it."),
    "unknown": _("One of the answers you chose is no longer there. Choose again."),
    "several": _("Choose one answer only."),
    "incomplete": _("Something is still open. Answer every line, then check it."),
    "number": _("That is not one of the numbers you can choose."),
}


def bad_answer(code: str, kind: QuestionKind) -> str:
    """Why an answer was not taken, and what to do."""
    if code == "long":
        longest = format_decimal(LONGEST.get(kind, 300), locale=get_language() or "en")
        return gettext("This is too long: at most %(count)s characters fit. Nothing was lost; shorten it below.") % {
            "count": longest
        }
    if code == "incomplete" and kind == QuestionKind.ORDER:
        return gettext("Each place can be given once only. Look at the numbers again.")
    return str(BAD_ANSWERS[code])


def licence(code: str) -> str:
    """A licence in words; `CC BY-SA 4.0` and the like stand for themselves."""
    return str(LICENCES.get(code.strip(), code))


def register() -> None:
    """Called once, when the app is ready."""
    audit_words.register(ACTIONS)
